import { Redis } from 'ioredis';
import { describe, expect, it, onTestFinished } from 'vitest';
import { nameOf, toFollower } from '../../../src/store/redis/keys.ts';
import { hasRedis, redisUrl } from '../../support/redis-server.ts';
import {
  accept,
  ask,
  askAndAnswer,
  asks,
  follower,
  give,
  LEASE_ENDS_MS,
  otherFollower,
  replies,
  slice,
  intend,
  settleWith,
  drop,
} from '../store-world.ts';
import { createRedisWorld } from './redis-world.ts';

function openWorld() {
  const world = createRedisWorld();
  const redis = new Redis(redisUrl());
  onTestFinished(() => redis.disconnect());
  const names = async () =>
    (await redis.keys(`${world.prefix}:*`)).map((key) => key.slice(world.prefix.length + 1)).sort();
  return { ...world, redis, names };
}

/** What there is once, and not once for each follower, message or answer. */
const KEPT =
  /^(epoch|processes|process-details|last-beat|grace|due|account:.*|token:.*|kept:.*|work:.*|background:.*)$/;

describe.runIf(hasRedis)('the keys in Redis', () => {
  it('all expire that belong to a follower, when nothing is being answered', async () => {
    const { open, redis, prefix, names } = openWorld();
    const store = await open();
    const turn = await askAndAnswer(store, '1', '一。二。');
    await give(store, '1', [slice(turn, 0, 2)]);
    const lease = await store.deliveries.claimCourier(follower);
    if (!lease) throw new Error('no lease');
    await intend(store, lease, [slice(turn, 2, 4)]);
    await settleWith(store, lease, [slice(turn, 2, 4)], { state: 'sent' });
    await store.deliveries.releaseCourier(lease);
    const dropped = await ask(store, '2');
    await drop(store, [dropped.id]);
    await accept(store, '3', asks('?'));
    await accept(store, '4', replies('停下', { drop: true }));
    const forever: string[] = [];
    for (const name of await names())
      if (!KEPT.test(name) && (await redis.pttl(`${prefix}:${name}`)) < 0) forever.push(name);
    expect(forever).toEqual([]);
  });

  it('do not expire while an answer is unfinished', async () => {
    const { open, redis, prefix } = openWorld();
    const store = await open();
    await askAndAnswer(store, '1', '一。');
    const turn = await ask(store, '2');
    const name = nameOf(follower);
    for (const key of [`turn:${turn.id}`, `turns:${name}`, `open:${name}`, `follower:${name}`])
      expect(await redis.pttl(`${prefix}:${key}`)).toBe(-1);
  });

  it('hold nothing of a forgotten follower but signatures and what WeChat may repeat', async () => {
    const { open, redis, prefix, names } = openWorld();
    const store = await open();
    const turn = await askAndAnswer(store, '1', '一。');
    await give(store, '1', [slice(turn, 0, 2)]);
    await ask(store, '2');
    await askAndAnswer(store, '3', '好。', { follower: otherFollower });
    await accept(store, '4', replies('已经删除', { drop: true, forget: true }));
    const left = (await names()).filter((name) => name.includes(follower.openId));
    // WeChat may still repeat both: the wish, and a question that had no reply, without its words.
    const ofMessage = (key: string) => `message:${nameOf(follower)}:${key}`;
    expect(left.sort()).toEqual([ofMessage('2'), ofMessage('4')]);
    expect(await redis.hgetall(`${prefix}:${ofMessage('2')}`)).toEqual({
      ...{ kind: 'nothing', newest: '1', arrived: '1', reply: '' },
    });
    for (const key of ['2', '4'])
      expect(await redis.pttl(`${prefix}:${ofMessage(key)}`)).toBeGreaterThan(0);
    expect(await redis.zrange(`${prefix}:due`, '0', '-1')).toEqual([`f${nameOf(otherFollower)}`]);
  });

  it('of processes that died go, with all that they kept', async () => {
    const { open, clock, names } = openWorld();
    const [dead, left, other] = [await open(), await open(), await open()];
    const turn = await ask(dead, '1');
    await ask(left, '2', '?', { follower: otherFollower });
    dead.freeze();
    await left.close();
    const stop = other.work.start(async (work) => {
      const claimed = work.turnId === undefined ? 'ended' : await other.turns.claim(work.turnId);
      if (typeof claimed === 'object')
        await other.turns.finish(claimed, { state: 'complete', rest: '好。' }, 'model');
      return 'done';
    });
    await clock.advance(LEASE_ENDS_MS + 2000);
    await stop();
    expect(await other.turns.claim(turn.id)).toBe('ended');
    expect((await names()).filter((name) => name.startsWith('kept:'))).toEqual([]);
  });

  it('tell followers apart, whatever characters their ids hold', () => {
    const odd = [
      { account: 'a:b', openId: 'c' },
      { account: 'a', openId: 'b:c' },
      { account: 'a', openId: 'b c\n%3A' },
    ];
    expect(new Set(odd.map(nameOf)).size).toBe(odd.length);
    expect(odd.map((one) => toFollower(nameOf(one)))).toEqual(odd);
  });
});
