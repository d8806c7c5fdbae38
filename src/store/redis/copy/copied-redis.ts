import type { Logger } from 'pino';
import { BackupError } from '../../../backup/backup-error.ts';
import { backupTexts } from '../../../backup/backup-texts.ts';
import type { CopiedStore, StoredState } from '../../../backup/ports.ts';
import type { Clock } from '../../../runtime/clock.ts';
import { LAST_VERSION } from '../../last-version.ts';
import { openRowFile } from '../../sqlite/row-file.ts';
import type { RedisPlace, StoreSettings } from '../../store-settings.ts';
import { connectRedis } from '../connect-redis.ts';
import { LUA_NUMBERS } from '../lua-numbers.ts';
import { createScripts } from '../scripts.ts';
import { countKeys, walkKeys } from './count-keys.ts';
import { fillRedis, sendAll } from './fill-redis.ts';
import { readRedis } from './read-redis.ts';

interface CopiedRedisDeps {
  readonly settings: Omit<StoreSettings, 'role'>;
  readonly clock: Clock;
  readonly newId: () => string;
  readonly log: Logger;
}

/** A script over a follower with very many messages may take as long as this beside others. */
const COMMAND_TIMEOUT_MS = 30_000;

/** Opens Redis, as it is copied and filled. Throws StoreUnavailableError. */
export async function openCopiedRedis(
  { url, keyPrefix: prefix }: RedisPlace,
  { settings, clock, newId, log }: CopiedRedisDeps,
): Promise<CopiedStore> {
  const connections = await connectRedis({
    ...{ url, log, clock },
    commandTimeoutMs: COMMAND_TIMEOUT_MS,
  });
  const { redis } = connections;
  const { retentionMs, tracesKeptMs, collections } = settings;
  const scripts = createScripts({
    ...{ redis, prefix, clock, retentionMs },
    ...{ processId: '', redisNow: undefined, epoch: () => '' },
    onEmptied: () => Promise.resolve(),
  });
  const listProcesses = scripts.defineForRecovery('list-processes', []);
  const epoch = `${prefix}:epoch`;
  /** Set while a copy is written, so that half a copy is known. */
  const unfinished = `${prefix}:unfinished-copy`;

  const look = async (): Promise<StoredState> => {
    if ((await redis.exists(epoch)) === 0)
      return { isEmpty: !(await holdsOther()), version: undefined, living: [] };
    const processes = (await listProcesses({})) as [string, string | null][];
    return { isEmpty: false, version: await readVersion(), living: processes.map(toProcess) };
  };
  /** Whether there are keys, though no server has begun data here; those of half a copy do not count. */
  const holdsOther = async () => {
    if ((await redis.exists(unfinished)) === 1) return false;
    for await (const keys of walkKeys(redis, prefix)) if (keys.length > 0) return true;
    return false;
  };
  const deleteHalfCopy = async () => {
    for await (const keys of walkKeys(redis, prefix)) {
      const others = keys.filter((key) => key !== unfinished);
      if (others.length > 0) await redis.unlink(...others);
    }
  };
  const readVersion = async () => {
    if ((await redis.type(epoch)) === 'string') return LAST_VERSION.withoutCollections;
    const stored = await redis.hget(
      `${prefix}:records:${LAST_VERSION.collection.name}`,
      LAST_VERSION.key,
    );
    const json = stored === null ? undefined : /^\d+ \d* ([^]*)$/.exec(stored)?.[1];
    return json === undefined
      ? LAST_VERSION.withoutRecord
      : (JSON.parse(json) as { version: string }).version;
  };

  return {
    ...{ consistency: 'each follower', isInFolder: false, look },
    async copyTo(path, onProgress) {
      if ((await redis.type(epoch)) === 'string')
        throw new BackupError(backupTexts.olderData(LAST_VERSION.withoutCollections));
      const file = openRowFile(path);
      try {
        await readRedis(file, { redis, prefix, scripts, onProgress });
      } finally {
        file.close();
      }
    },
    async fillFrom(path, onProgress) {
      if ((await redis.exists(unfinished)) === 1) await deleteHalfCopy();
      await redis.set(unfinished, '1');
      const file = openRowFile(path);
      try {
        await fillRedis(file, {
          ...{ redis, prefix, onProgress },
          times: { now: clock.now(), retentionMs, tracesKeptMs },
          aboutFollowers: new Set(
            collections.filter(({ about }) => about === 'follower').map(({ name }) => name),
          ),
        });
      } finally {
        file.close();
      }
      // Last, because a server works only with data that have it, or begins data of its own.
      await sendAll(redis, [
        ['HSET', epoch, 'mark', newId(), 'schema', LUA_NUMBERS.REDIS_SCHEMA],
        ['DEL', unfinished],
      ]);
    },
    count: () => countKeys(redis, prefix),
    close: () => connections.close(),
  };
}

function toProcess([, details]: readonly [string, string | null]): StoredState['living'][number] {
  if (details === null) return { host: '', pid: 0 };
  const { host, pid } = JSON.parse(details) as StoredState['living'][number];
  return { host, pid };
}
