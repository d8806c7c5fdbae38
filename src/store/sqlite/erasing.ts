import type { Logger } from 'pino';
import type { Clock } from '../../runtime/clock.ts';
import { StoreUnavailableError } from '../../runtime/store-unavailable-error.ts';
import type { Database } from './database.ts';
import type { Read } from './reader.ts';
import { zeroUnused } from './unused-bytes.ts';
import type { Write } from './writer.ts';

/** Overwrites deleted data, so that no file holds it any more. */
export interface Erasing {
  /** Notes that rows were deleted; their bytes are overwritten within seconds. */
  soon(): void;
  /** Overwrites now; resolves when no file holds what was deleted before. Throws when another program prevents that. */
  now(): Promise<void>;
  close(): void;
}

interface ErasingDeps {
  readonly database: Database;
  readonly read: Read;
  readonly write: Write;
  readonly clock: Clock;
  readonly log: Logger;
}

/** Waits so long for more deletions to share the pass. */
const BEGIN_AFTER_MS = 2000;
/** Pages per step: one step takes a millisecond, then other work runs. */
const PAGES_AT_ONCE = 128;
const PAUSE_MS = 20;
/** The pause after a pass, as a multiple of its duration, so that a large file is not read all the time. */
const REST = 9;
const RETRY_MS = 5000;
/** Waits so long for another process to be done with the log. */
const PATIENCE = { tries: 20, pauseMs: 50 };
/** Retries emptying the log, which fails while another program reads an old state of the file. */
const SAY_SO_AFTER_TRIES = 12;

/**
 * SQLite zeroes a deleted row by itself. Copies of it are in the write-ahead log until that is emptied, and in unused
 * parts of pages from which the row was once moved. After deletions, and after a start, both are cleared.
 */
export function createErasing(deps: ErasingDeps): Erasing {
  const { database, read, write, clock, log } = deps;
  const pageCount = database.prepare<{ page_count: number }>('PRAGMA page_count');
  // Prepared on first use, so that a build of SQLite without this table still starts.
  const select = () =>
    database.prepare<{ data: Buffer }>('SELECT data FROM sqlite_dbpage WHERE pgno = :page');
  const update = () => database.prepare('UPDATE sqlite_dbpage SET data = :data WHERE pgno = :page');
  let cancel = () => {};
  let isPlanned = false;
  let isWanted = false;
  let isClosed = false;
  let restMs = BEGIN_AFTER_MS;

  const findDirty = (from: number, to: number): number[] => {
    const dirty: number[] = [];
    for (let page = from; page < to; page += 1) {
      const data = select().first({ page })?.data;
      if (data && zeroUnused(data, page)) dirty.push(page);
    }
    return dirty;
  };
  const clean = (pages: readonly number[]) => {
    for (const page of pages) {
      // The page may have changed since it was read.
      const data = select().first({ page })?.data;
      const zeroed = data && zeroUnused(data, page);
      if (zeroed) update().run({ page, data: zeroed });
    }
  };
  const cleanAll = async () => {
    const last = await read(() => pageCount.first()?.page_count ?? 0);
    for (let from = 1; from <= last && !isClosed; from += PAGES_AT_ONCE) {
      const to = Math.min(from + PAGES_AT_ONCE, last + 1);
      const dirty = await read(() => findDirty(from, to));
      if (dirty.length > 0) await write(() => clean(dirty));
      if (to <= last) await clock.sleep(PAUSE_MS);
    }
  };

  const pass = async () => {
    // The pass may take a minute over a large file; the rows themselves are overwritten already.
    emptyLog(database);
    await cleanAll();
  };
  // A pass that runs already may be past the pages of a later deletion, so that the next one counts.
  let passing: Promise<void> = Promise.resolve();
  let next: Promise<void> | undefined;
  const passNext = () =>
    (next ??= passing
      .catch(() => {})
      .then(() => {
        next = undefined;
        return (passing = pass());
      }));
  let failures = 0;
  const run = async () => {
    isWanted = false;
    const startedAt = clock.now();
    try {
      await passNext();
      if (isClosed) return;
      if (emptyLog(database) === 'busy') throw new LogInUseError();
      restMs = Math.max(BEGIN_AFTER_MS, REST * (clock.now() - startedAt));
      failures = 0;
    } catch (error) {
      isWanted = true;
      restMs = RETRY_MS;
      failures += 1;
      if (failures === SAY_SO_AFTER_TRIES)
        log.warn(
          { code: 'not_erased', err: error, zh: '粉丝删掉的内容还有字节留在 DATA_DIR 里，会再试' },
          'Bytes of deleted messages are still in DATA_DIR',
        );
    }
    isPlanned = false;
    if (isWanted) plan();
  };
  const plan = () => {
    if (isPlanned || isClosed) return;
    isPlanned = true;
    cancel = clock.after(restMs, () => void run());
  };

  return {
    soon() {
      isWanted = true;
      plan();
    },
    async now() {
      await passNext();
      if (!isClosed && (await emptyLogWithPatience(database, clock)) === 'busy')
        throw new LogInUseError();
    },
    close() {
      isClosed = true;
      cancel();
    },
  };
}

class LogInUseError extends StoreUnavailableError {
  constructor() {
    super('Another program reads an old state of the database, and so keeps kuaihui.sqlite-wal');
  }
}

/** Retries emptying the log while another process writes, or empties it as well. */
export async function emptyLogWithPatience(
  database: Database,
  clock: Clock,
): Promise<'empty' | 'busy'> {
  for (let tries = 1; tries < PATIENCE.tries; tries += 1) {
    if (emptyLog(database) === 'empty') return 'empty';
    await clock.sleep(PATIENCE.pauseMs);
  }
  return emptyLog(database);
}

/** Moves the write-ahead log into the file and empties it; `busy` when another process prevents that. */
function emptyLog(database: Database): 'empty' | 'busy' {
  const result = database.prepare<{ busy: number }>('PRAGMA wal_checkpoint(TRUNCATE)').first();
  return result?.busy === 0 ? 'empty' : 'busy';
}
