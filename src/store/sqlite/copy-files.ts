import { rmSync } from 'node:fs';
import type { CopiedRecord, CopyFiles, Counts } from '../../backup/ports.ts';
import { StoreUnavailableError } from '../../runtime/store-unavailable-error.ts';
import { openDatabase, type Database } from './database.ts';
import { describeDamage } from './file-watch.ts';
import { migrate, NEWEST_SCHEMA, readSchema } from './migrations.ts';
import { isDamage, isSqlite } from './sqlite-errors.ts';
import { vacuumInto } from './vacuum-into.ts';

const BUSY_TIMEOUT_MS = 1000;
/** What is counted, so that a copy can be compared with what it was made of. */
const COUNTED = [
  ...['followers', 'turns', 'parts', 'inbound', 'records', 'traces'],
  ...['model_usage', 'activity', 'ring_entries', 'background'],
] as const;

/** Works with the files of copies, which no process has open. */
export const copyFiles: CopyFiles = {
  newestSchema: NEWEST_SCHEMA,
  inspect: (file) =>
    withFile(file, (database) => {
      const check = database
        .prepare<{ quick_check: string }>('PRAGMA quick_check(1)')
        .first()?.quick_check;
      if (check !== 'ok') throw new StoreUnavailableError(describeDamage('quick_check'));
      const schema = readSchema(database);
      if (schema <= NEWEST_SCHEMA && !hasTablesOf(schema, database))
        throw new StoreUnavailableError(describeDamage('schema'));
      return { schema, counts: countRows(database) };
    }),
  readRecords: (file, collections) =>
    withFile(file, (database) =>
      hasTable(database, 'records') ? readRecords(database, collections) : [],
    ),
  async takeRecords(file, collections, rest) {
    const taken = withFile(file, (database) => {
      if (!hasTable(database, 'records')) return [];
      const found = readRecords(database, collections);
      dropRecords(database, collections);
      return found;
    });
    // A new file has none of the bytes that a deletion leaves behind.
    await vacuumInto(file, rest);
    return taken;
  },
  dropRecords: (file, collections) =>
    withFile(file, (database) => {
      if (hasTable(database, 'records')) dropRecords(database, collections);
    }),
  dropExpired: (file, now) =>
    withFile(file, (database) => {
      if (!hasTable(database, 'records')) return;
      database.prepare('DELETE FROM records WHERE expires_at <= :now').run({ now });
    }),
  putRecords: (file, records) =>
    withFile(file, (database) => {
      if (!hasTable(database, 'records')) return;
      const insert = database.prepare(
        `INSERT INTO records (collection, key, value, version, expires_at)
         VALUES (:collection, :key, :value, :version, :expiresAt)
         ON CONFLICT (collection, key) DO UPDATE SET value = excluded.value`,
      );
      for (const record of records) insert.run({ ...record });
    }),
};

function readRecords(database: Database, collections: readonly string[]): readonly CopiedRecord[] {
  const select = database.prepare<CopiedRecord>(
    `SELECT collection, key, value, version, expires_at AS expiresAt FROM records
     WHERE collection = :collection`,
  );
  return collections.flatMap((collection) => select.all({ collection }));
}

function dropRecords(database: Database, collections: readonly string[]): void {
  const remove = database.prepare('DELETE FROM records WHERE collection = :collection');
  for (const collection of collections) remove.run({ collection });
}

/** Says whether all tables of a schema are there, and nothing that would act by itself: Kuaihui has no triggers and views. */
function hasTablesOf(schema: number, database: Database): boolean {
  const list = (one: Database) =>
    one
      .prepare<{ type: string; name: string }>(
        `SELECT type, name FROM sqlite_master WHERE type <> 'index'`,
      )
      .all();
  const model = openDatabase(':memory:', BUSY_TIMEOUT_MS);
  try {
    migrate(model, schema);
    const found = list(database);
    const tables = new Set(found.map(({ name }) => name));
    return (
      found.every(({ type }) => type === 'table') &&
      list(model).every(({ name }) => tables.has(name))
    );
  } finally {
    model.close();
  }
}

/** Counts the rows of the tables that there are; an older schema lacks some. */
export function countRows(database: Database): Counts {
  return Object.fromEntries(
    COUNTED.filter((table) => hasTable(database, table)).map((table) => [
      table,
      database.prepare<{ n: number }>(`SELECT count(*) AS n FROM ${table}`).first()?.n ?? 0,
    ]),
  );
}

export function hasTable(database: Database, name: string): boolean {
  const found = database
    .prepare<{ n: number }>(
      `SELECT count(*) AS n FROM sqlite_master WHERE type = 'table' AND name = :name`,
    )
    .first({ name });
  return (found?.n ?? 0) > 0;
}

/** Closes the file of a copy so that it is complete alone: SQLite would mix a log that stays with the next file of that name. */
export function closeCopy(database: Database, file: string): void {
  try {
    database.prepare('PRAGMA wal_checkpoint(TRUNCATE)').all();
  } finally {
    database.close();
  }
  for (const beside of [`${file}-wal`, `${file}-shm`]) rmSync(beside, { force: true });
}

function withFile<Result>(file: string, use: (database: Database) => Result): Result {
  let database: Database | undefined;
  try {
    database = openDatabase(file, BUSY_TIMEOUT_MS);
    const result = use(database);
    closeCopy(database, file);
    database = undefined;
    return result;
  } catch (cause) {
    if (!isSqlite(cause) || !isDamage(cause)) throw cause;
    throw new StoreUnavailableError(describeDamage(cause.code), { cause });
  } finally {
    database?.close();
  }
}
