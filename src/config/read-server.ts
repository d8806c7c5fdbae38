import type { RedisPlace } from '../store/store-settings.ts';
import type { ServerConfig } from './config.ts';
import type { EnvReader } from './env-reader.ts';
import { readSingleModel } from './read-models.ts';
import { settingTexts } from './setting-texts.ts';

type Place = Pick<
  ServerConfig,
  'host' | 'port' | 'logLevel' | 'dataDir' | 'redis' | 'secret' | 'previousSecret'
>;

/** Reads where the server listens and where its data is. */
export function readPlace(reader: EnvReader): Place {
  const { read } = reader;
  if (reader.isSet('KUAIHUI_PREVIOUS_SECRET') && !reader.isSet('KUAIHUI_SECRET'))
    reader.refuse('KUAIHUI_PREVIOUS_SECRET', settingTexts.previousNeedsSecret());
  return {
    host: read('HOST'),
    port: read('PORT'),
    logLevel: read('LOG_LEVEL'),
    dataDir: read('DATA_DIR'),
    redis: readRedis(reader),
    secret: read('KUAIHUI_SECRET'),
    previousSecret: read('KUAIHUI_PREVIOUS_SECRET'),
  };
}

/** Reads how much the server takes on, and what it shows. */
export function readOperation(reader: EnvReader): Omit<ServerConfig, keyof Place> {
  const { read } = reader;
  return {
    retentionDays: read('RETENTION_DAYS'),
    answersAtOnce: read('MAX_ANSWERS_AT_ONCE'),
    maxConnections: read('MAX_CONNECTIONS'),
    hasSimulator: readSimulator(reader),
    console: {
      isOn: read('CONSOLE'),
      port: read('CONSOLE_PORT'),
      isInsecureAllowed: read('CONSOLE_INSECURE'),
    },
    publicUrl: read('PUBLIC_URL'),
    traceDays: read('TRACE_DAYS'),
    pricesFile: read('PRICES_FILE'),
    embeddingModel: readSingleModel(reader, 'EMBEDDING_MODEL'),
    synonymsFile: read('SYNONYMS_FILE'),
    shutdownSeconds: read('SHUTDOWN_SECONDS'),
    // ecosystem.config.js reads the same setting.
    processes: read('KUAIHUI_PROCESSES'),
    metricsKey: read('METRICS_KEY'),
    hasOpenMetrics: read('METRICS_OPEN_LOCALLY'),
    mcpConfig: read('MCP_CONFIG'),
    fetchProxy: read('FETCH_PROXY'),
    alertWebhook: readAlertWebhook(reader),
  };
}

function readRedis({ read }: EnvReader): RedisPlace | undefined {
  const url = read('REDIS_URL');
  const keyPrefix = read('REDIS_KEY_PREFIX');
  return url === undefined ? undefined : { url, keyPrefix };
}

function readAlertWebhook({ read }: EnvReader): ServerConfig['alertWebhook'] {
  const url = read('ALERT_WEBHOOK_URL');
  const secret = read('ALERT_WEBHOOK_SECRET');
  return url === undefined ? undefined : { url, secret };
}

/** Decides whether the page is served. By default it is, as long as the environment connects no real account. */
function readSimulator({ read, isSet }: EnvReader): boolean {
  const choice = read('SIMULATOR');
  return choice === 'auto' ? !isSet('WECHAT_TOKEN') : choice === 'on';
}
