import type { AnswererError } from '../../turns/answerer-error.ts';
import { failureOf } from './failure-scope.ts';

/** The time between two probes of what failed. */
export const PROBE_EVERY_MS = 60_000;
const SHORTEST_THROTTLE_MS = 5_000;
const LONGEST_THROTTLE_MS = 5 * 60_000;

/** Returns how long other questions pass by what failed before it is probed. */
export function passByTime(error: AnswererError): number {
  const { retryAfterMs } = error;
  if (failureOf(error) !== 'throttled' || retryAfterMs === undefined) return PROBE_EVERY_MS;
  return Math.min(LONGEST_THROTTLE_MS, Math.max(SHORTEST_THROTTLE_MS, retryAfterMs));
}

/** More than any pass-by time and the difference between the clocks of two machines. */
const LONGEST_AHEAD_MS = LONGEST_THROTTLE_MS + 60_000;

/** Returns when something is probed: now, if its time was written down by a clock that has been set back since. */
export function probeTimeOf(probeAt: number, now: number): number {
  return probeAt > now + LONGEST_AHEAD_MS ? now : probeAt;
}
