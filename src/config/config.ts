import { cpus } from 'node:os';
import type { LogLevel } from '../runtime/create-log.ts';
import type { Sentence } from '../runtime/sentence.ts';
import { ConfigError } from './config-error.ts';
import { lintValues } from './lint-values.ts';
import { settingTexts } from './setting-texts.ts';
import { readTextSwitch } from './switch-words.ts';
import type { FollowerLimits } from '../inbox/follower-limits.ts';
import type { CustomerServiceMode } from '../delivery/capability.ts';
import type { DeliveryStyle } from '../delivery/policy.ts';
import type { ModelSettings } from '../models/model-settings.ts';
import { createQuotaDay } from '../inbox/quota-day.ts';
import { readModel } from './read-model.ts';
import { createEnvReader, type Environment, type EnvReader } from './env-reader.ts';
import type { RedisPlace } from '../store/store-settings.ts';
import type { MessageMode } from '../wechat/push/message-mode.ts';
import { ATTEMPTS, TEXT_LIMIT_BYTES } from '../messages/wechat-limits.ts';

/** Connections that a process keeps open where the deployer has set nothing. */
export const CONNECTIONS_BY_DEFAULT = 20_000;

/** Everything that a deployer can set; .env.example explains each setting. */
export interface Config {
  readonly host: string | undefined;
  readonly port: number;
  readonly logLevel: LogLevel;
  readonly dataDir: string;
  /** Absent when everything is kept in the data folder. */
  readonly redis: RedisPlace | undefined;
  readonly wechat: WechatConfig;
  /** Absent when no model is configured. */
  readonly llm: ModelSettings | undefined;
  readonly conversation: ConversationConfig;
  readonly delivery: DeliveryConfig;
  /** How much one follower may ask. */
  readonly limits: FollowerLimits;
  /** Where the day of the limits begins at midnight. */
  readonly quotaTimeZone: string;
  /** Absent for the handbook that comes with the package. */
  readonly knowledgeDir: string | undefined;
  readonly retentionDays: number;
  /** How many answers a process writes at the same time. */
  readonly answersAtOnce: number;
  /** How many connections a process keeps open. */
  readonly maxConnections: number;
  readonly forgetsOnUnsubscribe: boolean;
  /** Whether the simulator's page is served. */
  readonly hasSimulator: boolean;
  readonly shutdownSeconds: number;
  /** How many processes PM2 runs; anything else runs one, whatever is set. */
  readonly processes: number;
  /** Opens the metrics to other machines; absent for one that is made in the data folder. */
  readonly metricsKey: string | undefined;
  /** Whether the machine itself reads the metrics without the key although one is set. */
  readonly hasOpenMetrics: boolean;
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

interface DeliveryConfig {
  readonly style: DeliveryStyle;
  readonly customerService: CustomerServiceMode;
  readonly replyMarginMs: number;
  readonly attempts: number;
  readonly textLimitBytes: number;
  readonly owedTextMinutes: number;
}

/** It takes its room from every message of 2,048 bytes. */
const LONGEST_AI_LABEL_BYTES = 120;

/** A name, or an address of either family, with its zone. */
const HOST_FORM = /^(?:[\w-]+(?:\.[\w-]+)*\.?|[\da-f.]*:[\da-f.]*:[\da-f:.]*(?:%[\w.-]+)?)$/i;

/** Reads the environment. Throws one ConfigError that lists every problem. */
export function parseConfig(environment: Environment): Config {
  const reader = createEnvReader(environment);
  const config: Config = {
    host: reader.matching('HOST', HOST_FORM, settingTexts.host),
    port: reader.integer('PORT', { least: 0, most: 65535, byDefault: 3000 }),
    logLevel: reader.oneOf(
      'LOG_LEVEL',
      ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'],
      'info',
    ),
    dataDir: reader.text('DATA_DIR') ?? './data',
    redis: readRedis(reader),
    wechat: readWechat(reader),
    llm: readModel(reader),
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
      byDefault: CONNECTIONS_BY_DEFAULT,
    }),
    forgetsOnUnsubscribe: reader.yesNo('FORGET_ON_UNSUBSCRIBE', true),
    hasSimulator: readSimulator(reader),
    shutdownSeconds: reader.integer('SHUTDOWN_SECONDS', { least: 1, most: 600, byDefault: 15 }),
    processes: readProcesses(reader),
    metricsKey: readMetricsKey(reader),
    hasOpenMetrics: reader.yesNo('METRICS_OPEN_LOCALLY', false),
  };
  checkTogether(config, reader);
  const problems = mergeProblems(lintValues(environment, listSettings()).problems, reader.problems);
  if (problems.length > 0) throw new ConfigError(problems);
  return config;
}

/** What a value holds says more than that its form is wrong. */
function mergeProblems(
  ofValues: ReturnType<typeof lintValues>['problems'],
  ofForm: readonly Sentence[],
): readonly Sentence[] {
  const isNamed = ({ en }: Sentence) =>
    ofValues.some(({ setting }) => en.startsWith(`${setting} `));
  return [...ofValues.map(({ says }) => says), ...ofForm.filter((says) => !isNamed(says))];
}

/** Every setting that is read, for the test that compares them with .env.example. */
export function listSettings(): readonly string[] {
  const reader = createEnvReader({ OPENAI_API_KEY: 'x' });
  readRedis(reader);
  readWechat(reader);
  readModel(reader);
  readConversation(reader);
  readDelivery(reader);
  readLimits(reader);
  readTimeZone(reader);
  readSimulator(reader);
  readProcesses(reader);
  readMetricsKey(reader);
  return [
    ...['HOST', 'PORT', 'LOG_LEVEL', 'DATA_DIR', 'KNOWLEDGE_DIR', 'RETENTION_DAYS'],
    ...[
      'METRICS_OPEN_LOCALLY',
      'FORGET_ON_UNSUBSCRIBE',
      'SHUTDOWN_SECONDS',
      'MAX_ANSWERS_AT_ONCE',
      'MAX_CONNECTIONS',
    ],
    ...reader.names,
  ];
}

function readRedis(reader: EnvReader): RedisPlace | undefined {
  const url = reader.redisUrl('REDIS_URL');
  const keyPrefix = reader.matching(
    'REDIS_KEY_PREFIX',
    /^[A-Za-z0-9_.-]{1,64}$/,
    settingTexts.redisKeyPrefix,
  );
  return url === undefined ? undefined : { url, keyPrefix: keyPrefix ?? 'kuaihui' };
}

function readWechat(reader: EnvReader): WechatConfig {
  const aesKey = (name: string) =>
    reader.matching(name, /^[A-Za-z0-9]{43}$/, (value) => settingTexts.aesKey(name, value));
  return {
    token: reader.matching('WECHAT_TOKEN', /^[A-Za-z0-9]{3,32}$/, settingTexts.token),
    appId: reader.matching('WECHAT_APP_ID', /^wx[0-9A-Za-z]{16}$/, settingTexts.appId),
    appSecret: reader.matching('WECHAT_APP_SECRET', /^[0-9A-Za-z]{32}$/, settingTexts.appSecret),
    encodingAesKey: aesKey('WECHAT_ENCODING_AES_KEY'),
    previousEncodingAesKey: aesKey('WECHAT_PREVIOUS_ENCODING_AES_KEY'),
    messageMode: reader.oneOf('WECHAT_MESSAGE_MODE', ['auto', 'plain', 'compat', 'safe'], 'auto'),
    apiBaseUrl: reader.httpUrl('WECHAT_API_BASE_URL') ?? 'https://api.weixin.qq.com',
    timestampWindowSeconds: reader.integer('WECHAT_TIMESTAMP_WINDOW_SECONDS', {
      least: 0,
      most: 86_400,
      byDefault: 600,
    }),
  };
}

function readConversation(reader: EnvReader): ConversationConfig {
  const aiLabel = reader.text('AI_LABEL');
  const labelWord = aiLabel && readTextSwitch(aiLabel);
  if (aiLabel !== undefined && Buffer.byteLength(aiLabel) > LONGEST_AI_LABEL_BYTES)
    reader.problems.push(settingTexts.aiLabelTooLong(LONGEST_AI_LABEL_BYTES));
  return {
    language: reader.oneOf('FOLLOWER_LANGUAGE', ['zh', 'en'], 'zh'),
    welcomeText: reader.text('WELCOME_TEXT')?.replaceAll('\\n', '\n'),
    aiLabel: labelWord === 'off' ? '' : labelWord === 'on' ? undefined : aiLabel,
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

function readDelivery(reader: EnvReader): DeliveryConfig {
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

function readLimits(reader: EnvReader): FollowerLimits {
  const limit = (name: string, byDefault = 0) =>
    reader.integer(name, { least: 0, most: 1_000_000_000, byDefault });
  return {
    // No person types so fast; a script that plays a follower does.
    questionsPerMinute: limit('FOLLOWER_QUESTIONS_PER_MINUTE', 30),
    questionsPerDay: limit('FOLLOWER_QUESTIONS_PER_DAY'),
    tokensPerDay: limit('FOLLOWER_TOKENS_PER_DAY'),
  };
}

function readTimeZone(reader: EnvReader): string {
  const timeZone = reader.text('QUOTA_TIME_ZONE') ?? 'Asia/Shanghai';
  try {
    createQuotaDay(timeZone);
  } catch {
    reader.problems.push(settingTexts.timeZone());
  }
  return timeZone;
}

/** On its own the page exists only as long as no real account is connected. */
function readSimulator(reader: EnvReader): boolean {
  const choice = reader.oneOf('SIMULATOR', ['auto', 'on', 'off'], 'auto');
  return choice === 'auto' ? reader.text('WECHAT_TOKEN') === undefined : choice === 'on';
}

/** ecosystem.config.js reads the same setting. */
function readProcesses(reader: EnvReader): number {
  const form = /^(max|[1-9]\d?)$/;
  const value = reader.matching('KUAIHUI_PROCESSES', form, settingTexts.processes) ?? '1';
  return value === 'max' ? cpus().length : Number(value);
}

function readMetricsKey(reader: EnvReader): string | undefined {
  return reader.matching('METRICS_KEY', /^[\w.~-]{16,128}$/, settingTexts.metricsKey);
}

/** Settings that are wrong only together; one that is wrong by itself was named already and counts as set. */
function checkTogether({ wechat, conversation, delivery }: Config, reader: EnvReader): void {
  const { problems } = reader;
  const has = (name: string) => reader.text(name) !== undefined;
  if (has('WECHAT_APP_SECRET') && !has('WECHAT_APP_ID'))
    problems.push(settingTexts.secretNeedsAppId());
  if (has('WECHAT_ENCODING_AES_KEY') && !has('WECHAT_APP_ID'))
    problems.push(settingTexts.aesKeyNeedsAppId());
  if (has('WECHAT_PREVIOUS_ENCODING_AES_KEY') && !has('WECHAT_ENCODING_AES_KEY'))
    problems.push(settingTexts.previousNeedsAesKey());
  if (wechat.messageMode === 'safe' && !has('WECHAT_ENCODING_AES_KEY'))
    problems.push(settingTexts.safeNeedsAesKey());
  const ofAnAccount = ['WECHAT_APP_ID', 'WECHAT_APP_SECRET', 'WECHAT_ENCODING_AES_KEY'];
  if (!has('WECHAT_TOKEN') && ofAnAccount.some(has)) problems.push(settingTexts.tokenMissing());
  if (delivery.customerService === 'on' && !has('WECHAT_APP_SECRET'))
    problems.push(settingTexts.customerServiceNeedsSecret());
  if (conversation.systemPrompt && conversation.systemPromptFile)
    problems.push(settingTexts.twoPrompts());
  const welcomeBytes = Buffer.byteLength(conversation.welcomeText ?? '');
  if (welcomeBytes > delivery.textLimitBytes)
    problems.push(settingTexts.welcomeTooLong(welcomeBytes, delivery.textLimitBytes));
}
