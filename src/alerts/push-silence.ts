import type { PushRecord } from './alert-collections.ts';

const HOUR_MS = 60 * 60_000;
const HOURS_OF_A_DAY = 24;
/** Days that are compared; a week holds a weekend. */
const DAYS = 7;
/** Silence for fewer whole hours is never an alarm. */
const LEAST_HOURS = 2;
/** So many pushes in the same hours of every known day make it next to impossible that none comes by chance. */
const LEAST_PUSHES = 10;
/** A process looks each minute; after a longer gap no process was there to count. */
const LONGEST_GAP_MS = 5 * 60_000;

/**
 * Decides whether an account that usually gets pushes at this time of the day gets none any more. The whole hours since the
 * last push, or since a process has been there, are compared with the same hours of the last seven days: each of them has to
 * hold at least ten pushes. A quiet night or Sunday is therefore no alarm, and neither is the first day.
 */
export function isSilent(record: PushRecord, now: number): boolean {
  if (record.lastAt === undefined) return false;
  const begin = Math.max(record.lastAt, record.watchedSince);
  const first = hourOf(begin) + 1;
  const end = hourOf(now);
  if (end - first < LEAST_HOURS || end - first > HOURS_OF_A_DAY) return false;
  let known = 0;
  for (let day = 1; day <= DAYS; day += 1) {
    const shift = day * HOURS_OF_A_DAY;
    if ((first - shift) * HOUR_MS < record.since) break;
    known += 1;
    let pushes = 0;
    for (let hour = first; hour < end; hour += 1) pushes += record.hours[hour - shift] ?? 0;
    if (pushes < LEAST_PUSHES) return false;
  }
  return known > 0;
}

/** Adds what a process counted since it looked last, and forgets what is older than is compared. */
export function addPushes(
  record: PushRecord | undefined,
  counted: { readonly pushes: number; readonly lastAt: number | undefined },
  now: number,
): PushRecord {
  const { pushes, lastAt } = counted;
  const isGap = record === undefined || now - record.seenAt > LONGEST_GAP_MS;
  const oldest = hourOf(now) - (DAYS + 1) * HOURS_OF_A_DAY;
  const hours = Object.fromEntries(
    Object.entries(record?.hours ?? {}).filter(([hour]) => Number(hour) >= oldest),
  );
  if (pushes > 0 && lastAt !== undefined)
    hours[hourOf(lastAt)] = (hours[hourOf(lastAt)] ?? 0) + pushes;
  const last = Math.max(record?.lastAt ?? 0, lastAt ?? 0);
  return {
    since: record?.since ?? now,
    watchedSince: isGap ? now : record.watchedSince,
    seenAt: Math.max(record?.seenAt ?? 0, now),
    ...(last > 0 && { lastAt: last }),
    hours,
  };
}

function hourOf(at: number): number {
  return Math.floor(at / HOUR_MS);
}
