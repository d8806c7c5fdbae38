import type { Clock } from '../runtime/clock.ts';

/**
 * How long WeChat waits for an answer, as seen from here. It counts from sending; we count from when we read the
 * request, which under load, or behind a slow way, is noticeably later. What WeChat's own closing of unanswered attempts
 * tells is used for the deadline of the next ones.
 */
export interface AttemptTimeout {
  /** Milliseconds from the arrival of an attempt until WeChat closes it. */
  ms(): number;
  /** WeChat closed an attempt that had no answer yet, so long after its arrival. */
  note(openForMs: number): void;
}

/** A connection that breaks sooner was cut by something else. */
const LEAST_SHARE = 0.5;
/** A short attempt is believed at once, and forgotten within ten seconds unless others say the same. */
const RECOVERY_PER_MS = 0.25;

/** `fullMs`: WeChat's 5 s. */
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
