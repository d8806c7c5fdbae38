import type { Logger } from 'pino';
import type { Config } from '../config/config.ts';
import { idOf } from '../models/model-settings.ts';
import { NO_PRICES, openPrices } from '../usage/prices.ts';
import type { Finding } from './finding.ts';
import { listConfiguredModels } from './list-configured-models.ts';

/**
 * Looks whether each model of any role has a price under a budget. Undefined where nothing is set about money. Throws PricesError for
 * a file that cannot be used.
 */
export function checkBudget(
  config: Pick<
    Config,
    'pricesFile' | 'dailyBudget' | 'chatModels' | 'summaryModels' | 'offeredModels'
  >,
  log: Logger,
): Finding | undefined {
  const { pricesFile, dailyBudget } = config;
  const prices = pricesFile === undefined ? NO_PRICES : openPrices(pricesFile, log);
  const models = listConfiguredModels(config).map(idOf);
  if (dailyBudget <= 0 || models.length === 0) return undefined;
  const unpriced = models.filter((model) => prices.of(model) === undefined);
  if (unpriced.length === 0)
    return {
      ...{ name: 'budget', state: 'ok' },
      sentence: {
        en: `${dailyBudget} a day; every model has a price`,
        zh: `每天 ${dailyBudget}，每个模型都有价格`,
      },
    };
  const example = `${JSON.stringify(unpriced[0])}: {"input": 1, "cached": 0.1, "output": 2}`;
  return {
    ...{ name: 'budget', state: 'fault' },
    sentence:
      pricesFile === undefined
        ? {
            en: `DAILY_BUDGET is ${dailyBudget}, and PRICES_FILE is not set, so there is no price for ${unpriced.join(', ')}`,
            zh: `DAILY_BUDGET 是 ${dailyBudget}，却没有设 PRICES_FILE，不知道 ${unpriced.join('、')} 的价格`,
          }
        : {
            en: `DAILY_BUDGET is ${dailyBudget}, and PRICES_FILE (${pricesFile}) has no price for ${unpriced.join(', ')}`,
            zh: `DAILY_BUDGET 是 ${dailyBudget}，PRICES_FILE（${pricesFile}）里却没有 ${unpriced.join('、')} 的价格`,
          },
    remedy: {
      en: `Such a model is not called under a budget. Write its price per million tokens into PRICES_FILE: ${example}`,
      zh: `设了预算时，没有价格的模型不会被调用。请在 PRICES_FILE 里写上每百万 token 的价格：${example}`,
    },
  };
}
