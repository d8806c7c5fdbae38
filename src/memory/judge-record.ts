import type { Summary } from './memory-collections.ts';

/** A summary that fails is tried again after these times; then the follower's next turn tries anew. */
const BACK_OFF_MS = [15_000, 60_000];

/** What keeps this process from writing the next summary. */
export interface RecordFacts {
  readonly now: number;
  /** The sequence of the newest turn of the conversation. */
  readonly newest: number;
  /** Whether the claim of the record is by a process that is at it. */
  readonly isClaimHeld: boolean;
}

/** Says whether the next summary may be written now, later, or not before another turn. */
export function judgeRecord(
  { claim, failure }: Pick<Summary, 'claim' | 'failure'>,
  { now, newest, isClaimHeld }: RecordFacts,
): 'go' | 'not for this turn' | { readonly inMs: number } {
  if (claim && isClaimHeld && claim.until > now) return { inMs: claim.until - now };
  if (!failure || failure.newest < newest) return 'go';
  if (failure.tries > BACK_OFF_MS.length) return 'not for this turn';
  return failure.notBefore > now ? { inMs: failure.notBefore - now } : 'go';
}

/** Returns the failures with one more. */
export function noteFailure(
  before: Summary['failure'],
  { now, newest }: Pick<RecordFacts, 'now' | 'newest'>,
): NonNullable<Summary['failure']> {
  const tries = before?.newest === newest ? before.tries + 1 : 1;
  return { tries, newest, notBefore: now + (BACK_OFF_MS[tries - 1] ?? 0) };
}
