import {
  accessSync,
  closeSync,
  constants,
  existsSync,
  mkdirSync,
  openSync,
  statSync,
} from 'node:fs';
import { join } from 'node:path';
import { StoreUnavailableError } from '../../runtime/store-unavailable-error.ts';
import { openDatabase, type Database, type DatabaseOptions } from './database.ts';
import { waitForOlderProcesses } from '../wait-for-older-processes.ts';
import { OlderProcessError } from '../older-process-error.ts';
import { describeDamage } from './file-watch.ts';
import { refuseNewerData } from '../newer-data.ts';
import { findOlderProcess } from './find-older-process.ts';
import { readLastVersion } from './last-version.ts';
import { migrate, NEWEST_SCHEMA, readSchema } from './migrations.ts';
import { isBusy, isDamage, isSqlite } from './sqlite-errors.ts';
import { whenFree } from './writer.ts';

/** How long a locked database blocks the event loop before the writer waits asynchronously. */
const BUSY_TIMEOUT_MS = 20;
/** Another process may be migrating. */
const PATIENCE_AT_START_MS = 5000;
/** libsql reports that a file cannot be opened as an error without a code. */
const CANNOT_OPEN = /^ConnectionFailed|unable to open/i;

/** Names the database file of a folder. */
export function fileIn(folder: string): string {
  return join(folder, 'kuaihui.sqlite');
}

/**
 * Opens the database in `folder` and brings it to the newest schema. Throws StoreUnavailableError with the remedy, and
 * leaves a file unchanged that a newer version or another program wrote, or a process of 0.1 works with: OlderProcessError.
 */
export async function openFile(
  folder: string,
  parts: Parameters<typeof whenFree>[1] & { readonly version: string },
  watch: Omit<DatabaseOptions, 'check'>,
): Promise<Database> {
  const file = fileIn(folder);
  const check = (database: Pick<Database, 'prepare'>) => checkSchema(database, file, parts.version);
  // Another process may be doing the same; this one waits for it, as every write does.
  const patiently = <Result>(operation: () => Result) =>
    whenFree(operation, parts, { patienceMs: PATIENCE_AT_START_MS });
  try {
    // Followers' texts and the access token are closed to other users.
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    checkLog(file);
    createPrivate(file);
    checkRights(folder, file);
    const database = await patiently(() =>
      openDatabase(file, BUSY_TIMEOUT_MS, { check, ...watch }),
    );
    try {
      const { clock } = parts;
      const findOlder = () => patiently(() => findOlderProcess(database, clock.now()));
      await waitForOlderProcesses(findOlder, clock);
      await patiently(() => migrate(database));
      return database;
    } catch (error) {
      database.close();
      throw error;
    }
  } catch (cause) {
    if (cause instanceof StoreUnavailableError || cause instanceof OlderProcessError) throw cause;
    throw new StoreUnavailableError(explain(cause, folder, file), { cause });
  }
}

/** Throws for a log without its file, which SQLite would delete as rubbish. */
function checkLog(file: string): void {
  if (sizeOf(file) > 0 || sizeOf(`${file}-wal`) === 0) return;
  throw new StoreUnavailableError(
    `${file} is missing or empty, but its log kuaihui.sqlite-wal holds data that would be lost. Was the file renamed or copied alone? Put it back beside its log. To begin with an empty database, move kuaihui.sqlite-wal away.`,
  );
}

function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}

/**
 * Creates the file with a private mode, which SQLite gives its other files too. An existing file is not opened, because
 * closing it would release the locks that other connections of this process hold on it.
 */
function createPrivate(file: string): void {
  try {
    closeSync(openSync(file, 'wx', 0o600));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}

/** Throws for a read-only file, which SQLite would open and fail at with the first message. */
function checkRights(folder: string, file: string): void {
  const files = [file, `${file}-wal`, `${file}-shm`];
  for (const each of files.filter((one) => existsSync(one)))
    accessSync(each, constants.R_OK | constants.W_OK);
  if (!files.every((one) => existsSync(one))) accessSync(folder, constants.W_OK | constants.X_OK);
}

/** Throws when another version or another program wrote the file. */
function checkSchema(database: Pick<Database, 'prepare'>, file: string, thisVersion: string): void {
  const version = readSchema(database);
  const { tables = 0, ours = 0 } =
    database
      .prepare<{ tables: number; ours: number }>(
        `SELECT count(*) AS tables, coalesce(sum(name IN ('turns', 'inbound', 'followers')), 0) AS ours
         FROM sqlite_master WHERE type = 'table'`,
      )
      .first() ?? {};
  // Read before the tables, so that a migration in between shows as tables without a version.
  if (version > NEWEST_SCHEMA)
    throw refuseNewerData(
      { en: file, zh: `${file} ` },
      {
        en: 'set DATA_DIR to another folder or to a copy from before the upgrade.',
        zh: '把 DATA_DIR 设成别的文件夹，或升级之前的副本。',
      },
      {
        theirs: readLastVersion(database),
        theirSchema: version,
        ours: thisVersion,
        ourSchema: NEWEST_SCHEMA,
      },
    );
  if (tables > 0 && ours < 3)
    throw new StoreUnavailableError(
      `${file} is not a database of Kuaihui, or some of its tables are gone. Nothing was changed. Put the right file in its place, or set DATA_DIR to another folder.`,
    );
}

function explain(cause: unknown, folder: string, file: string): string {
  const { code, message, path } = cause as NodeJS.ErrnoException;
  const owner = 'Give it to the user who runs Kuaihui, or set DATA_DIR to another folder.';
  if (isSqlite(cause)) {
    if (cause.code === 'SQLITE_NOTADB')
      return `${file} is not a SQLite database, or its beginning is damaged. Nothing was changed. Put a copy back in its place, or move it away to begin with an empty one; DATA_DIR names its folder.`;
    if (isDamage(cause)) return describeDamage(cause.code);
    if (isBusy(cause))
      return `Another program has kept the database in DATA_DIR (${folder}) locked for ${PATIENCE_AT_START_MS / 1000} s. Close it, then start again.`;
    if (cause.code.startsWith('SQLITE_READONLY'))
      return `This user may not write ${file}. ${owner}`;
    if (cause.code === 'SQLITE_FULL')
      return `There is no space left for the database in DATA_DIR (${folder}).`;
    if (cause.code.startsWith('SQLITE_IOERR'))
      return `The disk fails when it reads or writes the database in DATA_DIR (${folder}).`;
  }
  if (code === 'EEXIST' || code === 'ENOTDIR')
    return `DATA_DIR (${folder}) is not a folder: a file is in its place or on the way to it. Set DATA_DIR to a folder.`;
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS')
    return `This user may not write ${path ?? folder} (${code}). ${owner}`;
  if (code === 'ENOSPC') return `There is no space left in DATA_DIR (${folder}).`;
  if (code?.startsWith('SQLITE_CANTOPEN') || CANNOT_OPEN.test(message))
    return `This user may not open ${file}, or a file beside it. ${owner}`;
  return `Cannot open the database in DATA_DIR (${folder}). Does the folder belong to this user, and is there space?`;
}
