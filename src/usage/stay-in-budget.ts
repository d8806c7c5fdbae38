import type { Stage } from '../answering/answerer.ts';
import type { Budget } from './budget.ts';

const REFUSALS = { spent: 'over-budget', unpriced: 'unpriced' } as const;

/** Asks no model when the day's money is used up, or when nothing can be counted; the engine says so to the follower. */
export function createStayInBudget(budget: Pick<Budget, 'check'>): Stage {
  return (next) =>
    async function* stayInBudget(ask, signal) {
      const state = await budget.check();
      if (state === 'open') yield* next(ask, signal);
      else yield { type: 'finish', reason: REFUSALS[state] };
    };
}
