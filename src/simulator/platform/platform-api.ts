import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { RequestListener } from './api.ts';

/** A running API host. */
export interface PlatformApi {
  /** What WECHAT_API_BASE_URL is set to. */
  readonly url: string;
  close(): Promise<void>;
}

/** Serves a platform's API on a port of this machine: a free one unless `port` is given. */
export async function startPlatformApi(
  platform: { readonly api: RequestListener },
  { port = 0 }: { readonly port?: number } = {},
): Promise<PlatformApi> {
  const server = createServer(platform.api);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    // Under PM2's cluster mode two processes would share a free port, and get each other's calls.
    server.listen({ port, host: '127.0.0.1', backlog: 4096, exclusive: true }, resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
