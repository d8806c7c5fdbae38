import type Database from 'libsql';

/** SQLite's description of a column of a result. */
interface ResultColumn {
  readonly name: string;
  /** The type in the schema; null for a computed value. */
  readonly type: string | null;
}

type Statement = ReturnType<Database.Database['prepare']>;

/**
 * Lets a database read texts as bytes and decode them here. libsql ends the process at a text that is not UTF-8, and a
 * damaged index may hold one; read so it has � there, and the server lives.
 */
export function readTextsAsBytes(database: Database.Database): Database.Database {
  const prepare = database.prepare.bind(database) as (sql: string) => Statement;
  const prepareSafely = (sql: string): unknown => {
    const statement = prepare(sql);
    if (!/^\s*(SELECT|WITH)\b/i.test(sql)) return statement;
    const columns = statement.columns() as ResultColumn[];
    const own = prepare(`SELECT ${columns.map(toBytes).join(', ')} FROM (${sql})`);
    const texts = columns.filter(isText).map(({ name }) => name);
    const decode = (row: unknown): unknown => {
      for (const name of texts) decodeField(row as Record<string, unknown>, name);
      return row;
    };
    return {
      get: (...values: readonly unknown[]) => {
        const row: unknown = own.get(values.flat());
        return row === undefined ? undefined : decode(row);
      },
      all: (...values: readonly unknown[]) => own.all(values.flat()).map(decode),
    };
  };
  database.prepare = prepareSafely as typeof database.prepare;
  return database;
}

function isText({ type }: ResultColumn): boolean {
  return type === 'TEXT' || type === null || type === '';
}

function toBytes({ name: bare, type }: ResultColumn): string {
  const name = `"${bare}"`;
  if (type === 'TEXT') return `CAST(${name} AS BLOB) AS ${name}`;
  if (type === 'INTEGER') return `CAST(${name} AS INTEGER) AS ${name}`;
  if (type === 'BLOB') return name;
  return `CASE typeof(${name}) WHEN 'text' THEN CAST(${name} AS BLOB) ELSE ${name} END AS ${name}`;
}

function decodeField(row: Record<string, unknown>, name: string): void {
  const value = row[name];
  if (value instanceof ArrayBuffer) row[name] = Buffer.from(value).toString();
  else if (Buffer.isBuffer(value)) row[name] = value.toString();
}
