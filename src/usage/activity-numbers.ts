import { countsOf, type DayActivity } from './activity.ts';
import { listDays } from './days.ts';
import { quantileOf } from './time-buckets.ts';

/** The numbers of one day. */
export interface DayTotals {
  readonly day: string;
  readonly messages: number;
  readonly questions: number;
  readonly answers: number;
  readonly failures: number;
}

/** Returns the numbers of each day of a range, those on which nothing happened included. */
export function totalsByDay(
  activity: readonly DayActivity[],
  range: { readonly from: string; readonly to: string },
): readonly DayTotals[] {
  const known = new Map(activity.map(({ day, counts }) => [day, counts]));
  return listDays(range).map((day) => {
    const counts = known.get(day) ?? {};
    return {
      day,
      messages: sum(countsOf(counts, 'message')),
      questions: sum(countsOf(counts, 'question')),
      answers: sum(countsOf(counts, 'answer')),
      failures: sum(countsOf(counts, 'failure')),
    };
  });
}

/** Adds the counts of several days up. */
export function addDays(activity: readonly DayActivity[]): DayActivity['counts'] {
  const all: Record<string, number> = {};
  for (const { counts } of activity)
    for (const [name, count] of Object.entries(counts)) all[name] = (all[name] ?? 0) + count;
  return all;
}

/** Returns median and 95th percentile of what was counted in buckets; absent where nothing was. */
export function durationsOf(
  counts: DayActivity['counts'],
  kind: 'first' | 'whole',
): { readonly medianMs?: number; readonly p95Ms?: number } {
  const buckets = countsOf(counts, kind);
  const [medianMs, p95Ms] = [quantileOf(buckets, 0.5), quantileOf(buckets, 0.95)];
  return medianMs === undefined || p95Ms === undefined ? {} : { medianMs, p95Ms };
}

function sum(counts: ReadonlyMap<string, number>): number {
  return [...counts.values()].reduce((all, count) => all + count, 0);
}
