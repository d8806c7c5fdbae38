import type { Logger } from 'pino';
import type { Clock } from '../runtime/clock.ts';
import type { ActivityCount, ActivityStore } from './activity.ts';

/**
 * Gathers counts and writes them at most once a second, without anyone waiting for it; while the store is away they
 * wait in memory. A process that is killed loses the counts of its last second.
 */
export interface ActivityLedger {
  count(account: string, day: string, name: string): void;
  /** Writes what is left, once. */
  close(): Promise<void>;
}

interface LedgerDeps {
  readonly store: Pick<ActivityStore, 'add'>;
  readonly newId: () => string;
  readonly clock: Clock;
  readonly log: Logger;
}

const WRITE_EVERY_MS = 1000;

export function createActivityLedger({ store, newId, clock, log }: LedgerDeps): ActivityLedger {
  let waiting = new Map<string, ActivityCount>();
  /** What is being written, or is to be written again under the same id. */
  let batch: { readonly id: string; readonly counts: readonly ActivityCount[] } | undefined;
  let writing: Promise<void> | undefined;
  let cancel: (() => void) | undefined;
  let isClosed = false;

  const write = async () => {
    const writes = batch ?? { id: newId(), counts: [...waiting.values()] };
    if (!batch) waiting = new Map();
    batch = writes;
    try {
      await store.add(writes.id, writes.counts);
      batch = undefined;
    } catch (error) {
      const facts = { err: error, rows: writes.counts.length };
      if (isClosed)
        log.warn({ code: 'not_counted', ...facts, zh: '当日统计没能记下' }, 'Not counted');
      else log.debug(facts, 'The totals of the day could not be stored; they wait');
    }
  };
  const schedule = () => {
    if (cancel || writing || isClosed || (!batch && waiting.size === 0)) return;
    cancel = clock.after(WRITE_EVERY_MS, () => {
      cancel = undefined;
      writing = write().finally(() => {
        writing = undefined;
        schedule();
      });
    });
  };

  return {
    count(account, day, name) {
      const key = JSON.stringify([account, day, name]);
      const count = (waiting.get(key)?.count ?? 0) + 1;
      waiting.set(key, { account, day, name, count });
      schedule();
    },
    async close() {
      isClosed = true;
      cancel?.();
      cancel = undefined;
      await writing;
      if (batch) await write();
      if (!batch && waiting.size > 0) await write();
    },
  };
}
