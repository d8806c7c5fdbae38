import type { Clock } from '../../clock.ts';
import { StoreUnavailableError } from '../store-unavailable-error.ts';
import type { Database } from './database.ts';

/** Runs `operation` in one write transaction; it may run again when the first run could not be kept. */
export type Write = <Result>(operation: () => Result) => Promise<Result>;

interface PauseParts {
  readonly clock: Clock;
  /** From 0 to 1. */
  readonly random: () => number;
}

const PATIENCE_MS = 2000;
const PAUSE_MS = { least: 10, most: 60 };

/**
 * SQLite's calls are synchronous, and a locked database blocks the event loop for its busy timeout. So that
 * timeout is short, and waiting for another process happens here, between tries.
 */
export function createWriter(database: Database, parts: PauseParts): Write {
  return async (operation) => {
    try {
      return await whenFree(() => transact(database, operation), parts);
    } catch (cause) {
      if (!isSqlite(cause)) throw cause;
      throw new StoreUnavailableError(`The database cannot be written (${cause.code})`, { cause });
    }
  };
}

/** Does something with the database as soon as it is not locked; throws what SQLite says when that takes too long. */
export async function whenFree<Result>(
  operation: () => Result,
  { clock, random }: PauseParts,
): Promise<Result> {
  const giveUpAt = clock.now() + PATIENCE_MS;
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

function transact<Result>(database: Database, operation: () => Result): Result {
  database.exec('BEGIN IMMEDIATE');
  try {
    const result = operation();
    database.exec('COMMIT');
    return result;
  } catch (error) {
    rollBack(database);
    throw error;
  }
}

/** Runs a read; SQLite's errors come out as StoreUnavailableError. */
export function read<Result>(operation: () => Result): Result {
  try {
    return operation();
  } catch (cause) {
    if (!isSqlite(cause)) throw cause;
    throw new StoreUnavailableError(`The database cannot be read (${cause.code})`, { cause });
  }
}

function rollBack(database: Database): void {
  try {
    database.exec('ROLLBACK');
  } catch {
    // SQLite rolled back by itself, as it does when the disk is full.
  }
}

function isSqlite(error: unknown): error is Error & { code: string } {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('SQLITE');
}

function isBusy(error: { code: string }): boolean {
  return error.code.startsWith('SQLITE_BUSY') || error.code.startsWith('SQLITE_LOCKED');
}
