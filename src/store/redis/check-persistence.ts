import type { Redis, RedisOptions } from 'ioredis';
import type { Logger } from 'pino';
import { StoreUnavailableError } from '../../runtime/store-unavailable-error.ts';

/** BullMQ asks for it. */
const OLDEST_VERSION = [6, 2] as const;

/** The settings of a Redis that decide what outlives its restart, as CONFIG GET names them. */
export interface PersistenceSettings {
  readonly appendonly: string;
  readonly appendfsync: string;
  readonly save: string;
  readonly maxmemory: string;
  readonly 'maxmemory-policy': string;
}

/**
 * Checks at the start whether this Redis persists its data, and logs a warning with the remedy if not. Throws
 * StoreUnavailableError when it is too old, or when the user may not ask for its version.
 */
export async function checkPersistence(redis: Redis, log: Logger): Promise<void> {
  checkVersion(await readInfo(redis));
  const settings = await readSettings(redis);
  if (settings === 'refused') {
    log.warn(
      {
        code: 'redis_settings_unknown',
        zh: '这个 Redis 不让看设置（云厂商的常这样）。请在它的控制台确认 AOF 持久化（appendonly）已打开、maxmemory-policy 是 noeviction：否则重启或内存满时会丢问题和回答。',
      },
      'This Redis does not tell its settings, as managed ones often do not. Make sure in its console that AOF persistence (appendonly) is on and that maxmemory-policy is noeviction: otherwise a restart or full memory loses questions and answers.',
    );
    return;
  }
  for (const warning of listWarnings(settings, redis.options))
    log.warn({ code: 'redis_may_lose', zh: `Redis 的设置不合适，可能丢数据。${warning}` }, warning);
}

/** The address of a Redis and how to log in. */
export type Address = Pick<
  RedisOptions,
  'host' | 'port' | 'path' | 'username' | 'password' | 'tls'
>;

/** Lists what a restart or full memory would lose, with the command that fixes it. */
export function listWarnings(settings: PersistenceSettings, address: Address): readonly string[] {
  const remedy = (setting: string) => describeRemedy(setting, address);
  const warnings: string[] = [];
  if (settings.appendonly !== 'yes')
    warnings.push(
      `Redis does not write down what it is given at once (appendonly is off). A restart of Redis would lose ${
        settings.save === ''
          ? 'everything: questions, answers and what is still to be delivered'
          : `what came since its last snapshot (save ${settings.save}), minutes of questions and answers`
      }. ${remedy('appendonly yes')}`,
    );
  else if (settings.appendfsync === 'no')
    warnings.push(
      `Redis leaves it to the system when its file reaches the disk (appendfsync no). A power cut would lose about 30 seconds. ${remedy('appendfsync everysec')}`,
    );
  if (settings['maxmemory-policy'] !== 'noeviction')
    warnings.push(
      `Redis throws data away when its memory is full (maxmemory-policy is ${settings['maxmemory-policy']}${
        settings.maxmemory === '0' ? ', without a limit yet: maxmemory is 0' : ''
      }): questions and answers could vanish without a word. ${remedy('maxmemory-policy noeviction')}`,
    );
  return warnings;
}

/** Builds the command for this Redis, without its password. */
function describeRemedy(setting: string, { host, port, path, ...access }: Address): string {
  const redisCli = [
    'redis-cli',
    path === undefined ? `-h ${host} -p ${port}` : `-s ${path}`,
    ...(access.tls ? ['--tls'] : []),
    ...(access.username ? [`--user ${access.username}`] : []),
    ...(access.password ? ['--askpass'] : []),
  ].join(' ');
  return `Type: ${redisCli} config set ${setting} && ${redisCli} config rewrite. A Redis without a config file refuses the second part: start it with --${setting}.`;
}

async function readInfo(redis: Redis): Promise<string> {
  try {
    return await redis.info('server');
  } catch (error) {
    if (error instanceof StoreUnavailableError) throw error;
    throw new StoreUnavailableError(
      'Redis does not tell its version (INFO) to the user in REDIS_URL. Give that user the rights +@all on its keys.',
      { cause: error },
    );
  }
}

function checkVersion(info: string): void {
  // Valkey and others report there which Redis they are compatible with.
  const [, version = '', major, minor] = /^redis_version:((\d+)\.(\d+)\S*)/m.exec(info) ?? [];
  const [oldestMajor, oldestMinor] = OLDEST_VERSION;
  const isOld =
    Number(major) < oldestMajor || (Number(major) === oldestMajor && Number(minor) < oldestMinor);
  if (isOld)
    throw new StoreUnavailableError(
      `Redis ${version} is too old: Kuaihui needs ${OLDEST_VERSION.join('.')} or newer. Install a newer one, or leave REDIS_URL empty to keep everything in DATA_DIR.`,
    );
}

async function readSettings(redis: Redis): Promise<PersistenceSettings | 'refused'> {
  const names = ['appendonly', 'appendfsync', 'save', 'maxmemory', 'maxmemory-policy'] as const;
  try {
    // Redis 6 accepts one name per call.
    const answers = await Promise.all(names.map((name) => redis.config('GET', name)));
    const values = Object.fromEntries(answers.map((answer) => answer as [string, string]));
    return names.every((name) => typeof values[name] === 'string')
      ? (values as unknown as PersistenceSettings)
      : 'refused';
  } catch (error) {
    if (error instanceof StoreUnavailableError) throw error;
    return 'refused';
  }
}
