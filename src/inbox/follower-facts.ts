import type { ArrivalFacts, NewestTurn } from './arrival-facts.ts';
import type { ArrivalSettings } from './arrival-settings.ts';
import { isEnded } from '../turns/turn.ts';
import type { FollowerFacts } from './ports.ts';
import { usedOf } from './usage.ts';

/** Returns what the plan of a new message may depend on. */
export function toFollowerFacts(facts: ArrivalFacts, settings: ArrivalSettings): FollowerFacts {
  const { now, newestTurn, lastQuestion, remembered, usage, card } = facts;
  const collecting = findCollecting(facts, settings);
  const day = quotaDayOf(facts, settings);
  return {
    now,
    isOwed: newestTurn?.isAnyOwed ?? false,
    ...(lastQuestion && {
      lastQuestion: {
        question: lastQuestion.question,
        hasFailed: lastQuestion.state === 'failed',
      },
    }),
    ...(remembered !== undefined && { remembered }),
    ...(collecting && {
      collecting: { text: collecting.question, messages: collecting.messages },
    }),
    ...(usage && day !== undefined && { used: usedOf(usage, now, day) }),
    ...(card?.isBlocked && { isBlocked: true }),
    ...(card?.questionsPerDay !== undefined && { questionsPerDay: card.questionsPerDay }),
  };
}

/** Returns the day to which a question of the follower counts; undefined where nothing limits them. */
export function quotaDayOf(
  { now, card }: Pick<ArrivalFacts, 'now' | 'card'>,
  { quotaDay, ownQuotaDay }: ArrivalSettings,
): string | undefined {
  const hasOwn = (card?.questionsPerDay ?? 0) > 0;
  return (quotaDay ?? (hasOwn ? ownQuotaDay : undefined))?.(now);
}

/** Returns the turn that the next message of a burst joins: no token of its answer has come. */
export function findCollecting(
  { newestTurn }: ArrivalFacts,
  { burstWindowMs }: ArrivalSettings,
): NewestTurn | undefined {
  if (burstWindowMs === 0 || !newestTurn || newestTurn.isTask || isEnded(newestTurn.state))
    return undefined;
  return newestTurn.startsAt > 0 ? newestTurn : undefined;
}
