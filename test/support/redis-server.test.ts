import { Redis } from 'ioredis';
import { describe, expect, it, onTestFinished } from 'vitest';
import { findRedisServer } from './find-redis-server.ts';
import {
  hasRedis,
  hasRedisServer,
  makeKeyPrefix,
  ownRedisServer,
  redisUrl,
} from './redis-server.ts';

function connect(url: string): Redis {
  const redis = new Redis(url);
  onTestFinished(() => redis.disconnect());
  return redis;
}

it('finds no redis-server where the PATH has none', () => {
  expect(findRedisServer({ PATH: '/nowhere' })).toBeUndefined();
});

describe.runIf(hasRedis)('the Redis that all tests share', () => {
  let ofLastTest = '';

  it('answers', async () => {
    expect(await connect(redisUrl()).ping()).toBe('PONG');
  });

  it('gives every caller another prefix', async () => {
    const [one, other] = [makeKeyPrefix(), makeKeyPrefix()];
    expect(one).not.toBe(other);
    ofLastTest = one;
    await connect(redisUrl()).set(`${one}:a`, '1');
  });

  it('holds nothing of a test that is over', async () => {
    expect(ofLastTest).not.toBe('');
    expect(await connect(redisUrl()).exists(`${ofLastTest}:a`)).toBe(0);
  });
});

describe.runIf(hasRedisServer)("a test's own Redis", () => {
  it.each(['gently', 'at once'] as const)('keeps its data when it is stopped %s', async (how) => {
    const server = await ownRedisServer();
    await connect(server.url).set('a', '1');
    await server.stop(how);
    await server.start();
    expect(await connect(server.url).get('a')).toBe('1');
  });

  it('comes back empty when its data was deleted', async () => {
    const server = await ownRedisServer({ password: 'p@ss' });
    await connect(server.url).set('a', '1');
    await server.stop();
    server.empty();
    await server.start();
    expect(await connect(server.url).get('a')).toBeNull();
  });
});
