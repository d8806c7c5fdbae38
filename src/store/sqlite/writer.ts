import type { Clock } from '../../runtime/clock.ts';
import { StoreUnavailableError } from '../../runtime/store-unavailable-error.ts';
import type { Database } from './database.ts';
import { isBusy, isSqlite } from './sqlite-errors.ts';

/** Runs `operation` in one write transaction; it runs again when the first run could not be committed. */
export type Write = <Result>(operation: () => Result) => Promise<Result>;

interface PauseDeps {
  readonly clock: Clock;
  /** From 0 to 1. */
  readonly random: () => number;
}

export interface WriterDeps extends PauseDeps {
  /** Called inside each transaction. */
  readonly transaction?: { begin(): void; keep(): void };
}

/** Short, because a push may be waiting that WeChat gives 5 s; a caller that can wait longer retries. */
const PATIENCE_MS = 400;
const PAUSE_MS = { least: 10, most: 60 };
/** Writes share a transaction while each turn of the event loop asks for more, up to these limits. */
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
 * Creates a writer. SQLite's calls block the event loop, so its busy timeout is short and waiting for another process
 * happens here, between tries. Writes of one turn of the event loop, under load of several, are committed as a group,
 * because beginning and committing cost more than most writes.
 */
export function createWriter(database: Database, deps: WriterDeps): Write {
  let waiting: Job[] = [];
  let isDraining = false;

  const gather = (since: number, turns = 1) => {
    const seen = waiting.length;
    setImmediate(() => {
      // The machine's clock may be set back, so this one is used.
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
  /** Commits all of them, or all but those that throw. */
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

/** Runs an operation as soon as the database is not locked; throws SQLite's error when that takes too long. */
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

/** Runs all jobs in one transaction. If one throws, it is returned and nothing is committed. */
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
