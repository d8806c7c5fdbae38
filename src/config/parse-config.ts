import { cpus } from 'node:os';
import { createQuotaDay } from '../inbox/quota-day.ts';
import type { FollowerLimits } from '../inbox/follower-limits.ts';
import { ATTEMPTS, TEXT_LIMIT_BYTES } from '../messages/wechat-limits.ts';
import type { Sentence } from '../runtime/sentence.ts';
import type { RedisPlace } from '../store/store-settings.ts';
import { checkTogether } from './check-together.ts';
import { CONNECTIONS_BY_DEFAULT, type Config, type DeliveryConfig } from './config.ts';
import { ConfigError } from './config-error.ts';
import { createEnvReader, type Environment, type EnvReader } from './env-reader.ts';
import { lintValues, type ValueLint } from './lint-values.ts';
import { readConversation } from './read-conversation.ts';
import { readModel } from './read-model.ts';
import { readWechat } from './read-wechat.ts';
import { settingTexts } from './setting-texts.ts';

/** A name, or an address of either family, with its zone. */
const HOST_FORM = /^(?:[\w-]+(?:\.[\w-]+)*\.?|[\da-f.]*:[\da-f.]*:[\da-f:.]*(?:%[\w.-]+)?)$/i;

/** Reads the environment. Throws one ConfigError that lists every problem. */
export function parseConfig(environment: Environment): Config {
  const reader = createEnvReader(environment);
  const settings = readSettings(reader);
  checkTogether(settings, reader);
  const ofValues = lintValues(environment, reader.names);
  const problems = mergeProblems(ofValues.problems, reader.problems);
  if (problems.length > 0) throw new ConfigError(problems);
  return { ...settings, notes: [...ofValues.notes, ...reader.notes] };
}

/** Lists every setting that is read, in the order of reading. */
export function listSettings(): readonly string[] {
  const reader = createEnvReader({});
  readSettings(reader);
  return reader.names;
}

function readSettings(reader: EnvReader): Omit<Config, 'notes'> {
  return {
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
    metricsKey: reader.matching('METRICS_KEY', /^[\w.~-]{16,128}$/, settingTexts.metricsKey),
    hasOpenMetrics: reader.yesNo('METRICS_OPEN_LOCALLY', false),
  };
}

/** Drops a problem of form if the check of values has said more about the same setting. */
function mergeProblems(
  ofValues: ValueLint['problems'],
  ofForm: EnvReader['problems'],
): readonly Sentence[] {
  const isNamed = (setting: string | undefined) =>
    ofValues.some((problem) => problem.setting === setting);
  return [...ofValues, ...ofForm.filter(({ setting }) => !isNamed(setting))].map(
    ({ says }) => says,
  );
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
    // No person types this fast, but a script that plays a follower does.
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
    reader.refuse('QUOTA_TIME_ZONE', settingTexts.timeZone());
  }
  return timeZone;
}

/** Decides whether the page is served. By default it is, as long as no real account is connected. */
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
