import type { Logger } from 'pino';
import type { Clock } from '../runtime/clock.ts';
import type { UsageAmounts, UsageCount, UsageStore } from './ports.ts';

/**
 * Writes down what is counted, immediately and without anyone waiting for it. While one write is under way, further
 * counts are added up to the next; while the store is away they wait in memory.
 */
export interface UsageLedger {
  count(count: UsageCount): void;
  /** Resolves when everything that was counted by now is stored, or cannot be stored at the moment. */
  settled(): Promise<void>;
  /** Writes what is left, once. */
  close(): Promise<void>;
}

interface LedgerDeps {
  readonly store: Pick<UsageStore, 'add'>;
  readonly newId: () => string;
  readonly clock: Clock;
  readonly log: Logger;
}

const RETRY_MS = 1000;

export function createUsageLedger({ store, newId, clock, log }: LedgerDeps): UsageLedger {
  let waiting = new Map<string, UsageCount>();
  /** What is being written, or is to be written again. */
  let batch: { readonly id: string; readonly counts: readonly UsageCount[] } | undefined;
  let attempt: Promise<void> | undefined;
  let cancelRetry: (() => void) | undefined;
  let isClosed = false;

  const begin = () => {
    if (attempt || cancelRetry) return;
    if (!batch && waiting.size > 0) {
      batch = { id: newId(), counts: [...waiting.values()] };
      waiting = new Map();
    }
    if (batch) attempt = write(batch).finally(next);
  };
  const next = () => {
    attempt = undefined;
    begin();
  };
  const write = async ({ id, counts }: NonNullable<typeof batch>) => {
    try {
      await store.add(id, counts);
      batch = undefined;
    } catch (error) {
      if (isClosed) {
        batch = undefined;
        log.warn(
          { code: 'not_counted', err: error, rows: counts.length, zh: '用量没能记下' },
          'Not counted',
        );
        return;
      }
      log.debug({ err: error }, 'What models used could not be stored; it waits');
      cancelRetry = clock.after(RETRY_MS, () => {
        cancelRetry = undefined;
        begin();
      });
    }
  };
  /** The write under way, and the next one, which holds what was counted by now: later counts may keep on coming. */
  const settled = async () => {
    await attempt;
    await attempt;
  };

  return {
    count(count) {
      const { account, day, model, follower } = count;
      const key = JSON.stringify([account, day, model, follower?.account, follower?.openId]);
      const known = waiting.get(key);
      waiting.set(key, known ? { ...count, ...sum(known, count) } : count);
      begin();
    },
    settled,
    async close() {
      isClosed = true;
      cancelRetry?.();
      cancelRetry = undefined;
      begin();
      while (attempt) await attempt;
    },
  };
}

function sum(one: UsageAmounts, other: UsageAmounts): UsageAmounts {
  return {
    questions: one.questions + other.questions,
    calls: one.calls + other.calls,
    estimated: one.estimated + other.estimated,
    input: one.input + other.input,
    cached: one.cached + other.cached,
    output: one.output + other.output,
    reasoning: one.reasoning + other.reasoning,
  };
}
