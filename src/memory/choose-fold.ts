import { takeNewest, tokensOf } from '../answering/take-newest.ts';
import type { PastTurn } from '../turns/ports.ts';
import type { MemoryBudget } from './divide-budget.ts';

/** Turns that become part of the summary, oldest first. */
export interface Fold {
  readonly turns: readonly PastTurn[];
  /** Whether the next question would lose a turn that the summary does not hold yet. */
  readonly isUrgent: boolean;
}

/** One call reads no more than about this; what is left is folded by the next one. */
const MOST_FOLDED = 6000;

/**
 * Chooses what is folded so that the turns that are not fit into their part of the budget. The newest stays out, as the
 * follower's next words are mostly about it, unless it alone is too long to go along with a question.
 */
export function chooseFold(unfolded: readonly PastTurn[], budget: MemoryBudget): Fold | undefined {
  const room = budget.whole - budget.summary - budget.facts;
  const newest = unfolded.at(-1);
  if (!newest || budget.summary === 0) return undefined;
  const kept = Math.max(
    takeNewest(unfolded, budget.verbatim).length,
    tokensOf(newest) <= room ? 1 : 0,
  );
  const due = unfolded.slice(0, unfolded.length - kept);
  if (due.length === 0) return undefined;
  let tokens = 0;
  const tooMany = due.findIndex((turn) => (tokens += tokensOf(turn)) > MOST_FOLDED);
  return {
    turns: tooMany < 0 ? due : due.slice(0, Math.max(1, tooMany)),
    isUrgent: takeNewest(unfolded, room).length < unfolded.length,
  };
}
