/** An error that SQLite reported, with its name, such as SQLITE_BUSY. */
export type SqliteError = Error & { code: string };

export function isSqlite(error: unknown): error is SqliteError {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('SQLITE');
}

/** Tells whether another connection is writing, which passes by itself. */
export function isBusy({ code }: SqliteError): boolean {
  return code.startsWith('SQLITE_BUSY') || code.startsWith('SQLITE_LOCKED');
}

/** Damage that SQLite would overlook. */
export class DamageError extends Error {
  override readonly name = 'DamageError';
  readonly code: string;

  constructor(message: string, code: string) {
    super(message);
    this.code = code;
  }
}

/** Tells whether the file is damaged, or is no database at all. */
export function isDamage({ code }: SqliteError): boolean {
  return code.startsWith('SQLITE_CORRUPT') || code === 'SQLITE_NOTADB';
}
