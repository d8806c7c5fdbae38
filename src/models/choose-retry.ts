/** The facts about a failed try. */
export interface FailedTry {
  readonly retryable: boolean;
  /** Tries that were already made after the first one. */
  readonly retriesMade: number;
  readonly maxRetries: number;
  /** The wait that the provider asked for, if any. */
  readonly retryAfterMs?: number | undefined;
  /** The time that is left for the whole answer. */
  readonly timeLeftMs: number;
  /** From 0 to 1, so that waiting questions do not all retry at the same instant. */
  readonly random: number;
}

const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 8_000;
/** The longest wait that a provider may ask for while a follower waits. */
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

/**
 * Reads how long a provider asks to wait, from `retry-after-ms`, from `retry-after` in seconds or as a date, or from
 * its sentence.
 */
export function readRetryAfterMs(
  headers: Headers | undefined,
  now: number,
  words = '',
): number | undefined {
  const milliseconds = Number(headers?.get('retry-after-ms') ?? Number.NaN);
  if (milliseconds >= 0) return milliseconds;
  const value = headers?.get('retry-after') ?? '';
  if (value === '') return readWait(words);
  const waitMs = Number.isNaN(Number(value)) ? Date.parse(value) - now : Number(value) * 1000;
  return Number.isNaN(waitMs) ? undefined : Math.max(0, waitMs);
}

const UNIT_MS: Readonly<Record<string, number>> = {
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
  毫秒: 1,
  秒: 1000,
  分: 60_000,
  小: 3_600_000,
};
const AMOUNT = String.raw`([\d.]+) ?(ms|毫秒|s|秒|m|分|h|小)(?:\p{L}*)`;
const WAIT = new RegExp(
  String.raw`(?:^|(?:again|retry|wait)\b.{0,12}?|请?在? ?)((?:${AMOUNT} ?){1,3})(?:$|[ .,;!)。，]|后|before)`,
  'iu',
);

/** Reads a wait such as "try again in 1m2.5s", "41s" alone, or 请在 5 秒后重试. */
function readWait(words: string): number | undefined {
  const stated = /again|retry|wait|后|^[\d.]+ ?m?s$/i.test(words)
    ? WAIT.exec(words)?.[1]
    : undefined;
  if (stated === undefined) return undefined;
  let waitMs = 0;
  for (const [, amount, unit] of stated.matchAll(new RegExp(AMOUNT, 'giu')))
    waitMs += Number(amount) * (UNIT_MS[unit?.toLowerCase() ?? ''] ?? 0);
  return Number.isFinite(waitMs) ? waitMs : undefined;
}
