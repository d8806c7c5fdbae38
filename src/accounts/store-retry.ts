import type { Logger } from 'pino';
import type { Clock } from '../runtime/clock.ts';
import { StoreUnavailableError } from '../runtime/store-unavailable-error.ts';

/** Runs an operation, and again while the store is away: a locked database is usually free again soon. */
export type StoreRetry = <Result>(
  giveUpAt: number,
  operation: () => Promise<Result>,
) => Promise<Result | 'store away'>;

const RETRY_MS = 200;

/** Creates the retry. An attempt that it gives up is left to WeChat's repeat. */
export function createStoreRetry({
  clock,
  log,
}: {
  readonly clock: Clock;
  readonly log: Logger;
}): StoreRetry {
  return async (giveUpAt, operation) => {
    for (;;) {
      try {
        return await operation();
      } catch (error) {
        if (!(error instanceof StoreUnavailableError)) throw error;
        if (clock.now() >= giveUpAt) {
          log.error(
            { code: 'store_away', err: error, zh: '存储暂时用不了，等微信再推一次' },
            'The store is away; WeChat will repeat',
          );
          return 'store away';
        }
        await clock.sleep(RETRY_MS);
      }
    }
  };
}
