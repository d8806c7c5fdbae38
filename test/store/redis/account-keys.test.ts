import { Redis } from 'ioredis';
import { describe, expect, it, onTestFinished } from 'vitest';
import { sortAccountKeys, toAccountPattern } from '../../../src/store/redis/account-keys.ts';
import { nameOf } from '../../../src/store/redis/keys.ts';
import { hasRedis, redisUrl } from '../../support/redis-server.ts';
import {
  accept,
  ask,
  askAndAnswer,
  asks,
  DAY_MS,
  follower,
  give,
  replies,
  slice,
} from '../store-world.ts';
import { createRedisWorld } from './redis-world.ts';

describe('the keys of one account', () => {
  it('are told from those in which its name is part of something else', () => {
    const keys = [
      ...['p:follower:a:o', 'p:usage:a:o', 'p:message:a:o:1', 'p:push:a:1:n:s'],
      ...['p:follower:b:a:x', 'p:message:b:o:a:1', 'p:work:a:b', 'p:changes:a:o'],
    ];
    expect(sortAccountKeys(keys, { prefix: 'p', account: 'a' })).toEqual({
      followers: ['a:o'],
      others: ['p:message:a:o:1', 'p:push:a:1:n:s'],
    });
  });

  it('are looked for with no sign of the names read as a pattern', () => {
    expect(toAccountPattern('p*[?]', 'a*')).toBe('p\\*\\[\\?\\]:*:a\\*:*');
  });
});

describe.runIf(hasRedis)('an account that is deleted from Redis', () => {
  it('leaves no key that names it or a turn of it, and no due item', async () => {
    const world = createRedisWorld({ quotaDay: () => '2026-11-30' });
    const redis = new Redis(redisUrl());
    onTestFinished(() => redis.disconnect());
    const store = await world.open();
    const begun = await redis.keys(`${world.prefix}:*`);
    const given = await askAndAnswer(store, '1', '一。');
    await give(store, '1', [slice(given, 0, 2)]);
    await askAndAnswer(store, '2', '二。');
    await ask(store, '3');
    await accept(store, '4', asks('waits'));
    await accept(store, '5', replies('好。'));
    const signed = { account: follower.account, timestamp: 1, nonce: 'n', signature: 's' };
    await store.inbox.noteSignature(signed, store.arrivalSettings.pushMemoryMs);
    await store.deliveries.claimCourier(follower);
    await store.capability.learn(follower.account, { typing: 'no' }, DAY_MS);
    await store.accessTokens(follower.account).write('token', DAY_MS);

    while ((await store.accountData.deleteSome(follower.account, 10)).left === 'more');
    const left = (await redis.keys(`${world.prefix}:*`)).filter((key) => !begun.includes(key));
    // That a turn is gone while it was written is known for an hour.
    expect(left.filter((key) => !key.startsWith(`${world.prefix}:gone:`))).toEqual([]);
    expect(await redis.zrange(`${world.prefix}:due`, '0', '-1')).toEqual([]);
    const kept = await redis.smembers(`${world.prefix}:kept:${store.processes.me}`);
    expect(kept).not.toContain(`f${nameOf(follower)}`);
    expect(kept).toEqual([]);
  });
});
