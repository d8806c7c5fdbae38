import type { Emitter } from '../events/event-bus.ts';

/**
 * Tells when the budget of an account is used up, once a day and process, and when there is money again. The first look of a
 * day tells that too: the process that found the money spent may be gone.
 */
export interface BudgetNews {
  heard(account: string, day: string, state: 'open' | 'spent'): void;
}

export function createBudgetNews(events: Emitter): BudgetNews {
  const told = new Map<string, string>();
  return {
    heard(account, day, state) {
      const news = `${day} ${state}`;
      if (told.get(account) === news) return;
      told.set(account, news);
      events.emit({ type: state === 'open' ? 'budget-renewed' : 'budget-spent', account });
    },
  };
}
