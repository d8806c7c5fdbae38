import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { field } from '../../runtime/field.ts';

/** Whether an error of SQLite means that the file cannot be used as it is. */
export function isDamage(error: unknown): boolean {
  const code = field(error, 'code');
  return typeof code === 'string' && /^SQLITE_(CORRUPT|NOTADB|FORMAT)/.test(code);
}

/** Deletes a database with its log and its index. */
export function deleteDatabase(databaseFile: string): void {
  // The file first: a log without it is of no use to any process.
  for (const end of ['', '-wal', '-shm']) rmSync(`${databaseFile}${end}`, { force: true });
}

/** Marks a file as damaged, for the process that builds it. */
export function markDamaged(databaseFile: string): void {
  writeFileSync(markOf(databaseFile), '');
}

export function isMarkedDamaged(databaseFile: string): boolean {
  return existsSync(markOf(databaseFile));
}

export function removeMark(databaseFile: string): void {
  rmSync(markOf(databaseFile), { force: true });
}

function markOf(databaseFile: string): string {
  return `${databaseFile}.damaged`;
}
