import type { OlderProcess } from '../older-process-error.ts';
import type { Database } from './database.ts';
import { isGone } from '../../runtime/is-gone.ts';
import { FIRST_SCHEMA_OF_0_2, readSchema } from './migrations.ts';

/** Returns a living process of 0.1, before the schema is changed or afterwards. Such a process writes no version. */
export function findOlderProcess(database: Database, now: number): OlderProcess | undefined {
  const schema = readSchema(database);
  if (schema === 0) return undefined;
  const isOlder = schema < FIRST_SCHEMA_OF_0_2 ? 'true' : 'version IS NULL';
  return database
    .prepare<{ host: string; pid: number }>(
      `SELECT host, pid FROM processes WHERE alive_until > :now AND ${isOlder}`,
    )
    .all({ now })
    .find((other) => !isGone(other));
}
