import { pino, type Logger } from 'pino';
import { DEFAULT_ACCOUNT } from '../config/default-account.ts';
import type { Clock } from '../runtime/clock.ts';
import type { Config, WechatConfig } from '../config/config.ts';
import { scanFolder } from '../knowledge/import/scan-folder.ts';
import type { Emitter } from '../events/event-bus.ts';
import { createModel } from '../models/create-model.ts';
import { idOf, type ProviderModel } from '../models/model-settings.ts';
import { readSystemPrompt } from '../config/read-system-prompt.ts';
import { createCallApi } from '../wechat/api/call-api.ts';
import { createFetchToken } from '../wechat/api/fetch-token.ts';
import { checkBudget } from './check-budget.ts';
import { checkDataDir } from './check-data-dir.ts';
import { checkDocuments, type StoredDocuments } from './check-documents.ts';
import { askSearchModel, type SearchTask } from './ask-search-model.ts';
import { checkAnswer, checkModel } from './check-model.ts';
import { checkPersonas } from './check-personas.ts';
import { checkWechat } from './check-wechat.ts';
import {
  describeAccount,
  describeAnswers,
  describeRedis,
  describeSearch,
} from './describe-settings.ts';
import type { Finding } from './finding.ts';
import { listConfiguredModels } from './list-configured-models.ts';

export interface DiagnosisDeps {
  readonly clock: Clock;
  /** Takes warnings about details, such as a document that is too large. */
  readonly log: Logger;
  readonly events: Emitter;
}

interface SettingsDeps extends DiagnosisDeps {
  /** Builds what would answer, and says its name: a model, or documents. */
  readonly nameAnswers: () => string;
  /** Reads what the store holds of the documents; absent where there is no store yet. */
  readonly readDocuments?: (() => Promise<StoredDocuments>) | undefined;
}

const WECHAT_TIMEOUT_MS = 10_000;

/** Looks at what the settings name on this machine, without a change. Throws ConfigError and what Redis throws. */
export async function diagnoseSettings(config: Config, deps: SettingsDeps): Promise<Finding[]> {
  readSystemPrompt(config.conversation);
  const personas = checkPersonas(config, deps);
  const account = { name: 'account', is: 'right', says: describeAccount(config.wechat) } as const;
  const budget = checkBudget(config, deps.log);
  const folder = await checkDataDir(config.dataDir);
  const data =
    !config.redis || folder.is !== 'right' ? folder : await visitRedis(config.redis.url, deps);
  const stored = data.is === 'right' ? await deps.readDocuments?.() : undefined;
  const name = deps.nameAnswers();
  const answers = describeAnswers(config, name, stored?.documents ?? 0);
  const documents = await checkDocuments(config, {
    countFiles: async (path) => (await scanFolder(path)).documents.length,
    stored,
    warn: ({ en, zh }) => deps.log.warn({ code: 'documents', zh }, en),
  });
  const search = describeSearch(config);
  const hasFault = config.chatModels.length === 0 && documents.some(({ is }) => is === 'wrong');
  return [
    account,
    ...(hasFault ? [] : [{ name: 'answers', is: 'right', says: answers } as const]),
    ...documents,
    ...(search ? [{ name: 'search', is: 'right', says: search } as const] : []),
    ...(budget ? [budget] : []),
    ...personas,
    data,
  ];
}

/** Asks every model and WeChat whether they take what is set: a few words, and the token that the server has. */
export async function diagnoseOnline(config: Config, deps: DiagnosisDeps): Promise<Finding[]> {
  const { queryModel, embeddingModel, rerankModel } = config;
  const configured = listConfiguredModels(config);
  const isAnother = queryModel && !configured.some((model) => idOf(model) === idOf(queryModel));
  const chats = isAnother ? [...configured, queryModel] : configured;
  const models = [
    ...chats.map((model) => diagnoseModel(model, deps)),
    ...(embeddingModel ? [diagnoseSearchModel('embedding', embeddingModel, deps)] : []),
    ...(rerankModel ? [diagnoseSearchModel('rerank', rerankModel, deps)] : []),
  ];
  return (await Promise.all([...models, diagnoseWechat(config, deps)])).filter(
    (finding) => finding !== undefined,
  );
}

/** Asks a model once, whatever the settings say about tries. */
export async function diagnoseModel(
  settings: ProviderModel,
  deps: DiagnosisDeps,
): Promise<Finding> {
  // The finding says what a log line would.
  const log = pino({ level: 'silent' });
  const model = createModel(
    { ...settings, maxRetries: 0 },
    { ...deps, log, account: DEFAULT_ACCOUNT },
  );
  return checkModel(model, { clock: deps.clock, settings });
}

/** Asks a model of the search once. */
async function diagnoseSearchModel(
  task: SearchTask,
  settings: ProviderModel,
  deps: DiagnosisDeps,
): Promise<Finding> {
  const log = pino({ level: 'silent' });
  const ask = () => askSearchModel(task, settings, { ...deps, log, account: DEFAULT_ACCOUNT });
  return checkAnswer(ask, { clock: deps.clock, settings, id: idOf(settings) });
}

/** Asks WeChat for the access token that the server has. Undefined without an AppSecret. */
export async function diagnoseWechat(
  { wechat }: Config,
  { clock }: DiagnosisDeps,
): Promise<Finding | undefined> {
  if (!hasSecret(wechat)) return undefined;
  const { apiBaseUrl, appId, appSecret } = wechat;
  const callApi = createCallApi({ baseUrl: apiBaseUrl, timeoutMs: WECHAT_TIMEOUT_MS });
  const fetchToken = createFetchToken({ callApi, appId, appSecret });
  return checkWechat(fetchToken, { clock, host: new URL(apiBaseUrl).host });
}

function hasSecret(wechat: WechatConfig): wechat is WechatConfig & {
  readonly appId: string;
  readonly appSecret: string;
} {
  return wechat.appId !== undefined && wechat.appSecret !== undefined;
}

async function visitRedis(url: string, { clock, log }: DiagnosisDeps): Promise<Finding> {
  const { connectRedis } = await import('../store/redis/connect-redis.ts');
  const { checkPersistence } = await import('../store/redis/check-persistence.ts');
  const connections = await connectRedis({ url, log, clock });
  try {
    await checkPersistence(connections.redis, log);
  } finally {
    await connections.close();
  }
  return { name: 'data', is: 'right', says: describeRedis() };
}
