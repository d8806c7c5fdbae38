import Libsql from 'libsql';

type Value = string | number | null;
export type Parameters = Readonly<Record<string, Value>>;

/** A prepared statement; parameters go by name. */
export interface Statement<Row> {
  all(parameters?: Parameters): Row[];
  first(parameters?: Parameters): Row | undefined;
  /** How many rows were changed. */
  run(parameters?: Parameters): number;
}

/** The little of SQLite that the store uses; the driver's quirks end here. */
export interface Database {
  exec(sql: string): void;
  /** Ends a transaction without keeping it; SQLite may have ended it by itself, as it does when the disk is full. */
  rollBack(): void;
  /** Prepared once per text. */
  prepare<Row>(sql: string): Statement<Row>;
  close(): void;
}

/** Sixteen times SQLite's own: the followers of some hours, so that few of their rows are read from the file again. */
const CACHE_KIB = 32 * 1024;
/** Four times SQLite's own, 16 MB: a page that is written again and again goes into the file once for all of it. */
const CHECKPOINT_PAGES = 4000;
/** A parameter in a statement's text. */
const PARAMETER = /:(\w+)/g;

/**
 * Opens a database file, or ':memory:'.
 *
 * Quirks of libsql 0.5: `get` adds a field `_metadata` to the row, and takes half the time of `all`; values bound by name
 * cost half as much again as a list of them; a boolean aborts the process, which `Parameters` forbids; pragmas that
 * answer a row have to be read.
 */
export function openDatabase(file: string, busyTimeoutMs: number): Database {
  const database = new Libsql(file);
  const prepared = new Map<string, Statement<unknown>>();
  const pragma = (text: string) => database.prepare(`PRAGMA ${text}`).all();

  try {
    pragma(`busy_timeout = ${busyTimeoutMs}`);
    pragma('journal_mode = WAL');
    pragma(`wal_autocheckpoint = ${CHECKPOINT_PAGES}`);
    pragma(`cache_size = -${CACHE_KIB}`);
    database.exec('PRAGMA synchronous = NORMAL');
    database.exec('PRAGMA foreign_keys = OFF');
  } catch (error) {
    database.close();
    throw error;
  }

  return {
    exec: (sql) => void database.exec(sql),
    rollBack() {
      if (database.inTransaction) database.exec('ROLLBACK');
    },
    prepare<Row>(sql: string): Statement<Row> {
      let statement = prepared.get(sql);
      if (!statement) {
        const own = database.prepare(sql);
        // SQLite counts a name once, where it stands first.
        const names = [...new Set(Array.from(sql.matchAll(PARAMETER), ([, name = '']) => name))];
        const list = (values: Parameters = {}) => names.map((name) => values[name] ?? null);
        statement = {
          all: (parameters) => own.all(list(parameters)),
          first: (parameters) => own.get(list(parameters)),
          run: (parameters) => own.run(list(parameters)).changes,
        };
        prepared.set(sql, statement);
      }
      return statement as Statement<Row>;
    },
    close: () => {
      prepared.clear();
      database.close();
    },
  };
}
