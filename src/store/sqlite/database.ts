import { isUtf8 } from 'node:buffer';
import Libsql from 'libsql';
import { isText, readBytes, type ResultColumn } from './byte-columns.ts';
import { DamageError, isDamage, isSqlite } from './sqlite-errors.ts';

type Value = string | number | null | Uint8Array;
type Parameters = Readonly<Record<string, Value>>;

/** A prepared statement; parameters go by name. */
interface Statement<Row> {
  all(parameters?: Parameters): Row[];
  first(parameters?: Parameters): Row | undefined;
  /** Returns how many rows were changed. */
  run(parameters?: Parameters): number;
}

/** The part of SQLite that the store uses, without the driver's quirks. */
export interface Database {
  exec(sql: string): void;
  /** Rolls a transaction back; SQLite may have done so by itself, as it does when the disk is full. */
  rollBack(): void;
  /** Prepared once per text. */
  prepare<Row>(sql: string): Statement<Row>;
  close(): void;
}

/** The place of a text that is not UTF-8. */
export interface BrokenText {
  readonly table: string;
  readonly column: string;
  /** The row's key, or what the row was found by when the statement did not read the whole key. */
  readonly row: Readonly<Record<string, unknown>>;
}

export interface DatabaseOptions {
  /** Checks the file before anything in it is changed; if it throws, the file stays as it is. */
  readonly check?: (database: Pick<Database, 'prepare'>) => void;
  /** Called at each reading of such a text. */
  readonly onBrokenText?: (text: BrokenText) => void;
  /** Called with SQLite's code when the file proves to be damaged. */
  readonly onDamage?: (code: string) => void;
}

/** Sixteen times SQLite's own: the followers of some hours, so that few of their rows are read from the file again. */
const CACHE_KIB = 32 * 1024;
/** Four times SQLite's own, 16 MB: a page that is written again and again goes into the file once for all of it. */
const CHECKPOINT_PAGES = 4000;
/** A parameter in a statement's text. */
const PARAMETER = /:(\w+)/g;
/** What a decoder writes in place of bytes that are not UTF-8. */
const REPLACEMENT = '\uFFFD';

/**
 * Opens a database file, or ':memory:'.
 *
 * Quirks of libsql 0.5: it ends the process when a text that it reads is not UTF-8, when a boolean is bound, and when a
 * lone object or Buffer is; it cuts a text at U+0000. So texts are read as bytes, and only a list of checked values is
 * bound. Values bound by name cost half as much again as a list; pragmas that answer a row have to be read.
 */
export function openDatabase(
  file: string,
  busyTimeoutMs: number,
  { check, onBrokenText, onDamage }: DatabaseOptions = {},
): Database {
  const database = new Libsql(file);
  const prepared = new Map<string, Statement<unknown>>();

  /** Runs an operation on the file and reports damage that it meets. */
  const touch = <Result>(operation: () => Result): Result => {
    try {
      return operation();
    } catch (error) {
      if (isSqlite(error) && isDamage(error)) onDamage?.(error.code);
      throw error;
    }
  };
  const keyOf = (table: string | null) =>
    database
      .prepare('SELECT name FROM pragma_table_info(?) WHERE pk > 0')
      .raw()
      .all([table])
      .map((values) => (values as string[])[0] ?? '');

  const prepareNew = (sql: string): Statement<unknown> => {
    const columns = database.prepare(sql).columns() as ResultColumn[];
    const own = database.prepare(readBytes(sql, columns));
    // Lists of values; a statement without result columns refuses this.
    if (columns.length > 0) own.raw();
    // SQLite counts a name once, where it stands first.
    const names = [...new Set(Array.from(sql.matchAll(PARAMETER), ([, name = '']) => name))];
    const bind = (values: Parameters = {}) => names.map((name) => checkValue(values[name], name));
    const toRow = (values: readonly unknown[], parameters: Parameters = {}) => {
      const row: Record<string, unknown> = {};
      const broken: ResultColumn[] = [];
      for (const [index, column] of columns.entries()) {
        const value = values[index];
        const text = isText(column) && Buffer.isBuffer(value) ? value.toString() : undefined;
        row[column.name] = text ?? value;
        if (text?.includes(REPLACEMENT) && !isUtf8(value as Buffer)) broken.push(column);
      }
      for (const { table, column, name } of broken)
        onBrokenText?.({
          table: table ?? '',
          column: column ?? name,
          row: nameRow(keyOf(table), row, parameters),
        });
      return row;
    };
    return {
      all: (parameters) =>
        touch(() => own.all(bind(parameters)) as unknown[][]).map((row) => toRow(row, parameters)),
      first: (parameters) => {
        const values = touch(() => own.get(bind(parameters)) as unknown[] | undefined);
        return values && toRow(values, parameters);
      },
      run: (parameters) => touch(() => own.run(bind(parameters)).changes),
    };
  };
  const prepare = <Row>(sql: string): Statement<Row> => {
    let statement = prepared.get(sql);
    if (!statement) prepared.set(sql, (statement = touch(() => prepareNew(sql))));
    return statement as Statement<Row>;
  };
  const pragma = (text: string) => prepare(`PRAGMA ${text}`).all();

  try {
    touch(() => database.exec(`PRAGMA busy_timeout = ${busyTimeoutMs}`));
    touch(() => checkNames(database));
    check?.({ prepare });
    pragma('journal_mode = WAL');
    pragma(`wal_autocheckpoint = ${CHECKPOINT_PAGES}`);
    pragma(`cache_size = -${CACHE_KIB}`);
    // SQLite overwrites deleted rows with zeros.
    pragma('secure_delete = ON');
    pragma('synchronous = NORMAL');
    pragma('foreign_keys = OFF');
  } catch (error) {
    database.close();
    throw error;
  }

  return {
    exec: (sql) => touch(() => void database.exec(sql)),
    rollBack() {
      if (database.inTransaction) database.exec('ROLLBACK');
    },
    prepare,
    close: () => {
      prepared.clear();
      database.close();
    },
  };
}

/** libsql ends the process as well when the name of a table or of a column is not UTF-8. */
function checkNames(database: Libsql.Database): void {
  const texts = database.prepare('SELECT CAST(sql AS BLOB) FROM sqlite_master').raw().all();
  if (!(texts as (Buffer | null)[][]).every(([sql]) => !sql || isUtf8(sql)))
    throw new DamageError('The names of the tables are broken', 'SQLITE_CORRUPT');
}

/** Returns the row's key if the statement read all of it, else the known part and the parameters. */
function nameRow(
  key: readonly string[],
  row: Readonly<Record<string, unknown>>,
  parameters: Parameters,
): Readonly<Record<string, unknown>> {
  const known = Object.fromEntries(
    key.filter((column) => column in row).map((column) => [column, row[column]]),
  );
  const isWhole = key.length > 0 && key.every((column) => column in row);
  return isWhole ? known : Object.assign({}, parameters, known);
}

/** Throws for a value at which libsql would end the process, or which it would store as something else. */
function checkValue(value: unknown, name: string): Value {
  if (value === undefined || value === null) return null;
  if (typeof value === 'string' || value instanceof Uint8Array) return value;
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  throw new TypeError(`SQLite cannot hold what was given for :${name}, a ${typeof value}`);
}
