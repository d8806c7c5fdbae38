import type { PastTurn } from '../turns/ports.ts';
import type { Summary } from './memory-collections.ts';

/** A conversation as its summary and the turns after it. */
export interface SplitPast {
  /** Absent when there is none, or none that still holds. */
  readonly summary: Summary | undefined;
  /** The turns that are not part of the summary and of which the follower received something, oldest first. */
  readonly unfolded: readonly PastTurn[];
}

/** Parts the turns that were read, at most `most`, by the summary of their conversation. */
export function splitPast(
  past: readonly PastTurn[],
  most: number,
  stored: Summary | undefined,
): SplitPast {
  const summary = stored && stored.upTo > 0 && holds(stored, past, most) ? stored : undefined;
  const upTo = summary?.upTo ?? 0;
  return {
    summary,
    unfolded: past.filter(({ sequence, answer }) => sequence > upTo && answer !== ''),
  };
}

/**
 * A follower takes turns back from the newest on, so the summary holds none that was taken back as long as the newest turn
 * of it is still part of the conversation.
 */
function holds({ upTo }: Summary, past: readonly PastTurn[], most: number): boolean {
  if (past.some(({ sequence }) => sequence === upTo)) return true;
  const isBeforeAllThatWasRead = past.every(({ sequence }) => sequence > upTo);
  return isBeforeAllThatWasRead && past.length >= most;
}
