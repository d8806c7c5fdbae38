import type { Emitter } from '../events/event-bus.ts';

/** Tells when the budget of an account is used up, once a day and process, and when there is money again. */
export interface BudgetNews {
  heard(account: string, day: string, state: 'open' | 'spent'): void;
}

export function createBudgetNews(events: Emitter): BudgetNews {
  const spentOn = new Map<string, string>();
  return {
    heard(account, day, state) {
      const known = spentOn.get(account);
      if (state === 'open') {
        if (spentOn.delete(account)) events.emit({ type: 'budget-renewed', account });
      } else if (known !== day) {
        spentOn.set(account, day);
        events.emit({ type: 'budget-spent', account });
      }
    },
  };
}
