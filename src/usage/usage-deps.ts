import type { Logger } from 'pino';
import type { Emitter } from '../events/event-bus.ts';
import type { Clock } from '../runtime/clock.ts';
import { createBudgetNews, type BudgetNews } from './budget-news.ts';
import type { UsageStore } from './ports.ts';
import type { Prices } from './prices.ts';
import { createUsageLedger, type UsageLedger } from './usage-ledger.ts';

/** What counting and budgets of all accounts of a process share. */
export interface UsageDeps {
  readonly ledger: UsageLedger;
  readonly store: UsageStore;
  readonly prices: Prices;
  readonly news: BudgetNews;
  readonly events: Emitter;
  readonly clock: Clock;
  readonly log: Logger;
}

/** What is set for one account about its use of models. */
export interface SpendingSettings {
  /** The account that pays: the simulator's followers are answered at the cost of the account at /wechat. */
  readonly account: string;
  /** The most that the account's models may cost in a day; 0 for as much as they do. */
  readonly dailyBudget: number;
  /** The models that may answer, as `provider/model`. */
  readonly models: readonly string[];
  /** Names the day, in the account's time zone. */
  readonly dayOf: (now: number) => string;
}

/** Creates them; what cannot be stored now is stored later. */
export function createUsageDeps(
  deps: Pick<UsageDeps, 'store' | 'prices' | 'events' | 'clock' | 'log'> & {
    readonly newId: () => string;
  },
): UsageDeps {
  const { store, prices, events, clock, log } = deps;
  return {
    ...{ store, prices, events, clock, log },
    ledger: createUsageLedger(deps),
    news: createBudgetNews(events),
  };
}
