import { findRedisServer } from '../support/find-redis-server.ts';
import { startRedisServer, type RedisServer } from '../support/start-redis-server.ts';
import type { Place, StoreKind } from './story.ts';

/** A Redis that is started when it is asked for first. */
export function createOwnRedis(store: StoreKind): {
  readonly redis: Place['redis'];
  close(): Promise<void>;
} {
  let started: Promise<RedisServer> | undefined;
  return {
    redis(settings) {
      const path = store === 'redis' ? findRedisServer() : undefined;
      if (path === undefined) throw new Error('This story has no Redis');
      return (started ??= startRedisServer(path, settings));
    },
    close: async () => (await started)?.close(),
  };
}
