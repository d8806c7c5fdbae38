import { openDatabase } from './database.ts';
import { closeCopy, countRows } from './copy-files.ts';
import type { Counts } from '../../backup/ports.ts';
import { migrate } from './migrations.ts';

type RowValue = string | number | null;
/** A row by the names of its columns. */
export type Row = Readonly<Record<string, RowValue>>;

/** A database file of the newest schema whose rows are written and read as they are. */
export interface RowFile {
  /** Writes rows in one transaction; a row with a known key replaces it. */
  write(rows: readonly (readonly [table: string, row: Row])[]): void;
  /** Reads the rows of a statement. Its caller bounds their number. */
  read<Found>(sql: string, parameters?: Row): Found[];
  counts(): Counts;
  close(): void;
}

const BUSY_TIMEOUT_MS = 1000;

/** Opens the file, and brings it to the newest schema. */
export function openRowFile(file: string): RowFile {
  const database = openDatabase(file, BUSY_TIMEOUT_MS);
  migrate(database);
  const insert = (table: string, row: Row) => {
    const columns = Object.keys(row);
    database
      .prepare(
        `INSERT OR REPLACE INTO ${table} (${columns.join(', ')}) VALUES (${columns.map((name) => `:${name}`).join(', ')})`,
      )
      .run(row);
  };
  return {
    write(rows) {
      database.exec('BEGIN IMMEDIATE');
      try {
        for (const [table, row] of rows) insert(table, row);
        database.exec('COMMIT');
      } catch (error) {
        database.rollBack();
        throw error;
      }
    },
    read: (sql, parameters) => database.prepare(sql).all(parameters) as never,
    counts: () => countRows(database),
    close() {
      closeCopy(database, file);
    },
  };
}
