import type { Clock } from '../../runtime/clock.ts';
import { StoreUnavailableError } from '../../runtime/store-unavailable-error.ts';
import type { Database } from './database.ts';
import { isBusy, isSqlite } from './sqlite-errors.ts';

/** Runs `operation` in one write transaction; it may run again when the first run could not be kept. */
export type Write = <Result>(operation: () => Result) => Promise<Result>;

interface PauseDeps {
  readonly clock: Clock;
  /** From 0 to 1. */
  readonly random: () => number;
}

export interface WriterDeps extends PauseDeps {
  /** Told of each transaction, inside it. */
  readonly transaction?: { begin(): void; keep(): void };
}

/** Short, because somebody may be waiting whom WeChat gives 5 s; who can wait longer tries again. */
const PATIENCE_MS = 400;
const PAUSE_MS = { least: 10, most: 60 };
/** As long as each turn of the event loop asks for more, writes share a transaction: for so many turns, and then until so much time is over. */
const GATHERED = { turns: 4, ms: 16 };

interface Job {
  /** When it was asked for. */
  readonly since: number;
  readonly operation: () => unknown;
  readonly resolve: (result: never) => void;
  readonly reject: (error: unknown) => void;
  result?: unknown;
}

/**
 * SQLite's calls are synchronous, and a locked database blocks the event loop for its busy timeout. So that
 * timeout is short, and waiting for another process happens here, between tries. What is asked for in one turn of the
 * event loop, and under load in the next ones, shares a transaction: beginning and committing would cost more than the writes.
 */
export function createWriter(database: Database, deps: WriterDeps): Write {
  let waiting: Job[] = [];
  let isDraining = false;

  const gather = (since: number, turns = 1) => {
    const seen = waiting.length;
    setImmediate(() => {
      // Not by the clock of the machine, which may be set back.
      const mayGoOn = turns < GATHERED.turns || performance.now() - since < GATHERED.ms;
      if (waiting.length > seen && mayGoOn) gather(since, turns + 1);
      else void drain();
    });
  };
  const drain = async () => {
    while (waiting.length > 0) {
      const jobs = waiting;
      waiting = [];
      await keep(jobs);
    }
    isDraining = false;
  };
  /** Keeps all of them, or all but those that throw. */
  const keep = async (jobs: readonly Job[]) => {
    let left = jobs;
    try {
      while (left.length > 0) {
        const since = left[0]?.since ?? deps.clock.now();
        const failed = await whenFree(() => transact(database, left, deps.transaction), deps, {
          since,
        });
        if (!failed) break;
        failed.job.reject(toStoreError(failed.error));
        left = left.filter((job) => job !== failed.job);
      }
      for (const job of left) job.resolve(job.result as never);
    } catch (error) {
      for (const job of left) job.reject(toStoreError(error));
    }
  };

  return (operation) =>
    new Promise((resolve, reject) => {
      waiting.push({ since: deps.clock.now(), operation, resolve, reject });
      if (isDraining) return;
      isDraining = true;
      gather(performance.now());
    });
}

/** Does something with the database as soon as it is not locked; throws what SQLite says when that takes too long. */
export async function whenFree<Result>(
  operation: () => Result,
  { clock, random }: PauseDeps,
  { since = clock.now(), patienceMs = PATIENCE_MS } = {},
): Promise<Result> {
  const giveUpAt = since + patienceMs;
  for (;;) {
    try {
      return operation();
    } catch (error) {
      if (!isSqlite(error) || !isBusy(error) || clock.now() >= giveUpAt) throw error;
    }
    await new Promise<void>((resolve) => {
      clock.after(PAUSE_MS.least + random() * (PAUSE_MS.most - PAUSE_MS.least), resolve);
    });
  }
}

/** One transaction for all jobs. The one that throws comes back, and nothing is kept. */
function transact(
  database: Database,
  jobs: readonly Job[],
  transaction: WriterDeps['transaction'],
): { readonly job: Job; readonly error: unknown } | undefined {
  database.exec('BEGIN IMMEDIATE');
  transaction?.begin();
  try {
    for (const job of jobs) {
      try {
        job.result = job.operation();
      } catch (error) {
        if (isSqlite(error) && isBusy(error)) throw error;
        database.rollBack();
        return { job, error };
      }
    }
    transaction?.keep();
    database.exec('COMMIT');
    return undefined;
  } catch (error) {
    database.rollBack();
    throw error;
  }
}

function toStoreError(cause: unknown): unknown {
  if (!isSqlite(cause)) return cause;
  return new StoreUnavailableError(`The database cannot be written (${cause.code})`, { cause });
}
