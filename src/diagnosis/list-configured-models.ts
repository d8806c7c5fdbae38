import type { AccountConfig } from '../config/config.ts';
import { idOf, type ProviderModel } from '../models/model-settings.ts';

/** Lists each model of any role once. */
export function listConfiguredModels(
  config: Pick<AccountConfig, 'chatModels' | 'summaryModels' | 'offeredModels'>,
): readonly ProviderModel[] {
  const all = [...config.chatModels, ...config.summaryModels, ...config.offeredModels];
  const ids = all.map(idOf);
  return all.filter((model, at) => ids.indexOf(idOf(model)) === at);
}
