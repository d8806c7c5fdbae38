import type { Clock } from '../../runtime/clock.ts';
import type { Sentence } from '../../runtime/sentence.ts';
import { StoreUnavailableError } from '../../runtime/store-unavailable-error.ts';
import { LAST_VERSION } from '../last-version.ts';
import { refuseNewerData } from '../newer-data.ts';
import { waitForOlderProcesses } from '../wait-for-older-processes.ts';
import { LUA_NUMBERS } from './lua-numbers.ts';
import type { Scripts } from './scripts.ts';

interface BeginDataDeps {
  readonly scripts: Scripts;
  readonly newId: () => string;
  readonly clock: Clock;
  /** The version of Kuaihui. */
  readonly version: string;
}

/**
 * Makes sure that Redis holds data of this version before anything else is done: data of 0.1 becomes such. Throws
 * OlderProcessError while a process of 0.1 lives, and StoreUnavailableError for data of a newer version or half a copy.
 */
export async function beginData({ scripts, newId, clock, version }: BeginDataDeps): Promise<void> {
  const begin = scripts.defineForRecovery('begin-data', ['mark', 'versions', 'key']);
  const { collection, key, withoutRecord } = LAST_VERSION;
  let schema = '';
  let theirs: string = withoutRecord;
  await waitForOlderProcesses(async () => {
    const [found, record] = (await begin({ mark: newId(), versions: collection.name, key })) as [
      schema: string,
      record?: readonly [key: string, version: string, life: string, value: string] | null,
    ];
    schema = found;
    if (record) theirs = (JSON.parse(record[3]) as { version: string }).version;
    return schema === 'older' ? {} : undefined;
  }, clock);
  if (schema === 'unfinished') throw new StoreUnavailableError(unfinishedCopy());
  if (Number(schema) > LUA_NUMBERS.REDIS_SCHEMA)
    throw refuseNewerData(
      { en: 'The data in Redis', zh: 'Redis 里的数据' },
      { en: 'set REDIS_KEY_PREFIX to another word.', zh: '把 REDIS_KEY_PREFIX 换成别的词。' },
      {
        ...{ theirs, theirSchema: Number(schema) },
        ...{ ours: version, ourSchema: LUA_NUMBERS.REDIS_SCHEMA },
      },
    );
}

function unfinishedCopy(): Sentence {
  return {
    en: 'A migration or a restore into Redis broke off, so the data there are not complete. Nothing was changed. Run it again, or set REDIS_KEY_PREFIX to another word.',
    zh: '迁移或恢复到 Redis 时中断了，那里的数据不完整。没有改动任何东西。请再运行一次，或把 REDIS_KEY_PREFIX 换成别的词。',
  };
}
