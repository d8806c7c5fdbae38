import { pino } from 'pino';
import type { AccountConfig, Config } from '../config/config.ts';
import type { Emitter } from '../events/event-bus.ts';
import { createModel } from '../models/create-model.ts';
import { listModels, type ListedModels } from '../models/list-models.ts';
import { idOf, withKey, type ProviderModel } from '../models/model-settings.ts';
import type { Clock } from '../runtime/clock.ts';
import type { Sentence } from '../runtime/sentence.ts';
import { AnswererError } from '../turns/answerer-error.ts';
import { askSearchModel, type SearchTask } from './ask-search-model.ts';
import { modelTexts } from './model-texts.ts';
import { modelsTexts as texts } from './models-texts.ts';
import { nearestNames } from './nearest-names.ts';

/** What a model is used for. */
export type Role = 'chat' | 'summary' | 'offered' | 'query' | SearchTask;

/** How a model answered one short question. */
interface ModelCheck {
  /** `provider/model` */
  readonly id: string;
  /** `unknown` where waiting may be enough, such as for a model that is overloaded. */
  readonly is: 'right' | 'wrong' | 'unknown';
  /** From the request to the first token, thinking included; to the whole answer of a model of the search. */
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

/** The models that are asked. */
type AskedModels = Pick<AccountConfig, 'chatModels' | 'summaryModels' | 'offeredModels'> &
  Partial<Pick<Config, 'embeddingModel' | 'rerankModel' | 'queryModel'>>;

/** Returns each model of each role. The offered ones are a role of their own only where the deployer lists them. */
export function listRoles({
  chatModels,
  summaryModels,
  offeredModels,
  embeddingModel,
  rerankModel,
  queryModel,
}: AskedModels): readonly {
  readonly role: Role;
  readonly model: ProviderModel;
}[] {
  const of = (role: Role, models: readonly ProviderModel[]) =>
    models.map((model) => ({ role, model }));
  return [
    ...of('chat', chatModels),
    ...of('summary', summaryModels),
    ...(offeredModels === chatModels ? [] : of('offered', offeredModels)),
    ...of('query', queryModel ? [queryModel] : []),
    ...of('embedding', embeddingModel ? [embeddingModel] : []),
    ...of('rerank', rerankModel ? [rerankModel] : []),
  ];
}

/** Asks every model of every role once, the providers concurrently and the models of one after another. */
export async function checkModels(
  config: AskedModels,
  deps: CheckDeps,
): Promise<readonly RoleCheck[]> {
  const roles = listRoles(config);
  /** Each model once for each thing that it is asked for. */
  const models = new Map<string, { readonly model: ProviderModel; readonly task: Task }>();
  for (const { role, model } of roles) {
    const task = taskOf(role);
    const key = `${task} ${idOf(model)}`;
    if (!models.has(key)) models.set(key, { model, task });
  }
  const providers = new Set(roles.map(({ model }) => model.provider));
  const checks = new Map<string, ModelCheck>();
  await Promise.all(
    [...providers].map(async (name) => {
      const ofProvider = [...models].filter(([, { model }]) => model.provider === name);
      const lists = await listForEachKey(ofProvider[0]?.[1].model, deps);
      for (const [key, { model, task }] of ofProvider) {
        checks.set(key, await checkOne(model, task, { ...deps, lists }));
        const left = [...models].filter(([other]) => !checks.has(other));
        deps.onProgress?.(left.map(([, { model }]) => idOf(model)));
      }
    }),
  );
  return roles.flatMap(({ role, model }) => {
    const check = checks.get(`${taskOf(role)} ${idOf(model)}`);
    return check === undefined ? [] : [{ role, ...check }];
  });
}

/** What a model is asked for. */
type Task = 'chat' | SearchTask;

function taskOf(role: Role): Task {
  return role === 'embedding' || role === 'rerank' ? role : 'chat';
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
  task: Task,
  { lists, ...deps }: CheckDeps & { readonly lists: readonly ListedModels[] },
): Promise<ModelCheck> {
  const id = idOf(model);
  const asked = await (task === 'chat' ? ask(model, deps) : askForSearch(task, model, deps));
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

/** Asks for a vector or a ranking of a few words. */
async function askForSearch(
  task: SearchTask,
  model: ProviderModel,
  deps: CheckDeps,
): Promise<{ readonly firstTokenMs: number } | { readonly error: AnswererError }> {
  const startedAt = deps.clock.now();
  try {
    await askSearchModel(task, model, { ...deps, log: pino({ level: 'silent' }) });
    return { firstTokenMs: deps.clock.now() - startedAt };
  } catch (error) {
    if (!(error instanceof AnswererError)) throw error;
    return { error };
  }
}
