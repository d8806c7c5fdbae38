import type { ArrivalFacts, NewestTurn } from './arrival-facts.ts';
import type { ArrivalSettings } from './arrival-settings.ts';
import type { FollowerFacts } from './ports.ts';
import { usedOf } from './usage.ts';

/** Returns what the plan of a new message may depend on. */
export function toFollowerFacts(facts: ArrivalFacts, settings: ArrivalSettings): FollowerFacts {
  const { now, newestTurn, usage } = facts;
  const collecting = findCollecting(facts, settings);
  const day = settings.quotaDay?.(now);
  return {
    now,
    isOwed: newestTurn?.isAnyOwed ?? false,
    ...(newestTurn?.state === 'failed' && { failedQuestion: newestTurn.question }),
    ...(collecting && {
      collecting: { text: collecting.question, messages: collecting.messages },
    }),
    ...(usage && day !== undefined && { used: usedOf(usage, now, day) }),
  };
}

/** Returns the turn that still waits for the next message of a burst. */
export function findCollecting(
  { newestTurn, now }: ArrivalFacts,
  { burstWindowMs }: ArrivalSettings,
): NewestTurn | undefined {
  if (burstWindowMs === 0 || newestTurn?.state !== 'queued') return undefined;
  return !newestTurn.hasOwner && newestTurn.startsAt > now ? newestTurn : undefined;
}
