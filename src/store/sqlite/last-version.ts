import { LAST_VERSION } from '../last-version.ts';
import type { Database } from './database.ts';
import { FIRST_SCHEMA_OF_0_2, readSchema } from './migrations.ts';

/** Returns the version of Kuaihui that served this database last. */
export function readLastVersion(database: Pick<Database, 'prepare'>): string {
  const schema = readSchema(database);
  if (schema < FIRST_SCHEMA_OF_0_2) return LAST_VERSION.withoutCollections;
  const record = database
    .prepare<{ value: string }>(
      'SELECT value FROM records WHERE collection = :collection AND key = :key',
    )
    .first({ collection: LAST_VERSION.collection.name, key: LAST_VERSION.key });
  return record === undefined
    ? LAST_VERSION.withoutRecord
    : (JSON.parse(record.value) as { version: string }).version;
}
