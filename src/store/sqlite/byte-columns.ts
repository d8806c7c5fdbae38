/** What SQLite tells of a column of a result. */
export interface ResultColumn {
  readonly name: string;
  /** Of the table; null for what was computed. */
  readonly column: string | null;
  readonly table: string | null;
  /** As the schema declares it; null for what was computed. */
  readonly type: string | null;
}

/**
 * Rewrites a statement so that libsql never reads a text itself: one byte that is not UTF-8 would end the process. Texts
 * come as their bytes. Whole numbers are cast as well, because a broken file may hold a text in their place.
 */
export function readBytes(sql: string, columns: readonly ResultColumn[]): string {
  if (!columns.some(isDeclared)) return sql;
  const list = columns.map(toBytes).join(', ');
  if (/^\s*SELECT\b/i.test(sql)) return `SELECT ${list} FROM (${sql})`;
  const returning = sql.search(/\bRETURNING\b[^']*$/i);
  if (returning < 0) throw new Error(`Texts of this statement cannot be read as bytes: ${sql}`);
  return `${sql.slice(0, returning)}RETURNING ${list}`;
}

export function isText({ type }: ResultColumn): boolean {
  return type === 'TEXT';
}

function isDeclared({ type }: ResultColumn): boolean {
  return type === 'TEXT' || type === 'INTEGER';
}

function toBytes(column: ResultColumn): string {
  const name = `"${column.name}"`;
  if (!isDeclared(column)) return name;
  return `CAST(${name} AS ${isText(column) ? 'BLOB' : 'INTEGER'}) AS ${name}`;
}
