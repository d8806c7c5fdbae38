import type { Redis } from 'ioredis';
import type { Logger } from 'pino';
import { StoreUnavailableError } from '../store-unavailable-error.ts';

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
 * Looks at the start whether this Redis keeps what it is given, and warns in plain words when it does not. Throws
 * StoreUnavailableError when it is too old.
 */
export async function checkPersistence(redis: Redis, log: Logger): Promise<void> {
  checkVersion(await redis.info('server'));
  const settings = await readSettings(redis);
  if (settings === 'refused') {
    log.warn(
      'This Redis does not tell its settings, as managed ones often do not. Make sure in its console that AOF persistence (appendonly) is on and that maxmemory-policy is noeviction: otherwise a restart or full memory loses questions and answers.',
    );
    return;
  }
  for (const warning of listWarnings(settings)) log.warn(warning);
}

/** What a restart or full memory would lose, and what to type. */
export function listWarnings(settings: PersistenceSettings): readonly string[] {
  const warnings: string[] = [];
  if (settings.appendonly !== 'yes')
    warnings.push(
      `Redis does not write down what it is given at once (appendonly is off). A restart of Redis would lose ${
        settings.save === ''
          ? 'everything: questions, answers and what is still to be delivered'
          : `what came since its last snapshot (save ${settings.save}), minutes of questions and answers`
      }. Type: redis-cli config set appendonly yes && redis-cli config rewrite`,
    );
  else if (settings.appendfsync === 'no')
    warnings.push(
      'Redis leaves it to the system when its file reaches the disk (appendfsync no). A power cut would lose about 30 seconds. Type: redis-cli config set appendfsync everysec && redis-cli config rewrite',
    );
  if (settings['maxmemory-policy'] !== 'noeviction')
    warnings.push(
      `Redis throws data away when its memory is full (maxmemory-policy is ${settings['maxmemory-policy']}${
        settings.maxmemory === '0' ? ', without a limit yet: maxmemory is 0' : ''
      }): questions and answers could vanish without a word. Type: redis-cli config set maxmemory-policy noeviction && redis-cli config rewrite`,
    );
  return warnings;
}

function checkVersion(info: string): void {
  // Valkey and others say there which Redis they are like.
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
    // Redis 6 takes one name at a time.
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
