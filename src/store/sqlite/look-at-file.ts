import { existsSync } from 'node:fs';
import type { StoredState } from '../../backup/ports.ts';
import { isGone } from '../../runtime/is-gone.ts';
import { openDatabase } from './database.ts';
import { readLastVersion } from './last-version.ts';
import { readSchema } from './migrations.ts';
import { fileIn } from './open-file.ts';

const BUSY_TIMEOUT_MS = 2000;

/** Tells what the database of a folder holds and which processes work with it, and changes nothing of it. */
export function lookAtFile(folder: string, now: number): StoredState {
  const file = fileIn(folder);
  if (!existsSync(file)) return { isEmpty: true, version: undefined, living: [] };
  const database = openDatabase(file, BUSY_TIMEOUT_MS);
  try {
    if (readSchema(database) === 0) return { isEmpty: true, version: undefined, living: [] };
    const living = database
      .prepare<{ host: string; pid: number }>(
        'SELECT host, pid FROM processes WHERE alive_until > :now',
      )
      .all({ now })
      .filter((process) => !isGone(process));
    return { isEmpty: false, version: readLastVersion(database), living };
  } finally {
    database.close();
  }
}
