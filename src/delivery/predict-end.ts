/** What is known about an answer that is being written. Instants are milliseconds by one clock, lengths are characters. */
export interface GrowthFacts {
  readonly now: number;
  /** The deadline of the open attempt. */
  readonly answerBy: number;
  readonly firstTextAt: number;
  /** What is written of it. */
  readonly length: number;
  /** The lengths of the account's last whole answers, in ascending order. */
  readonly lengths: readonly number[];
}

/** Fewer answers than this say too little about the next one. */
export const LEAST_SAMPLES = 30;
/** The median has to lie so much behind the deadline, because neither length nor rate is certain. */
const SAFETY = 1.3;
/** Of the answers that were longer than what is written, at most this share may have ended by the deadline. */
const MOST_WHOLE_SHARE = 0.05;
/** A rate over a shorter time is not to be trusted. */
const LEAST_WRITING_MS = 300;

/** Predicts whether an answer will not be whole by the deadline, from its rate and the lengths of earlier ones. */
export function willEndLate(facts: GrowthFacts): boolean {
  const { now, answerBy, firstTextAt, length, lengths } = facts;
  const writingMs = now - firstTextAt;
  const leftMs = answerBy - now;
  if (lengths.length < LEAST_SAMPLES || writingMs < LEAST_WRITING_MS || length === 0) return false;
  const perMs = length / writingMs;
  const median = lengths[Math.floor(lengths.length / 2)] ?? 0;
  if ((median - length) / perMs <= SAFETY * leftMs) return false;
  const reachable = length + perMs * leftMs;
  const longer = lengths.filter((one) => one > length);
  const whole = longer.filter((one) => one <= reachable);
  return whole.length <= MOST_WHOLE_SHARE * longer.length;
}
