import type { Clock } from '../runtime/clock.ts';

/**
 * How long WeChat waits for an answer, as seen from this process. WeChat counts from sending and we from reading the
 * request, which is later under load or after a slow proxy. Attempts that WeChat closed set the deadline of later ones.
 */
export interface AttemptTimeout {
  /** Milliseconds from the arrival of an attempt until WeChat closes it. */
  ms(): number;
  /** Notes that WeChat closed an unanswered attempt so long after its arrival. */
  note(openForMs: number): void;
}

/** A connection that breaks before this share of the time was cut by something else. */
const LEAST_SHARE = 0.5;
/** A short attempt counts immediately, and is forgotten within ten seconds unless others confirm it. */
const RECOVERY_PER_MS = 0.25;

/** Creates the estimate, which is never longer than `fullMs`, WeChat's 5 s. */
export function createAttemptTimeout(fullMs: number, clock: Clock): AttemptTimeout {
  let seenMs = fullMs;
  let seenAt = 0;
  const ms = () => Math.min(fullMs, seenMs + (clock.now() - seenAt) * RECOVERY_PER_MS);
  return {
    ms,
    note(openForMs) {
      if (openForMs < fullMs * LEAST_SHARE || openForMs >= ms()) return;
      seenMs = openForMs;
      seenAt = clock.now();
    },
  };
}
