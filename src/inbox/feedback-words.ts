/** What a follower thinks of an answer. */
export type Verdict = 'up' | 'down';

/** Why an answer was bad, in the order of their numbers in links. */
export const FEEDBACK_REASONS = ['inaccurate', 'off-the-point', 'too-long', 'unclear'] as const;

/** One of the reasons that a follower can tap. */
export type FeedbackReason = (typeof FEEDBACK_REASONS)[number];

/** The signs of both verdicts, as links show and send them. */
export const SIGNS: Readonly<Record<Verdict, string>> = { up: '👍', down: '👎' };

/** What a link or a typed sign says. */
export interface SaidFeedback {
  readonly verdict: Verdict;
  /** The code of the turn; absent for a typed sign, which means the last answer. */
  readonly code?: string;
  readonly reason?: FeedbackReason;
}

/** Returns what a tap on a link with these sends. */
export function writeFeedback({ verdict, code = '', reason }: SaidFeedback): string {
  const number = reason === undefined ? '' : `-${FEEDBACK_REASONS.indexOf(reason) + 1}`;
  return `${SIGNS[verdict]}${code}${number}`;
}
