const DAY_MS = 24 * 60 * 60_000;

/** Totals are kept for so many days: a year and the month before it. */
export const TOTALS_KEPT_DAYS = 400;
export const TOTALS_KEPT_MS = TOTALS_KEPT_DAYS * DAY_MS;

/** Returns the day that is so many days before another one. */
export function daysBefore(day: string, days: number): string {
  return toDay(Date.parse(`${day}T00:00:00Z`) - days * DAY_MS);
}

/** Returns the day of an instant by UTC, for what does not depend on an hour. */
export function toDay(instant: number): string {
  return new Date(instant).toISOString().slice(0, 10);
}

/** Lists all days of a range, which has at most as many as totals are kept. */
export function listDays({ from, to }: { readonly from: string; readonly to: string }): string[] {
  const days: string[] = [];
  for (let day = to; day >= from && days.length < TOTALS_KEPT_DAYS; day = daysBefore(day, 1))
    days.unshift(day);
  return days;
}
