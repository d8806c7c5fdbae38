import { StoreUnavailableError } from '../../runtime/store-unavailable-error.ts';
import type { Database } from './database.ts';
import { isSqlite } from './sqlite-errors.ts';

/** Runs `operation`, which only reads, in a read transaction: all of it sees the same moment. */
export type Read = <Result>(operation: () => Result) => Promise<Result>;

interface Job {
  readonly operation: () => unknown;
  readonly resolve: (result: never) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * What is asked for before the event loop goes on shares a transaction: taking and leaving SQLite's locks costs more than
 * most reads, and when a write is done many look at once.
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
      // By then all promises that are settled now have been followed up.
      if (waiting.length === 1) process.nextTick(readAll);
    });
}

/** Runs a read at once, by itself or inside a transaction; SQLite's errors come out as StoreUnavailableError. */
export function readNow<Result>(operation: () => Result): Result {
  try {
    return operation();
  } catch (cause) {
    if (!isSqlite(cause)) throw cause;
    throw new StoreUnavailableError(`The database cannot be read (${cause.code})`, { cause });
  }
}
