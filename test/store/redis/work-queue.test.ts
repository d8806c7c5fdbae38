import { once } from 'node:events';
import { Redis } from 'ioredis';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { systemClock } from '../../../src/runtime/clock.ts';
import { connectRedis } from '../../../src/store/redis/connect-redis.ts';
import { createWorkQueue } from '../../../src/store/redis/work-queue.ts';
import { StoreUnavailableError } from '../../../src/runtime/store-unavailable-error.ts';
import type { DueItem, DueItemResult } from '../../../src/turns/ports.ts';
import { createLogLines } from '../../support/log-lines.ts';
import { hasRedis, hasRedisServer, ownRedisServer } from '../../support/redis-server.ts';
import { follower, otherFollower } from '../store-world.ts';
import { describeWork } from '../work-queue.contract.ts';
import { createQueueWorld } from './queue-world.ts';

const item: DueItem = { kind: 'follower', follower };
const otherItem: DueItem = { kind: 'follower', follower: otherFollower };
const SOON = { timeout: 10_000 };

describe.runIf(hasRedis)('BullMQ as WorkQueue', () => describeWork(createQueueWorld));

describe.runIf(hasRedis)('a due item that woke no process up', () => {
  it('is looked for once a second, and handled immediately', async () => {
    const world = createQueueWorld();
    const { work } = await world.open();
    const seen: DueItem[] = [];
    work.start((found) => Promise.resolve(seen.push(found)).then(() => 'done'));
    await world.clock.advance(1000);
    world.orphans.push(item, otherItem);
    await world.clock.advance(1250);
    expect(seen).toHaveLength(2);
    expect(seen).toEqual(expect.arrayContaining([item, otherItem]));
  });

  it('is brought forward when it waits in the queue', async () => {
    const world = createQueueWorld();
    const { work } = await world.open();
    const seen: DueItem[] = [];
    await work.add(item, 30_000);
    world.orphans.push(item);
    work.start((found) => Promise.resolve(seen.push(found)).then(() => 'done'));
    await world.clock.advance(500);
    expect(seen).toEqual([item]);
    await world.clock.advance(35_000);
    expect(seen).toHaveLength(1);
  });
});

describe.runIf(hasRedis)('what handled items leave in Redis', () => {
  it('is nothing of the work itself once it is done', async () => {
    const world = createQueueWorld();
    const { work } = await world.open();
    let looks = 0;
    work.start(() => Promise.resolve((looks += 1) < 3 ? { againInMs: 500 } : 'done'));
    for (let n = 0; n < 20; n += 1) await work.add({ kind: 'turn', follower, turnId: `t${n}` }, n);
    await world.clock.advance(5000);
    const left = await world.redis.keys(`${world.prefix}:*`);
    const ofTheQueue = ['events', 'id', 'marker', 'meta', 'stalled', 'stalled-check'];
    expect(left.filter((key) => !ofTheQueue.includes(key.split(':').at(-1) ?? ''))).toEqual([]);
  });

  it('is a short list of events, however much was done', async () => {
    const world = createQueueWorld();
    const { work } = await world.open();
    work.start(() => Promise.resolve('done'));
    for (let n = 0; n < 300; n += 1) await work.add({ kind: 'turn', follower, turnId: `t${n}` }, 0);
    await world.clock.advance(1000);
    expect(await world.redis.xlen(`${world.prefix}:work:events`)).toBeLessThan(400);
  });

  it('does not name the follower', async () => {
    const world = createQueueWorld();
    const { work } = await world.open();
    for (let n = 0; n < 3; n += 1) await work.add(item, 10);
    let looks = 0;
    work.start(async () => {
      looks += 1;
      if (looks === 1) await work.add(item, 0);
      return 'done';
    });
    await world.clock.advance(1000);
    expect(looks).toBe(2);
    const events = await world.redis.xrange(`${world.prefix}:work:events`, '-', '+');
    expect(JSON.stringify(events)).not.toContain(follower.openId);
  });
});

describe.runIf(hasRedisServer)('while Redis is away, the work queue', () => {
  async function open(takeOrphans: () => readonly DueItem[] = () => []) {
    const server = await ownRedisServer();
    const { log, lines } = createLogLines();
    const connections = await connectRedis({ url: server.url, log, clock: systemClock });
    const admin = new Redis(server.url, { maxRetriesPerRequest: null });
    admin.on('error', () => {});
    onTestFinished(async () => {
      admin.disconnect();
      await connections.close();
    });
    const queue = createWorkQueue({
      ...connections,
      prefix: 'test',
      takeOrphans: () => Promise.resolve(takeOrphans()),
      clock: systemClock,
      log,
    });
    const seen: DueItem[] = [];
    const start = (handle: () => Promise<DueItemResult> = () => Promise.resolve('done')) => {
      const stop = queue.start((work) => {
        seen.push(work);
        return handle();
      });
      onTestFinished(stop);
      return stop;
    };
    return { server, queue, seen, start, lines, redis: connections.redis, admin };
  }
  const ready = (redis: Redis) => new Promise<void>((resolve) => redis.once('ready', resolve));

  it('fails to add soon, and goes on by itself with what it had', async () => {
    const { server, queue, seen, start, lines, redis } = await open();
    start();
    await queue.add(item, 0);
    await expect.poll(() => seen, SOON).toEqual([item]);
    await queue.add(otherItem, 1500);

    const isBack = ready(redis);
    await server.stop('at once');
    await expect(queue.add(item, 0)).rejects.toBeInstanceOf(StoreUnavailableError);
    await server.start();
    await isBack;
    await expect.poll(() => seen, SOON).toEqual([item, otherItem]);
    await queue.add(item, 0);
    await expect.poll(() => seen, SOON).toEqual([item, otherItem, item]);
    expect(lines.map(({ level }) => level)).toEqual(['error', 'info']);
  });

  it('keeps what was being handled, and hears of its end when Redis is back', async () => {
    const { server, queue, seen, start, redis, admin } = await open();
    let finish = (_: DueItemResult) => {};
    start(() => new Promise((resolve) => (finish = resolve)));
    await queue.add(item, 0);
    await expect.poll(() => seen, SOON).toHaveLength(1);
    const isBack = ready(redis);
    await server.stop('at once');
    finish('done');
    await server.start();
    await isBack;
    await expect.poll(() => admin.llen('test:work:active'), SOON).toBe(0);
    expect(await admin.keys('test:work:de:*')).toEqual([]);
  });

  it('goes on with a Redis that comes back empty, with what the store finds', async () => {
    const orphans: DueItem[] = [];
    const { server, queue, seen, start, lines, redis } = await open(() => orphans.splice(0));
    let finish = (_: DueItemResult) => {};
    start(() => (seen.length > 1 ? Promise.resolve('done') : new Promise((r) => (finish = r))));
    await queue.add(item, 0);
    await queue.add(otherItem, 60_000);
    await expect.poll(() => seen, SOON).toEqual([item]);

    const isBack = ready(redis);
    await server.stop();
    server.empty();
    await server.start();
    await isBack;
    finish({ againInMs: 100 });
    orphans.push(otherItem);
    await expect.poll(() => seen, SOON).toEqual([item, otherItem]);
    await queue.add(item, 0);
    await expect.poll(() => seen, SOON).toEqual([item, otherItem, item]);
    expect(lines.filter(({ level }) => level === 'warn').length).toBeLessThanOrEqual(1);
  });

  it('stops all the same, and soon', async () => {
    const { server, queue, seen, start, redis } = await open();
    let finish = (_: DueItemResult) => {};
    const stop = start(() => new Promise((resolve) => (finish = resolve)));
    await queue.add(item, 0);
    await expect.poll(() => seen, SOON).toHaveLength(1);
    const lost = once(redis, 'close');
    await server.stop('at once');
    await lost;
    const stopped = stop();
    finish('done');
    await stopped;
  });

  it('asks no more than now and then when Redis is full, and tells it once', async () => {
    const { queue, seen, start, lines, admin } = await open();
    await queue.add(item, 0);
    await queue.add(otherItem, 0);
    await admin.config('SET', 'maxmemory', '1');
    start();
    await vi.waitFor(() => expect(lines.map(({ level }) => level)).toEqual(['warn']), SOON);
    await admin.config('RESETSTAT');
    await new Promise((resolve) => setTimeout(resolve, 1500));
    const calls = /cmdstat_evalsha:calls=(\d+)/.exec(await admin.info('commandstats'))?.[1] ?? '0';
    expect(Number(calls)).toBeLessThan(20);
    expect(lines).toHaveLength(1);
    await admin.config('SET', 'maxmemory', '0');
    await expect.poll(() => seen, SOON).toHaveLength(2);
  });
});
