/** What is known when a try has failed. */
export interface FailedTry {
  readonly retryable: boolean;
  /** Tries after the first one that were already made. */
  readonly retriesMade: number;
  readonly maxRetries: number;
  /** What the provider asked for, if it did. */
  readonly retryAfterMs?: number | undefined;
  /** What is left of the time for the whole answer. */
  readonly timeLeftMs: number;
  /** From 0 to 1, so that many waiting questions do not come back at the same instant. */
  readonly random: number;
}

const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 8_000;
/** A follower is waiting: a provider that asks for more than this is given up. */
const LONGEST_RETRY_AFTER_MS = 10_000;

/** Decides whether to try again, and after how long. */
export function chooseRetry(
  failed: FailedTry,
): { retry: 'no' } | { retry: 'yes'; afterMs: number } {
  if (!failed.retryable || failed.retriesMade >= failed.maxRetries) return { retry: 'no' };
  if ((failed.retryAfterMs ?? 0) > LONGEST_RETRY_AFTER_MS) return { retry: 'no' };
  const pauseMs = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** failed.retriesMade);
  const jitteredMs = Math.round(pauseMs * (0.5 + failed.random / 2));
  const afterMs = Math.max(jitteredMs, failed.retryAfterMs ?? 0);
  return afterMs < failed.timeLeftMs ? { retry: 'yes', afterMs } : { retry: 'no' };
}

/** Reads how long a provider asks us to stay away, from `retry-after-ms` or `retry-after` in seconds or as a date. */
export function readRetryAfterMs(headers: Headers | undefined, now: number): number | undefined {
  const milliseconds = Number(headers?.get('retry-after-ms') ?? Number.NaN);
  if (milliseconds >= 0) return milliseconds;
  const value = headers?.get('retry-after') ?? '';
  if (value === '') return undefined;
  const waitMs = Number.isNaN(Number(value)) ? Date.parse(value) - now : Number(value) * 1000;
  return Number.isNaN(waitMs) ? undefined : Math.max(0, waitMs);
}
