import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Redis } from 'ioredis';
import { createQuotaDay } from '../../src/inbox/quota-day.ts';
import { openDatabase } from '../../src/store/sqlite/database.ts';

/** Which account's data; see the README of the fixtures. */
export type DataOf010 = 'certified' | 'personal';

const FOLDER = fileURLToPath(new URL('../fixtures/data-0.1.0/', import.meta.url));
const KEY_PREFIX = 'kuaihui';
const DAY = /'2026-11-30'|"2026-11-30"/g;
const INSTANT = /\b1[78]\d{11}\b/g;
/** Longer than the lease of a process that died. */
const DIED_BEFORE_MS = 10_000;

/** Writes the database of the killed server into a data folder, as if it had died at this instant. */
export function writeSqliteData(
  dataDir: string,
  name: DataOf010,
  diedAt = Date.now() - DIED_BEFORE_MS,
): void {
  mkdirSync(dataDir, { recursive: true });
  const database = openDatabase(join(dataDir, 'kuaihui.sqlite'), 1000);
  database.exec(read(`${name}.sql`, diedAt));
  database.close();
}

/** Writes the keys of the killed server under another prefix, as if it had died at this instant. */
export async function writeRedisData(
  redis: Redis,
  prefix: string,
  name: DataOf010,
  diedAt = Date.now() - DIED_BEFORE_MS,
): Promise<void> {
  const [, ...commands] = read(`${name}.redis.jsonl`, diedAt)
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as string[]);
  for (const [command = '', key = '', ...rest] of commands)
    await redis.call(command, prefix + key.slice(KEY_PREFIX.length), ...rest);
}

/** Returns a file's text with its instants and days moved on. */
function read(file: string, diedAt: number): string {
  const text = readFileSync(join(FOLDER, file), 'utf8');
  const olderByMs = diedAt - Number(text.match(INSTANT)?.[0]);
  const day = createQuotaDay('Asia/Shanghai')(diedAt);
  return text
    .replace(INSTANT, (instant) => String(Number(instant) + olderByMs))
    .replace(DAY, (quoted) => quoted.slice(0, 1) + day + quoted.slice(-1));
}
