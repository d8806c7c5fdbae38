import { pino } from 'pino';
import type { AccountConfig } from '../config/config.ts';
import type { Emitter } from '../events/event-bus.ts';
import { createModel } from '../models/create-model.ts';
import { listModels, type ListedModels } from '../models/list-models.ts';
import { idOf, withKey, type ProviderModel } from '../models/model-settings.ts';
import type { Clock } from '../runtime/clock.ts';
import type { Sentence } from '../runtime/sentence.ts';
import { AnswererError } from '../turns/answerer-error.ts';
import { modelTexts } from './model-texts.ts';
import { modelsTexts as texts } from './models-texts.ts';
import { nearestNames } from './nearest-names.ts';

/** What a model is used for. */
export type Role = 'chat' | 'summary' | 'offered';

/** How a model answered one short question. */
interface ModelCheck {
  /** `provider/model` */
  readonly id: string;
  /** `unknown` where waiting may be enough, such as for a model that is overloaded. */
  readonly is: 'right' | 'wrong' | 'unknown';
  /** From the request to the first token, thinking included. */
  readonly firstTokenMs?: number;
  readonly says?: Sentence;
  /** What to change. */
  readonly remedy?: Sentence | undefined;
}

/** A model in one of its roles. */
export interface RoleCheck extends ModelCheck {
  readonly role: Role;
}

interface CheckDeps {
  readonly clock: Clock;
  readonly events: Emitter;
  readonly account: string;
  /** Hears which models are still to answer, whenever one has. */
  readonly onProgress?: (waitingFor: readonly string[]) => void;
}

/** As short a question as there is. */
const QUESTION = 'Reply with: OK';
const MOST_TOKENS = 16;

/** Returns each model of each role. The offered ones are a role of their own only where the deployer lists them. */
export function listRoles({
  chatModels,
  summaryModels,
  offeredModels,
}: Pick<AccountConfig, 'chatModels' | 'summaryModels' | 'offeredModels'>): readonly {
  readonly role: Role;
  readonly model: ProviderModel;
}[] {
  const of = (role: Role, models: readonly ProviderModel[]) =>
    models.map((model) => ({ role, model }));
  return [
    ...of('chat', chatModels),
    ...of('summary', summaryModels),
    ...(offeredModels === chatModels ? [] : of('offered', offeredModels)),
  ];
}

/** Asks every model of every role once, the providers concurrently and the models of one after another. */
export async function checkModels(
  config: Pick<AccountConfig, 'chatModels' | 'summaryModels' | 'offeredModels'>,
  deps: CheckDeps,
): Promise<readonly RoleCheck[]> {
  const roles = listRoles(config);
  const models = new Map<string, ProviderModel>();
  for (const { model } of roles) if (!models.has(idOf(model))) models.set(idOf(model), model);
  const providers = new Set(roles.map(({ model }) => model.provider));
  const checks = new Map<string, ModelCheck>();
  await Promise.all(
    [...providers].map(async (name) => {
      const ofProvider = [...models.values()].filter(({ provider }) => provider === name);
      const lists = await listForEachKey(ofProvider[0], deps);
      for (const model of ofProvider) {
        const check = await checkOne(model, lists, deps);
        checks.set(check.id, check);
        deps.onProgress?.([...models.keys()].filter((id) => !checks.has(id)));
      }
    }),
  );
  return roles.flatMap(({ role, model }) => {
    const check = checks.get(idOf(model));
    return check === undefined ? [] : [{ role, ...check }];
  });
}

/** Asks for the list with every key, which costs nothing and proves each of them. Other people's bots have no list. */
async function listForEachKey(
  model: ProviderModel | undefined,
  { clock }: CheckDeps,
): Promise<readonly ListedModels[]> {
  if (model?.api !== 'openai') return [];
  const keys = model.apiKeys.length > 0 ? model.apiKeys : [undefined];
  return Promise.all(keys.map((key) => listModels(withKey(model, key), { clock })));
}

async function checkOne(
  model: ProviderModel,
  lists: readonly ListedModels[],
  deps: CheckDeps,
): Promise<ModelCheck> {
  const id = idOf(model);
  const asked = await ask(model, deps);
  const wrongKey = lists.findIndex((list) => list.is === 'failed' && list.error.failure === 'key');
  if ('firstTokenMs' in asked) {
    if (wrongKey < 1) return { id, is: 'right', firstTokenMs: asked.firstTokenMs };
    return { id, is: 'wrong', ...asked, says: texts.keyRefused(model.provider, wrongKey + 1) };
  }
  const { error } = asked;
  const names = lists.flatMap((list) => (list.is === 'listed' ? list.names : []));
  if (isGone(error, model.model, names))
    return {
      ...{ id, is: 'wrong', says: texts.gone(model) },
      remedy: texts.change(model, nearestNames(model.model, names)),
    };
  return {
    // What may be over in a minute proves nothing about the settings.
    ...{ id, is: error.code === 'provider_busy' ? 'unknown' : 'wrong' },
    says: modelTexts.failed(id, error.message),
    remedy: modelTexts.remedy(error, model),
  };
}

/** A vendor may refuse a name that it does not have in words that no rule knows; its list tells. */
function isGone({ failure }: AnswererError, model: string, names: readonly string[]): boolean {
  if (failure === 'unknown-model') return true;
  const mayBe = failure === 'not-understood' || failure === 'address-wrong';
  return mayBe && names.length > 0 && !names.includes(model);
}

/** Asks one short question, and hangs up at the first sign of an answer. */
async function ask(
  model: ProviderModel,
  { clock, events, account }: CheckDeps,
): Promise<{ readonly firstTokenMs: number } | { readonly error: AnswererError }> {
  // What is found says what a log line would.
  const log = pino({ level: 'silent' });
  const startedAt = clock.now();
  const tookMs = () => clock.now() - startedAt;
  try {
    const driver = createModel({ ...model, maxRetries: 0 }, { clock, events, account, log });
    const request = { system: '', history: [], question: QUESTION, maxTokens: MOST_TOKENS };
    const { signal } = new AbortController();
    for await (const { type } of driver.stream(request, signal))
      if (type !== 'usage' && type !== 'restart') break;
    return { firstTokenMs: tookMs() };
  } catch (error) {
    if (!(error instanceof AnswererError)) throw error;
    // It answered, and thought for longer than so few tokens last without showing it.
    const answered = error.code === 'provider_silent' && tookMs() < model.firstEventTimeoutMs;
    return answered ? { firstTokenMs: tookMs() } : { error };
  }
}
