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
  // What PRAGMA and EXPLAIN answer is SQLite's own.
  if (columns.length === 0 || /^\s*(PRAGMA|EXPLAIN)\b/i.test(sql)) return sql;
  const list = columns.map(toBytes).join(', ');
  if (/^\s*(SELECT|WITH)\b/i.test(sql)) return `SELECT ${list} FROM (${sql})`;
  const returning = sql.search(/\bRETURNING\b(?!.*\bRETURNING\b)/is);
  if (returning < 0 || !columns.every(isColumn))
    throw new Error(`Texts of this statement cannot be read as bytes: ${sql}`);
  return `${sql.slice(0, returning)}RETURNING ${list}`;
}

/** Whether bytes in this column are a text: the store computes texts and numbers only. */
export function isText({ type }: ResultColumn): boolean {
  return type === 'TEXT' || type === null;
}

/** A column of the table by its own name; what is computed cannot be named again after RETURNING. */
function isColumn({ name, column }: ResultColumn): boolean {
  return name === column;
}

function toBytes({ name: bare, type }: ResultColumn): string {
  const name = `"${bare}"`;
  switch (type) {
    case 'TEXT':
      return `CAST(${name} AS BLOB) AS ${name}`;
    case 'INTEGER':
      return `CAST(${name} AS INTEGER) AS ${name}`;
    case null:
      return `CASE typeof(${name}) WHEN 'text' THEN CAST(${name} AS BLOB) ELSE ${name} END AS ${name}`;
    default:
      return name;
  }
}
