import type { Logger } from 'pino';
import type { Clock } from '../runtime/clock.ts';

/**
 * Gathers counts and writes them in batches, without anyone waiting for it. While one write is under way, further counts
 * are added up to the next; while the store is away they wait in memory, and the batch is tried again under its id.
 */
export interface CountWriter<Count> {
  readonly add: (count: Count) => void;
  /** Resolves when everything that was counted by now is stored, or cannot be stored at the moment. */
  readonly settled: () => Promise<void>;
  /** Writes what is left, once. */
  readonly close: () => Promise<void>;
}

export interface CountWriterDeps {
  readonly newId: () => string;
  readonly clock: Clock;
  readonly log: Logger;
}

interface CountWriterSettings<Count> {
  /** What is counted, in the log's two languages. */
  readonly what: { readonly en: string; readonly zh: string };
  readonly store: { add(batchId: string, counts: readonly Count[]): Promise<void> };
  /** Returns which counts are added up. */
  readonly keyOf: (count: Count) => string;
  readonly sum: (one: Count, other: Count) => Count;
  /** How long counts are gathered before they are written; 0 for immediately. */
  readonly gatherMs: number;
}

const RETRY_MS = 1000;

export function createCountWriter<Count>(
  { what, store, keyOf, sum, gatherMs }: CountWriterSettings<Count>,
  { newId, clock, log }: CountWriterDeps,
): CountWriter<Count> {
  let waiting = new Map<string, Count>();
  /** What is being written, or is to be written again. */
  let batch: { readonly id: string; readonly counts: readonly Count[] } | undefined;
  let attempt: Promise<void> | undefined;
  let cancelWait: (() => void) | undefined;
  let isClosed = false;

  const schedule = () => {
    if (attempt || cancelWait || (!batch && waiting.size === 0)) return;
    const delayMs = batch ? RETRY_MS : gatherMs;
    if (delayMs === 0 || isClosed) begin();
    else
      cancelWait = clock.after(delayMs, () => {
        cancelWait = undefined;
        begin();
      });
  };
  const begin = () => {
    if (!batch) {
      batch = { id: newId(), counts: [...waiting.values()] };
      waiting = new Map();
    }
    attempt = write(batch).finally(() => {
      attempt = undefined;
      schedule();
    });
  };
  const write = async ({ id, counts }: NonNullable<typeof batch>) => {
    try {
      await store.add(id, counts);
      batch = undefined;
    } catch (error) {
      const facts = { err: error, rows: counts.length };
      if (!isClosed) return log.debug(facts, `${what.en} could not be stored; it waits`);
      batch = undefined;
      log.warn({ code: 'not_counted', ...facts, zh: `${what.zh}没能记下` }, 'Not counted');
    }
  };

  return {
    add(count) {
      const key = keyOf(count);
      const known = waiting.get(key);
      waiting.set(key, known === undefined ? count : sum(known, count));
      schedule();
    },
    /** The write under way, and the next one, which holds what was counted by now: later counts may keep on coming. */
    async settled() {
      await attempt;
      await attempt;
    },
    async close() {
      isClosed = true;
      cancelWait?.();
      cancelWait = undefined;
      schedule();
      while (attempt) await attempt;
    },
  };
}
