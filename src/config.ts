import { cpus } from 'node:os';
import type { FollowerLimits } from './conversation/follower-limits.ts';
import type { CustomerServiceMode } from './delivery/capability.ts';
import type { DeliveryStyle } from './delivery/policy.ts';
import { KuaihuiError } from './errors.ts';
import { isLocalAddress } from './llm/is-local-address.ts';
import type { LlmSettings } from './llm/llm-settings.ts';
import { createQuotaDay } from './quota-day.ts';
import { readModelAddress, readModelName, readProxy } from './read-model-address.ts';
import { createSettingReader, type Environment, type SettingReader } from './setting-reader.ts';
import type { MessageMode } from './wechat/codec.ts';
import { ATTEMPTS, TEXT_LIMIT_BYTES } from './wechat/limits.ts';

/** Everything that a deployer can set; .env.example explains each setting. */
export interface Config {
  readonly host: string | undefined;
  readonly port: number;
  readonly logLevel: 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal' | 'silent';
  readonly dataDir: string;
  /** Absent when everything is kept in the data folder. */
  readonly redis: RedisConfig | undefined;
  readonly wechat: WechatConfig;
  /** Absent when no model is configured. */
  readonly llm: LlmSettings | undefined;
  readonly conversation: ConversationConfig;
  readonly delivery: DeliveryConfig;
  /** How much one follower may ask. */
  readonly limits: FollowerLimits;
  /** Where the day of the limits begins at midnight. */
  readonly quotaTimeZone: string;
  /** Absent for the handbook that comes with the package. */
  readonly knowledgeDir: string | undefined;
  readonly retentionDays: number;
  /** How many answers a process writes at once. */
  readonly answersAtOnce: number;
  /** How many connections a process keeps open at once. */
  readonly maxConnections: number;
  readonly forgetsOnUnsubscribe: boolean;
  /** Whether the simulator's page is served. */
  readonly hasSimulator: boolean;
  readonly shutdownSeconds: number;
  /** How many processes PM2 runs; anything else runs one, whatever is set. */
  readonly processes: number;
  /** Lets somebody read the metrics from elsewhere; absent for one that is made in the data folder. */
  readonly metricsKey: string | undefined;
}

export interface RedisConfig {
  /** May hold a password. */
  readonly url: string;
  /** Begins every key, so that several bots can share one Redis. */
  readonly keyPrefix: string;
}

export interface WechatConfig {
  /** Absent when no real account is connected. */
  readonly token: string | undefined;
  readonly appId: string | undefined;
  readonly appSecret: string | undefined;
  readonly encodingAesKey: string | undefined;
  readonly previousEncodingAesKey: string | undefined;
  readonly messageMode: MessageMode;
  readonly apiBaseUrl: string;
  readonly timestampWindowSeconds: number;
}

export interface ConversationConfig {
  readonly language: 'zh' | 'en';
  readonly welcomeText: string | undefined;
  /** Empty when it is switched off; absent for the language's own. */
  readonly aiLabel: string | undefined;
  readonly systemPrompt: string | undefined;
  readonly systemPromptFile: string | undefined;
  readonly historyTokens: number;
  readonly lifetimeMinutes: number;
  readonly burstWindowMs: number;
}

export interface DeliveryConfig {
  readonly style: DeliveryStyle;
  readonly customerService: CustomerServiceMode;
  readonly replyMarginMs: number;
  readonly attempts: number;
  readonly textLimitBytes: number;
  readonly owedTextMinutes: number;
}

/** The settings cannot be used; the message lists every problem with its remedy. */
export class ConfigError extends KuaihuiError {
  override readonly name = 'ConfigError';
  readonly code = 'config_invalid';
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(
      ['Some settings cannot be used. Mend them in .env or the environment, then start again:']
        .concat(problems)
        .join('\n  - '),
    );
    this.problems = problems;
  }
}

/** It takes its room from every message of 2,048 bytes. */
const LONGEST_AI_LABEL_BYTES = 120;

const DEFAULT_TOTAL_SECONDS = 300;

const AES_KEY_REMEDY =
  'must be the 43 letters and digits that WeChat shows as EncodingAESKey; copy it whole.';

/** Reads the environment. Throws one ConfigError that lists every problem. */
export function parseConfig(environment: Environment): Config {
  const reader = createSettingReader(environment);
  const config: Config = {
    host: reader.text('HOST'),
    port: reader.integer('PORT', { least: 0, most: 65535, byDefault: 3000 }),
    logLevel: reader.oneOf(
      'LOG_LEVEL',
      ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'],
      'info',
    ),
    dataDir: reader.text('DATA_DIR') ?? './data',
    redis: readRedis(reader),
    wechat: readWechat(reader),
    llm: readLlm(reader),
    conversation: readConversation(reader),
    delivery: readDelivery(reader),
    limits: readLimits(reader),
    quotaTimeZone: readTimeZone(reader),
    knowledgeDir: reader.text('KNOWLEDGE_DIR'),
    retentionDays: reader.integer('RETENTION_DAYS', { least: 1, most: 3650, byDefault: 30 }),
    answersAtOnce: reader.integer('MAX_ANSWERS_AT_ONCE', {
      least: 1,
      most: 100_000,
      byDefault: 1000,
    }),
    maxConnections: reader.integer('MAX_CONNECTIONS', {
      least: 10,
      most: 1_000_000,
      byDefault: 20_000,
    }),
    forgetsOnUnsubscribe: reader.yesNo('FORGET_ON_UNSUBSCRIBE', true),
    hasSimulator: readSimulator(reader),
    shutdownSeconds: reader.integer('SHUTDOWN_SECONDS', { least: 1, most: 600, byDefault: 15 }),
    processes: readProcesses(reader),
    metricsKey: readMetricsKey(reader),
  };
  checkTogether(config, reader);
  if (reader.problems.length > 0) throw new ConfigError(reader.problems);
  return config;
}

/** Every setting that is read, for the test that compares them with .env.example. */
export function listSettings(): readonly string[] {
  const reader = createSettingReader({ OPENAI_API_KEY: 'x' });
  readRedis(reader);
  readWechat(reader);
  readLlm(reader);
  readConversation(reader);
  readDelivery(reader);
  readLimits(reader);
  readTimeZone(reader);
  readSimulator(reader);
  readProcesses(reader);
  readMetricsKey(reader);
  return [
    ...['HOST', 'PORT', 'LOG_LEVEL', 'DATA_DIR', 'KNOWLEDGE_DIR', 'RETENTION_DAYS'],
    ...['FORGET_ON_UNSUBSCRIBE', 'SHUTDOWN_SECONDS', 'MAX_ANSWERS_AT_ONCE', 'MAX_CONNECTIONS'],
    ...reader.names,
  ];
}

function readRedis(reader: SettingReader): RedisConfig | undefined {
  const url = reader.redisUrl('REDIS_URL');
  const keyPrefix = reader.matching(
    'REDIS_KEY_PREFIX',
    /^[A-Za-z0-9_.-]{1,64}$/,
    'must be 1 to 64 letters, digits, dots, dashes and underscores.',
  );
  return url === undefined ? undefined : { url, keyPrefix: keyPrefix ?? 'kuaihui' };
}

function readWechat(reader: SettingReader): WechatConfig {
  return {
    token: reader.matching(
      'WECHAT_TOKEN',
      /^[A-Za-z0-9]{3,32}$/,
      'must be 3 to 32 letters and digits, the same as in the WeChat backend.',
    ),
    appId: reader.matching(
      'WECHAT_APP_ID',
      /^wx[0-9A-Za-z]{6,32}$/,
      'must be the AppID of the account: it begins with wx. (gh_… is the original id, which is not needed.)',
    ),
    appSecret: reader.matching(
      'WECHAT_APP_SECRET',
      /^[0-9A-Za-z]{16,64}$/,
      'must be the AppSecret as WeChat shows it: letters and digits only.',
    ),
    encodingAesKey: reader.matching('WECHAT_ENCODING_AES_KEY', /^[A-Za-z0-9]{43}$/, AES_KEY_REMEDY),
    previousEncodingAesKey: reader.matching(
      'WECHAT_PREVIOUS_ENCODING_AES_KEY',
      /^[A-Za-z0-9]{43}$/,
      AES_KEY_REMEDY,
    ),
    messageMode: reader.oneOf('WECHAT_MESSAGE_MODE', ['auto', 'plain', 'compat', 'safe'], 'auto'),
    apiBaseUrl: reader.httpUrl('WECHAT_API_BASE_URL') ?? 'https://api.weixin.qq.com',
    timestampWindowSeconds: reader.integer('WECHAT_TIMESTAMP_WINDOW_SECONDS', {
      least: 0,
      most: 86_400,
      byDefault: 600,
    }),
  };
}

/** A base URL without a key counts as configured: local servers such as Ollama want none. */
function readLlm(reader: SettingReader): LlmSettings | undefined {
  const seconds = (name: string, byDefault: number) =>
    reader.integer(name, { least: 1, most: 3600, byDefault }) * 1000;
  const apiKey = reader.matching(
    'OPENAI_API_KEY',
    /^[\x21-\x7e]+$/,
    'holds a space or a character that no key has. Copy the key itself, without quotation marks or words around it.',
  );
  const { baseUrl, notes } = readModelAddress(reader);
  const proxy = readProxy(reader, baseUrl);
  const model = readModelName(reader);
  const temperature = reader.number('OPENAI_TEMPERATURE', { least: 0, most: 2 });
  const topP = reader.number('OPENAI_TOP_P', { least: 0, most: 1 });
  const maxTokens = reader.number('OPENAI_MAX_TOKENS', { least: 1, most: 1_000_000 });
  const reasoningEffort = reader.text('OPENAI_REASONING_EFFORT');
  const extraBody = reader.json('OPENAI_EXTRA_BODY');
  const atOnce = reader.integer('OPENAI_MAX_CONCURRENCY', {
    least: 0,
    most: 100_000,
    byDefault: 0,
  });
  const common = {
    maxTokensField: reader.oneOf(
      'OPENAI_MAX_TOKENS_FIELD',
      ['max_tokens', 'max_completion_tokens'],
      'max_tokens',
    ),
    // Hanging up on a server of one's own makes it give up loading the model.
    firstEventTimeoutMs: seconds(
      'OPENAI_FIRST_TOKEN_SECONDS',
      isLocalAddress(baseUrl) ? DEFAULT_TOTAL_SECONDS : 60,
    ),
    idleTimeoutMs: seconds('OPENAI_IDLE_SECONDS', 30),
    totalTimeoutMs: seconds('OPENAI_TOTAL_SECONDS', DEFAULT_TOTAL_SECONDS),
    untaggedThinking: reader.oneOf('OPENAI_UNTAGGED_THINKING', ['auto', 'on', 'off'], 'auto'),
    maxRetries: reader.integer('OPENAI_MAX_RETRIES', { least: 0, most: 10, byDefault: 2 }),
  };

  if (maxTokens !== undefined && !Number.isInteger(maxTokens))
    reader.problems.push('OPENAI_MAX_TOKENS must be a whole number.');
  if (apiKey === undefined && baseUrl === undefined) {
    if (
      model !== undefined &&
      !isSet(reader, 'OPENAI_API_KEY') &&
      !isSet(reader, 'OPENAI_BASE_URL')
    )
      reader.problems.push(
        'OPENAI_MODEL is set without a provider. Set OPENAI_API_KEY, or OPENAI_BASE_URL for a server that wants no key.',
      );
    return undefined;
  }
  if (model === undefined)
    reader.problems.push(
      "OPENAI_MODEL is missing. Name the model that the provider should use, such as deepseek-v4-flash or qwen3.7-plus. Names age: the list is on the vendor's page.",
    );
  return {
    ...common,
    model: model ?? '',
    ...(apiKey !== undefined && { apiKey }),
    ...(baseUrl !== undefined && { baseUrl }),
    ...(temperature !== undefined && { temperature }),
    ...(topP !== undefined && { topP }),
    ...(maxTokens !== undefined && { maxTokens }),
    ...(reasoningEffort !== undefined && { reasoningEffort }),
    ...(extraBody !== undefined && { extraBody }),
    ...(atOnce > 0 && { atOnce }),
    ...(proxy !== undefined && { proxy }),
    ...(notes.length > 0 && { notes }),
  };
}

function readConversation(reader: SettingReader): ConversationConfig {
  const aiLabel = reader.text('AI_LABEL');
  if (aiLabel !== undefined && Buffer.byteLength(aiLabel) > LONGEST_AI_LABEL_BYTES)
    reader.problems.push(
      `AI_LABEL is too long: it stands in every answer, so at most ${LONGEST_AI_LABEL_BYTES} bytes (about 40 Chinese characters).`,
    );
  return {
    language: reader.oneOf('FOLLOWER_LANGUAGE', ['zh', 'en'], 'zh'),
    welcomeText: reader.text('WELCOME_TEXT')?.replaceAll('\\n', '\n'),
    aiLabel: aiLabel?.toLowerCase() === 'off' ? '' : aiLabel,
    systemPrompt: reader.text('SYSTEM_PROMPT')?.replaceAll('\\n', '\n'),
    systemPromptFile: reader.text('SYSTEM_PROMPT_FILE'),
    historyTokens: reader.integer('HISTORY_TOKENS', {
      least: 0,
      most: 1_000_000,
      byDefault: 4000,
    }),
    lifetimeMinutes: reader.integer('CONVERSATION_TTL_MINUTES', {
      least: 1,
      most: 525_600,
      byDefault: 720,
    }),
    burstWindowMs: reader.integer('BURST_WINDOW_MS', { least: 0, most: 4000, byDefault: 0 }),
  };
}

function readDelivery(reader: SettingReader): DeliveryConfig {
  return {
    style: reader.oneOf('DELIVERY_STYLE', ['early', 'whole'], 'early'),
    customerService: reader.oneOf('CUSTOMER_SERVICE', ['auto', 'on', 'off'], 'auto'),
    replyMarginMs: reader.integer('REPLY_MARGIN_MS', { least: 100, most: 4000, byDefault: 500 }),
    attempts: reader.integer('WECHAT_ATTEMPTS', { least: 1, most: 4, byDefault: ATTEMPTS }),
    textLimitBytes: reader.integer('WECHAT_TEXT_LIMIT_BYTES', {
      least: 600,
      most: 20_000,
      byDefault: TEXT_LIMIT_BYTES,
    }),
    owedTextMinutes: reader.integer('OWED_TEXT_MINUTES', { least: 1, most: 2880, byDefault: 60 }),
  };
}

function readLimits(reader: SettingReader): FollowerLimits {
  const limit = (name: string) =>
    reader.integer(name, { least: 0, most: 1_000_000_000, byDefault: 0 });
  return {
    questionsPerMinute: limit('FOLLOWER_QUESTIONS_PER_MINUTE'),
    questionsPerDay: limit('FOLLOWER_QUESTIONS_PER_DAY'),
    tokensPerDay: limit('FOLLOWER_TOKENS_PER_DAY'),
  };
}

function readTimeZone(reader: SettingReader): string {
  const timeZone = reader.text('QUOTA_TIME_ZONE') ?? 'Asia/Shanghai';
  try {
    createQuotaDay(timeZone);
  } catch {
    reader.problems.push('QUOTA_TIME_ZONE must be the name of a time zone, such as Asia/Shanghai.');
  }
  return timeZone;
}

/** On its own the page exists only as long as no real account is connected. */
function readSimulator(reader: SettingReader): boolean {
  const choice = reader.oneOf('SIMULATOR', ['auto', 'on', 'off'], 'auto');
  return choice === 'auto' ? reader.text('WECHAT_TOKEN') === undefined : choice === 'on';
}

/** ecosystem.config.js reads the same setting. */
function readProcesses(reader: SettingReader): number {
  const remedy = 'must be a number from 1 to 99, or max for one process on each core.';
  const value = reader.matching('KUAIHUI_PROCESSES', /^(max|[1-9]\d?)$/, remedy) ?? '1';
  return value === 'max' ? cpus().length : Number(value);
}

function readMetricsKey(reader: SettingReader): string | undefined {
  return reader.matching(
    'METRICS_KEY',
    /^[\w.~-]{16,128}$/,
    'must be 16 to 128 letters, digits, and - _ . ~ in any order: whoever has it can read the metrics.',
  );
}

/** Settings that are wrong only together; one that is wrong by itself was named already and counts as set. */
function checkTogether({ wechat, conversation, delivery }: Config, reader: SettingReader): void {
  const { problems } = reader;
  const has = (name: string) => isSet(reader, name);
  if (has('WECHAT_APP_SECRET') && !has('WECHAT_APP_ID'))
    problems.push('WECHAT_APP_SECRET needs WECHAT_APP_ID: both stand on the same page of WeChat.');
  if (has('WECHAT_ENCODING_AES_KEY') && !has('WECHAT_APP_ID'))
    problems.push('WECHAT_ENCODING_AES_KEY needs WECHAT_APP_ID, which is checked in each message.');
  if (has('WECHAT_PREVIOUS_ENCODING_AES_KEY') && !has('WECHAT_ENCODING_AES_KEY'))
    problems.push(
      'WECHAT_PREVIOUS_ENCODING_AES_KEY needs WECHAT_ENCODING_AES_KEY: the newer of the two keys.',
    );
  if (wechat.messageMode === 'safe' && !has('WECHAT_ENCODING_AES_KEY'))
    problems.push('WECHAT_MESSAGE_MODE=safe needs WECHAT_ENCODING_AES_KEY.');
  const ofAnAccount = ['WECHAT_APP_ID', 'WECHAT_APP_SECRET', 'WECHAT_ENCODING_AES_KEY'];
  if (!has('WECHAT_TOKEN') && ofAnAccount.some(has))
    problems.push(
      'WECHAT_TOKEN is missing: choose 3 to 32 letters and digits, and type the same into the WeChat backend.',
    );
  if (delivery.customerService === 'on' && !has('WECHAT_APP_SECRET'))
    problems.push('CUSTOMER_SERVICE=on needs WECHAT_APP_ID and WECHAT_APP_SECRET.');
  if (conversation.systemPrompt && conversation.systemPromptFile)
    problems.push('Set SYSTEM_PROMPT or SYSTEM_PROMPT_FILE, not both.');
  const welcomeBytes = Buffer.byteLength(conversation.welcomeText ?? '');
  if (welcomeBytes > delivery.textLimitBytes)
    problems.push(
      `WELCOME_TEXT is too long: it has ${welcomeBytes} bytes, and one message of WeChat holds at most ${delivery.textLimitBytes} (WECHAT_TEXT_LIMIT_BYTES; a Chinese character takes 3).`,
    );
}

function isSet(reader: SettingReader, name: string): boolean {
  return reader.text(name) !== undefined;
}
