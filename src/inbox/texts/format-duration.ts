const SECOND_MS = 1000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
/** What is estimated to the second is believed to the second. */
const STEP_SECONDS = 10;

/** A time as one says it about an estimate: in tens of seconds, in minutes, or from 90 minutes in hours; rounded up. */
export function formatDuration(
  ms: number,
  units: { readonly seconds: string; readonly minutes: string; readonly hours: string },
): string {
  const seconds = Math.ceil(ms / SECOND_MS / STEP_SECONDS) * STEP_SECONDS;
  if (seconds < 60) return `${Math.max(STEP_SECONDS, seconds)} ${units.seconds}`;
  if (ms < 1.5 * HOUR_MS) return `${Math.ceil(ms / MINUTE_MS)} ${units.minutes}`;
  return `${Math.ceil(ms / HOUR_MS)} ${units.hours}`;
}
