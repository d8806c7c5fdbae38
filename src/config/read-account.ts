import { chooseProxy } from '../models/choose-proxy.ts';
import { OPENAI_BASE_URL, type ProviderModel } from '../models/model-settings.ts';
import { isLocalAddress } from '../runtime/local-address.ts';
import { checkTogether } from './check-together.ts';
import type { AccountConfig } from './config.ts';
import type { EnvReader } from './env-reader.ts';
import { settingTexts } from './setting-texts.ts';

/** A local server gives up loading its model when the process hangs up. */
const FIRST_TOKEN_SECONDS = { local: 300, remote: 60 };

/** Reads the settings of one account and refuses those that contradict each other. */
export function readAccount(reader: EnvReader): AccountConfig {
  const { read } = reader;
  const account: AccountConfig = {
    wechat: {
      token: read('WECHAT_TOKEN'),
      appId: read('WECHAT_APP_ID'),
      appSecret: read('WECHAT_APP_SECRET'),
      encodingAesKey: read('WECHAT_ENCODING_AES_KEY'),
      previousEncodingAesKey: read('WECHAT_PREVIOUS_ENCODING_AES_KEY'),
      messageMode: read('WECHAT_MESSAGE_MODE'),
      apiBaseUrl: read('WECHAT_API_BASE_URL'),
      timestampWindowSeconds: read('WECHAT_TIMESTAMP_WINDOW_SECONDS'),
    },
    chatModels: readModel(reader),
    conversation: {
      language: read('FOLLOWER_LANGUAGE'),
      welcomeText: read('WELCOME_TEXT'),
      pausedText: read('PAUSED_TEXT'),
      aiLabel: read('AI_LABEL'),
      systemPrompt: read('SYSTEM_PROMPT'),
      systemPromptFile: read('SYSTEM_PROMPT_FILE'),
      personasDir: read('PERSONAS_DIR'),
      persona: read('PERSONA'),
      historyTokens: read('HISTORY_TOKENS'),
      lifetimeMinutes: read('CONVERSATION_TTL_MINUTES'),
      burstWindowMs: read('BURST_WINDOW_MS'),
    },
    delivery: {
      style: read('DELIVERY_STYLE'),
      customerService: read('CUSTOMER_SERVICE'),
      replyMarginMs: read('REPLY_MARGIN_MS'),
      attempts: read('WECHAT_ATTEMPTS'),
      textLimitBytes: read('WECHAT_TEXT_LIMIT_BYTES'),
      owedTextMinutes: read('OWED_TEXT_MINUTES'),
    },
    limits: {
      questionsPerMinute: read('FOLLOWER_QUESTIONS_PER_MINUTE'),
      questionsPerDay: read('FOLLOWER_QUESTIONS_PER_DAY'),
      tokensPerDay: read('FOLLOWER_TOKENS_PER_DAY'),
    },
    quotaTimeZone: read('QUOTA_TIME_ZONE'),
    knowledgeDir: read('KNOWLEDGE_DIR'),
    forgetsOnUnsubscribe: read('FORGET_ON_UNSUBSCRIBE'),
  };
  checkTogether(account, reader);
  return account;
}

/** Reads how the model is asked. A base URL alone is enough, because local servers such as Ollama want no key. */
function readModel(reader: EnvReader): readonly ProviderModel[] {
  const { read, isSet } = reader;
  const apiKey = read('OPENAI_API_KEY');
  const baseUrl = read('OPENAI_BASE_URL');
  const proxy = readProxy(reader, baseUrl);
  const model = read('OPENAI_MODEL');
  const temperature = read('OPENAI_TEMPERATURE');
  const topP = read('OPENAI_TOP_P');
  const maxTokens = read('OPENAI_MAX_TOKENS');
  const reasoningEffort = read('OPENAI_REASONING_EFFORT');
  const extraBody = read('OPENAI_EXTRA_BODY');
  const atOnce = read('OPENAI_MAX_CONCURRENCY');
  const firstTokenSeconds =
    read('OPENAI_FIRST_TOKEN_SECONDS') ??
    FIRST_TOKEN_SECONDS[isLocalAddress(baseUrl) ? 'local' : 'remote'];
  const common = {
    maxTokensField: read('OPENAI_MAX_TOKENS_FIELD'),
    firstEventTimeoutMs: firstTokenSeconds * 1000,
    idleTimeoutMs: read('OPENAI_IDLE_SECONDS') * 1000,
    totalTimeoutMs: read('OPENAI_TOTAL_SECONDS') * 1000,
    untaggedThinking: read('OPENAI_UNTAGGED_THINKING'),
    maxRetries: read('OPENAI_MAX_RETRIES'),
  };

  if (apiKey === undefined && baseUrl === undefined) {
    if (model !== undefined && !isSet('OPENAI_API_KEY') && !isSet('OPENAI_BASE_URL'))
      reader.refuse('OPENAI_MODEL', settingTexts.modelWithoutProvider());
    return [];
  }
  if (model === undefined) reader.refuse('OPENAI_MODEL', settingTexts.modelMissing());
  const asked: ProviderModel = {
    ...common,
    provider: 'openai',
    api: 'openai',
    model: model ?? '',
    apiKeys: apiKey === undefined ? [] : [apiKey],
    ...(baseUrl !== undefined && { baseUrl }),
    ...(temperature !== undefined && { temperature }),
    ...(topP !== undefined && { topP }),
    ...(maxTokens !== undefined && { maxTokens }),
    ...(reasoningEffort !== undefined && { reasoningEffort }),
    ...(extraBody !== undefined && { extraBody }),
    ...(atOnce > 0 && { atOnce }),
    ...(proxy !== undefined && { proxy }),
  };
  return [asked];
}

/** Reads the proxy for calls to the model. WeChat is called directly, because its allow list holds this machine's address. */
function readProxy(reader: EnvReader, baseUrl: string | undefined): string | undefined {
  const { read, isSet } = reader;
  const chosen = chooseProxy(baseUrl ?? OPENAI_BASE_URL, {
    http: read('HTTP_PROXY'),
    https: read('HTTPS_PROXY'),
    all: read('ALL_PROXY'),
    no: read('NO_PROXY'),
  });
  if ('proxy' in chosen) return chosen.proxy;
  if (isSet('OPENAI_API_KEY') || isSet('OPENAI_BASE_URL'))
    reader.refuse(chosen.variable, chosen.problem);
  return undefined;
}
