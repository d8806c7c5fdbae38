import { sumMoney } from './money.ts';
import type { SpendingSettings, UsageDeps } from './usage-deps.ts';

/** `spent`: the day's money is used up. `unpriced`: no model of the account has a price, so nothing can be counted. */
export type BudgetState = 'open' | 'spent' | 'unpriced';

/** How much an account's models may cost in a day. */
export interface Budget {
  /** Reads what all processes have spent today. */
  check(): Promise<BudgetState>;
  /** Says whether a model may be called at all: under a budget only one with a price. */
  mayCall(model: string): boolean;
}

export function createBudget(
  { account, dailyBudget, models, dayOf }: SpendingSettings,
  { ledger, store, prices, news, clock, log }: UsageDeps,
): Budget {
  const mayCall = (model: string) => dailyBudget <= 0 || prices.of(model) !== undefined;
  let isTold = false;
  return {
    mayCall,
    async check() {
      if (dailyBudget <= 0 || models.length === 0) {
        news.heard(account, '', 'open');
        return 'open';
      }
      if (!models.some(mayCall)) {
        if (!isTold)
          log.error(
            {
              code: 'price_missing',
              account,
              models,
              zh: `设了 DAILY_BUDGET，PRICES_FILE 里却没有 ${models.join('、')} 的价格：不会调用模型，粉丝收到一句说明`,
            },
            `DAILY_BUDGET is set and PRICES_FILE has no price for ${models.join(', ')}: no model is called, and followers read so`,
          );
        isTold = true;
        return 'unpriced';
      }
      isTold = false;
      // What this process has counted a moment ago is on its way.
      await ledger.settled();
      const day = dayOf(clock.now());
      const rows = await store.ofAccount(account, { from: day, to: day });
      const state = sumMoney(rows, prices) >= dailyBudget ? 'spent' : 'open';
      news.heard(account, day, state);
      return state;
    },
  };
}
