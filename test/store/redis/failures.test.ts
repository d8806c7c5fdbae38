import { Redis } from 'ioredis';
import { pino } from 'pino';
import { describe, onTestFinished } from 'vitest';
import { systemClock } from '../../../src/runtime/clock.ts';
import { newId } from '../../../src/runtime/new-id.ts';
import { connectRedis } from '../../../src/store/redis/connect-redis.ts';
import { openRedisStore } from '../../../src/store/redis/open-redis-store.ts';
import { hasRedis, makeKeyPrefix, redisUrl } from '../../support/redis-server.ts';
import { recordEvents } from '../../support/recorded-events.ts';
import { describeFailures, REGISTERED, type BreakableStore } from '../failures.contract.ts';
import { defaultSettings } from '../store-world.ts';

async function open(): Promise<BreakableStore> {
  const { events, told } = recordEvents();
  const log = pino({ level: 'silent' });
  const connected: Redis[] = [];
  const store = await openRedisStore(
    { ...defaultSettings, collections: REGISTERED, url: redisUrl(), keyPrefix: makeKeyPrefix() },
    {
      ...{ clock: systemClock, newId, log, events, version: '0.2.0' },
      async connect(deps) {
        const connections = await connectRedis(deps);
        connected.push(connections.redis);
        return connections;
      },
    },
  );
  onTestFinished(() => store.close());
  return {
    store,
    told,
    breakDown() {
      for (const redis of connected) redis.disconnect();
    },
  };
}

describe.runIf(hasRedis)('Redis that fails', () => describeFailures(open));
