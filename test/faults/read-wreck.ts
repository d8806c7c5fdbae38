import { copyFileSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase } from '../../src/store/sqlite/database.ts';

/** What a killed server left in its database. */
export interface Wreck {
  /** Answers that were not written to their end. */
  readonly unfinished: number;
  /** Followers with a customer-service message of which nobody knows whether it went out. */
  readonly inDoubt: ReadonlySet<string>;
}

const BUSY_TIMEOUT_MS = 100;

/** Copies the database, which has to be closed; `read` opens the copy, so that the next server finds what was left. */
export function salvage(dataFolder: string): { read(): Wreck } {
  const copy = mkdtempSync(join(tmpdir(), 'kuaihui-wreck-'));
  for (const file of readdirSync(dataFolder))
    if (file.startsWith('kuaihui.sqlite')) copyFileSync(join(dataFolder, file), join(copy, file));
  return {
    read() {
      const database = openDatabase(join(copy, 'kuaihui.sqlite'), BUSY_TIMEOUT_MS);
      const unfinished = database
        .prepare<{ id: string }>(`SELECT id FROM turns WHERE state IN ('queued', 'generating')`)
        .all().length;
      const inDoubt = database
        .prepare<{ open_id: string }>(
          `SELECT open_id FROM parts JOIN turns ON turns.id = parts.turn_id
           WHERE via = 'customer-service' AND parts.state = 'intended'`,
        )
        .all();
      database.close();
      rmSync(copy, { recursive: true, force: true });
      return { unfinished, inDoubt: new Set(inDoubt.map((row) => row.open_id)) };
    },
  };
}
