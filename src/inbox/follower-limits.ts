import type { Used } from './ports.ts';
import type { Texts } from './texts/texts.ts';

/** How much one follower may ask; 0 for as much as they like. */
export interface FollowerLimits {
  readonly questionsPerMinute: number;
  readonly questionsPerDay: number;
  /** Of questions with their history, and of answers. */
  readonly tokensPerDay: number;
}

/** The sentence for a follower who has asked enough for now, with the time from which it goes on; nothing otherwise. */
export function refuseBeyondLimits(
  used: Used,
  limits: FollowerLimits,
  texts: Pick<Texts, 'tooFast' | 'questionsUsedUp' | 'tokensUsedUp'>,
): string | undefined {
  const isUp = (amount: number, limit: number) => limit > 0 && amount >= limit;
  if (isUp(used.today, limits.questionsPerDay)) return texts.questionsUsedUp;
  if (isUp(used.tokensToday, limits.tokensPerDay)) return texts.tokensUsedUp;
  if (isUp(used.inMinute, limits.questionsPerMinute))
    return texts.tooFast(Math.max(1, Math.ceil(used.minuteEndsInMs / 1000)));
  return undefined;
}

export function hasLimits(limits: FollowerLimits): boolean {
  return limits.questionsPerMinute + limits.questionsPerDay + limits.tokensPerDay > 0;
}
