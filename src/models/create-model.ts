import type { Model } from '../answering/model.ts';
import { createBotModel } from './bots/bot-model.ts';
import { cozeProtocol } from './coze/coze-protocol.ts';
import { difyProtocol } from './dify/dify-protocol.ts';
import { withKey, type ProviderModel } from './model-settings.ts';
import { createOpenAiModel, type OpenAiModelDeps } from './openai-model.ts';

/** What a driver needs from outside, whatever protocol it speaks. */
export type ModelDeps = OpenAiModelDeps;

type CreateModel = (model: ProviderModel, deps: ModelDeps) => Model;

const DRIVERS: Readonly<Record<ProviderModel['api'], CreateModel>> = {
  openai: (model, deps) => createOpenAiModel(withKey(model), deps),
  dify: (model, deps) => createBotModel(withKey(model), difyProtocol, deps),
  coze: (model, deps) => createBotModel(withKey(model), cozeProtocol(model.model), deps),
};

/** Creates the driver of a provider's model, which asks with the first of its keys. */
export function createModel(model: ProviderModel, deps: ModelDeps): Model {
  return DRIVERS[model.api](model, deps);
}
