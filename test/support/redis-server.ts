import { randomUUID } from 'node:crypto';
import { Redis } from 'ioredis';
import { inject, onTestFinished } from 'vitest';
import { findRedisServer } from './find-redis-server.ts';
import {
  startRedisServer,
  type RedisServer,
  type RedisServerSettings,
} from './start-redis-server.ts';

/** Whether there is a Redis for tests: `describe.runIf(hasRedis)`. The start of the run says so when there is none. */
export const hasRedis = inject('redisUrl') !== null;

/** Whether a test can have a Redis of its own, to stop and restart. */
export const hasRedisServer = findRedisServer() !== undefined;

/** Where the Redis is that all tests share. Each keeps to keys that begin with its own `makeKeyPrefix()`. */
export function redisUrl(): string {
  const url = inject('redisUrl');
  if (url === null) throw new Error('There is no Redis for tests here: ask hasRedis first');
  return url;
}

/** A key prefix that nobody else has; every key that begins with it is deleted when the test is over. */
export function makeKeyPrefix(): string {
  const prefix = `kuaihui-test-${randomUUID()}`;
  onTestFinished(() => deleteKeys(prefix));
  return prefix;
}

/** A Redis of this test's own, gone when the test is over. */
export async function ownRedisServer(settings: RedisServerSettings = {}): Promise<RedisServer> {
  const path = findRedisServer();
  if (path === undefined)
    throw new Error('There is no redis-server here: ask hasRedisServer first');
  const server = await startRedisServer(path, settings);
  onTestFinished(() => server.close());
  return server;
}

async function deleteKeys(prefix: string): Promise<void> {
  const redis = new Redis(redisUrl());
  try {
    for await (const found of redis.scanStream({ match: `${prefix}*`, count: 1000 })) {
      const keys = found as string[];
      if (keys.length > 0) await redis.unlink(keys);
    }
  } finally {
    redis.disconnect();
  }
}
