import { readAtMost } from '../runtime/read-at-most.ts';
import type { AlertRecord } from './alert-collections.ts';
import { encodeAlert, findRefusal, type Webhook } from './robot.ts';

/** Sends an alarm; resolves with why it did not arrive, or undefined. Never tells the address, which holds a key. */
export type SendAlert = (record: AlertRecord) => Promise<string | undefined>;

interface SendAlertDeps {
  readonly webhook: Webhook;
  readonly fetch: typeof globalThis.fetch;
  readonly now: () => number;
}

const SEND_MS = 10_000;
const LONGEST_ANSWER_BYTES = 10_000;

export function createSendAlert({ webhook, fetch, now }: SendAlertDeps): SendAlert {
  return async (record) => {
    const { url, body } = encodeAlert(record, webhook, now());
    try {
      const response = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
        // The key in the address must not travel to another host.
        redirect: 'manual',
        signal: AbortSignal.timeout(SEND_MS),
      });
      const { bytes } = await readAtMost(response.body ?? [], LONGEST_ANSWER_BYTES);
      return findRefusal(response.status, bytes.toString('utf8', 0, LONGEST_ANSWER_BYTES));
    } catch (error) {
      return nameFailure(error);
    }
  };
}

/** The message of a failed fetch may repeat the address; its code does not. */
function nameFailure(error: unknown): string {
  const { cause, name } = error instanceof Error ? error : new Error('unknown');
  const code = (cause as { code?: unknown } | undefined)?.code;
  return typeof code === 'string' ? code : name;
}
