import type { Entry, Page } from '../../runtime/collection.ts';
import type { Database } from './database.ts';

interface RecordRow {
  key: string;
  value: string;
  version: number;
  expires_at: number | null;
}

/** The rows of small records, read and written inside a transaction. A record past its end is not returned. */
export interface RecordRows {
  find(collection: string, key: string, now: number): Entry<unknown> | undefined;
  list(collection: string, prefix: string, now: number, page?: Page): readonly Entry<unknown>[];
  /** Returns the generation after the write. */
  save(collection: string, record: NewRecord, now: number): number;
  /** Returns the generation after the deletion; undefined when there was no record. */
  delete(collection: string, key: string, now: number): number | undefined;
  /** Deletes at most `most` records whose keys begin with `prefix`; returns their number. */
  deleteByPrefix(collection: string, prefix: string, most?: number): number;
  /** Deletes at most `most` records past their end; returns their number. */
  deleteExpired(now: number, most: number): number;
  /** Reads the next keys after one, also past their end. */
  walk(collection: string, after: string, most: number): readonly StoredKey[];
  generation(collection: string): number;
}

interface StoredKey {
  readonly key: string;
  /** Not before the time of the last write. */
  readonly version: number;
}

interface NewRecord {
  readonly key: string;
  /** JSON. */
  readonly value: string;
  readonly expiresInMs: number | undefined;
}

/** SQLite's word for no limit. */
const ALL = -1;
/** Sorts after every text that begins with the prefix, because no UTF-8 has this byte. */
const AFTER_PREFIX = `:prefix || CAST(x'ff' AS TEXT)`;
const IS_STORED = '(expires_at IS NULL OR expires_at > :now)';

/** Versions are generations of the collection, so that no two writes share one, also of a key that was deleted. */
export function createRecordRows(database: Database): RecordRows {
  const select = database.prepare<RecordRow>(
    `SELECT key, value, version, expires_at FROM records
     WHERE collection = :collection AND key = :key AND ${IS_STORED}`,
  );
  const selectMany = database.prepare<RecordRow>(
    `SELECT key, value, version, expires_at FROM records
     WHERE collection = :collection AND key >= :prefix AND key < ${AFTER_PREFIX} AND key > :after AND ${IS_STORED}
     ORDER BY key LIMIT :most`,
  );
  const upsert = database.prepare(
    `INSERT INTO records (collection, key, value, version, expires_at)
     VALUES (:collection, :key, :value, :version, :expiresAt)
     ON CONFLICT (collection, key) DO UPDATE SET
       value = excluded.value, version = excluded.version, expires_at = excluded.expires_at`,
  );
  const remove = database.prepare(
    'DELETE FROM records WHERE collection = :collection AND key = :key',
  );
  const removeByPrefix = database.prepare(
    `DELETE FROM records WHERE (collection, key) IN
       (SELECT collection, key FROM records
        WHERE collection = :collection AND key >= :prefix AND key < ${AFTER_PREFIX} LIMIT :most)`,
  );
  const removeExpired = database.prepare(
    `DELETE FROM records WHERE (collection, key) IN
       (SELECT collection, key FROM records WHERE expires_at <= :now LIMIT :most)`,
  );
  const selectKeys = database.prepare<StoredKey>(
    `SELECT key, version FROM records WHERE collection = :collection AND key > :after
     ORDER BY key LIMIT :most`,
  );
  const raise = database.prepare<{ generation: number }>(
    `INSERT INTO collections (name, generation) VALUES (:collection, :now)
     ON CONFLICT (name) DO UPDATE SET generation = max(generation + 1, excluded.generation)
     RETURNING generation`,
  );
  const selectGeneration = database.prepare<{ generation: number }>(
    'SELECT generation FROM collections WHERE name = :collection',
  );

  const raiseGeneration = (collection: string, now: number) =>
    raise.first({ collection, now })?.generation ?? now;

  return {
    find(collection, key, now) {
      const row = select.first({ collection, key, now });
      return row && toEntry(row, now);
    },
    list: (collection, prefix, now, { after = '', most = ALL } = { most: ALL }) =>
      selectMany.all({ collection, prefix, after, now, most }).map((row) => toEntry(row, now)),
    save(collection, { key, value, expiresInMs }, now) {
      const version = raiseGeneration(collection, now);
      const expiresAt = expiresInMs === undefined ? null : now + expiresInMs;
      upsert.run({ collection, key, value, version, expiresAt });
      return version;
    },
    delete: (collection, key, now) =>
      remove.run({ collection, key }) > 0 ? raiseGeneration(collection, now) : undefined,
    deleteByPrefix: (collection, prefix, most = ALL) =>
      removeByPrefix.run({ collection, prefix, most }),
    deleteExpired: (now, most) => removeExpired.run({ now, most }),
    walk: (collection, after, most) => selectKeys.all({ collection, after, most }),
    generation: (collection) => selectGeneration.first({ collection })?.generation ?? 0,
  };
}

function toEntry({ key, value, version, expires_at }: RecordRow, now: number): Entry<unknown> {
  return {
    key,
    value: JSON.parse(value) as unknown,
    version,
    ...(expires_at !== null && { expiresInMs: expires_at - now }),
  };
}
