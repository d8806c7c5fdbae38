import { mkdirSync, renameSync } from 'node:fs';
import type { CopiedStore } from '../../backup/ports.ts';
import type { Clock } from '../../runtime/clock.ts';
import { closeCopy, countRows, hasTable } from './copy-files.ts';
import { openDatabase } from './database.ts';
import { lookAtFile } from './look-at-file.ts';
import { fileIn } from './open-file.ts';
import { sizeOf, vacuumInto } from './vacuum-into.ts';

const BUSY_TIMEOUT_MS = 2000;

/** The database of a data folder, as it is copied and filled. */
export function createCopiedFile(folder: string, clock: Clock): CopiedStore {
  const file = fileIn(folder);
  return {
    consistency: 'one moment',
    isInFolder: true,
    look: () => Promise.resolve(lookAtFile(folder, clock.now())),
    async copyTo(copy, onProgress) {
      const bytes = sizeOf(file);
      onProgress(0, bytes);
      await vacuumInto(file, copy, (written) => onProgress(Math.min(written, bytes), bytes));
      leaveOutProcesses(copy);
      onProgress(bytes, bytes);
    },
    fillFrom(copy) {
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      renameSync(copy, file);
      return Promise.resolve();
    },
    count() {
      const database = openDatabase(file, BUSY_TIMEOUT_MS);
      try {
        return Promise.resolve(countRows(database));
      } finally {
        database.close();
      }
    },
    close: () => Promise.resolve(),
  };
}

/** Ends in a copy what belongs to the processes over the original: they do not work with the copy. */
function leaveOutProcesses(copy: string): void {
  const database = openDatabase(copy, BUSY_TIMEOUT_MS);
  try {
    for (const [table, statement] of Object.entries(ENDS))
      if (hasTable(database, table)) database.exec(statement);
  } finally {
    closeCopy(database, copy);
  }
}

const ENDS: Readonly<Record<string, string>> = {
  processes: 'DELETE FROM processes',
  changes: 'DELETE FROM changes',
  accounts: `UPDATE accounts SET token = NULL, token_until = 0, token_lease_by = NULL, token_lease_until = 0,
    learning_until = 0`,
  followers: 'UPDATE followers SET courier = NULL WHERE courier IS NOT NULL',
  turns: 'UPDATE turns SET owner = NULL WHERE owner IS NOT NULL',
  background: 'UPDATE background SET lease = NULL, hidden_until = 0',
};
