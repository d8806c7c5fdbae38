import { estimateTokens } from '../answering/estimate-tokens.ts';
import type { Model } from '../answering/model.ts';
import type { AccountConfig } from '../config/config.ts';
import type { Emitter } from '../events/event-bus.ts';
import { createQuotaDay } from '../inbox/quota-day.ts';
import { tellCalls } from '../models/tell-calls.ts';
import type { BotMemory } from '../models/bots/bot-memory.ts';
import type { Breakers } from '../models/failover/breakers.ts';
import { createFailoverModel } from '../models/failover/failover-model.ts';
import { idOf, type ProviderModel } from '../models/model-settings.ts';
import type { Runtime } from '../runtime/runtime.ts';
import { createBudget, type Budget } from '../usage/budget.ts';
import { countUsage } from '../usage/count-usage.ts';
import type { SpendingSettings, UsageDeps } from '../usage/usage-deps.ts';

/** What the models of all accounts need. */
export interface ModelsDeps extends Pick<Runtime, 'clock' | 'log' | 'background'> {
  readonly events: Emitter;
  readonly breakers: Breakers;
  readonly botMemory: BotMemory;
  readonly usage: UsageDeps;
}

/** Models of one account: counted, within its budget, with failover. */
export interface AccountModels {
  readonly budget: Budget;
  build(
    models: readonly [ProviderModel, ...ProviderModel[]],
    offered?: readonly ProviderModel[],
  ): Model;
  /** Ends their probes; answers under way go on. */
  retire(): void;
}

/** Creates what builds the models of an account. `models` are those that its budget knows. */
export function createAccountModels(
  account: string,
  {
    models,
    ...config
  }: Pick<AccountConfig, 'dailyBudget' | 'quotaTimeZone' | 'failoverMs'> & {
    readonly models: readonly ProviderModel[];
  },
  deps: ModelsDeps,
): AccountModels {
  const { usage, clock, log, events } = deps;
  const spending: SpendingSettings = {
    account,
    dailyBudget: config.dailyBudget,
    models: [...new Set(models.map(idOf))],
    dayOf: createQuotaDay(config.quotaTimeZone),
  };
  const budget = createBudget(spending, { ...usage, clock, log, events });
  const retiring = new AbortController();
  const failover = {
    ...{ ...deps, account },
    retired: retiring.signal,
    failoverMs: config.failoverMs,
    mayCall: (id: string) => budget.mayCall(id),
    countUsage: (model: Model) =>
      countUsage(tellCalls(model, { clock, events }), {
        ...usage,
        ...spending,
        budget,
        estimateTokens,
      }),
  };
  return {
    budget,
    build: (ofRole, offered) =>
      createFailoverModel(ofRole, { ...failover, ...(offered && { offered }) }),
    retire: () => retiring.abort('the account is retired'),
  };
}
