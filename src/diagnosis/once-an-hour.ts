import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const HOUR_MS = 3_600_000;

/**
 * Says whether something is due that happens at most once an hour for each subject, and marks it as done.
 * If several processes ask concurrently over one folder, one of them is told yes. The folder keeps only a hash of the
 * subject.
 */
export function takeHourlyTurn(folder: string, subject: string, now: number): boolean {
  const hash = createHash('sha256').update(subject).digest('hex').slice(0, 16);
  const hour = Math.floor(now / HOUR_MS);
  const file = (of: number) => join(folder, `checked-${hash}-${of}`);
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    // If several processes try, one of them makes the file.
    writeFileSync(file(hour), '', { flag: 'wx', mode: 0o600 });
  } catch {
    return false; // The file exists, or the folder takes no files, so nothing could be remembered.
  }
  const before = statSync(file(hour - 1), { throwIfNoEntry: false });
  const isTooSoon = before !== undefined && now - before.mtimeMs < HOUR_MS;
  removeOld(folder, hour - 1);
  return !isTooSoon;
}

function removeOld(folder: string, oldestHour: number): void {
  for (const name of readdirSync(folder)) {
    const hour = Number(/^checked-[0-9a-f]{16}-(\d+)$/.exec(name)?.[1] ?? Infinity);
    if (hour < oldestHour) rmSync(join(folder, name), { force: true });
  }
}
