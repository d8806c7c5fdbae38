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
