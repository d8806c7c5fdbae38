import { StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import type { Clock } from '../../runtime/clock.ts';
import { waitAtMost } from '../../runtime/wait-at-most.ts';
import { createBoundedFetch } from './bounded-fetch.ts';
import type { HttpPlace } from './mcp-settings.ts';

const ENDS_WITHIN_MS = 1000;

/**
 * A connection over streamable HTTP that tells the server when it ends. Headers go to the origin that the deployer set,
 * for a redirect to another one is not followed.
 */
export class OwnHttpTransport extends StreamableHTTPClientTransport {
  readonly #clock: Clock;

  constructor(
    { url, headers }: HttpPlace,
    { clock, mostBytes }: { readonly clock: Clock; readonly mostBytes: number },
  ) {
    super(new URL(url), {
      requestInit: { headers: { ...headers } },
      fetch: createBoundedFetch(mostBytes),
      redirectPolicy: 'same-origin',
    });
    this.#clock = clock;
  }

  override async close(): Promise<void> {
    await waitAtMost(this.#clock, ENDS_WITHIN_MS, this.terminateSession());
    await super.close();
  }
}
