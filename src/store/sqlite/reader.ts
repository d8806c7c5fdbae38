import { StoreUnavailableError } from '../../runtime/store-unavailable-error.ts';
import type { Database } from './database.ts';
import { isSqlite } from './sqlite-errors.ts';

/** Runs `operation`, which only reads, in a read transaction, so that all of it sees the same state. */
export type Read = <Result>(operation: () => Result) => Promise<Result>;

interface Job {
  readonly operation: () => unknown;
  readonly resolve: (result: never) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Creates a reader. Reads of one turn of the event loop share a transaction, because SQLite's locks cost more than most
 * reads, and many callers read after a write.
 */
export function createReader(database: Database): Read {
  let waiting: Job[] = [];

  const readAll = () => {
    const jobs = waiting;
    waiting = [];
    try {
      readNow(() => {
        database.exec('BEGIN');
      });
      for (const job of jobs) readOne(job);
      database.rollBack();
    } catch (error) {
      for (const job of jobs) job.reject(error);
    }
  };
  const readOne = ({ operation, resolve, reject }: Job) => {
    try {
      resolve(readNow(operation) as never);
    } catch (error) {
      reject(error);
    }
  };

  return (operation) =>
    new Promise((resolve, reject) => {
      waiting.push({ operation, resolve, reject });
      // By then the continuations of all settled promises have run.
      if (waiting.length === 1) process.nextTick(readAll);
    });
}

/** Runs a read immediately, alone or inside a transaction; SQLite's errors become StoreUnavailableError. */
export function readNow<Result>(operation: () => Result): Result {
  try {
    return operation();
  } catch (cause) {
    if (!isSqlite(cause)) throw cause;
    throw new StoreUnavailableError(`The database cannot be read (${cause.code})`, { cause });
  }
}
