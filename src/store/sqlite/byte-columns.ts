/** SQLite's description of a column of a result. */
export interface ResultColumn {
  readonly name: string;
  /** The table's column; null for a computed value. */
  readonly column: string | null;
  readonly table: string | null;
  /** The type in the schema; null for a computed value. */
  readonly type: string | null;
}

/**
 * Rewrites a statement so that libsql never reads a text itself, since one byte that is not UTF-8 ends the process. Texts
 * come as bytes. Whole numbers are cast as well, because a broken file may hold a text in their place.
 */
export function readBytes(sql: string, columns: readonly ResultColumn[]): string {
  // PRAGMA and EXPLAIN return SQLite's own texts.
  if (columns.length === 0 || /^\s*(PRAGMA|EXPLAIN)\b/i.test(sql)) return sql;
  const list = columns.map(toBytes).join(', ');
  if (/^\s*(SELECT|WITH)\b/i.test(sql)) return `SELECT ${list} FROM (${sql})`;
  const returning = sql.search(/\bRETURNING\b(?!.*\bRETURNING\b)/is);
  if (returning < 0 || !columns.every(isColumn))
    throw new Error(`Texts of this statement cannot be read as bytes: ${sql}`);
  return `${sql.slice(0, returning)}RETURNING ${list}`;
}

/** Tells whether bytes in this column are a text; computed values are texts or numbers only. */
export function isText({ type }: ResultColumn): boolean {
  return type === 'TEXT' || type === null;
}

/** Names a column of the table; a computed value cannot be named again after RETURNING. */
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
