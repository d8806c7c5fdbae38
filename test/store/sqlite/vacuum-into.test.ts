import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { isSqlite } from '../../../src/store/sqlite/sqlite-errors.ts';
import { vacuumInto } from '../../../src/store/sqlite/vacuum-into.ts';

it("tells what SQLite refused, with SQLite's name of it", async () => {
  const folder = mkdtempSync(join(tmpdir(), 'kuaihui-vacuum-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, 'kuaihui.sqlite');
  writeFileSync(file, 'no database'.repeat(1000));
  const error: unknown = await vacuumInto(file, join(folder, 'copy')).catch((one: unknown) => one);
  expect(isSqlite(error) && error.code).toBe('SQLITE_NOTADB');
});
