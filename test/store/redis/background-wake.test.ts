import { Redis } from 'ioredis';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { systemClock } from '../../../src/runtime/clock.ts';
import { newId } from '../../../src/runtime/new-id.ts';
import { StoreUnavailableError } from '../../../src/runtime/store-unavailable-error.ts';
import { createBackgroundWake } from '../../../src/store/redis/background-wake.ts';
import { connectRedis } from '../../../src/store/redis/connect-redis.ts';
import { openRedisStore } from '../../../src/store/redis/open-redis-store.ts';
import { createLogLines } from '../../support/log-lines.ts';
import { unheard } from '../../support/recorded-events.ts';
import {
  hasRedis,
  hasRedisServer,
  makeKeyPrefix,
  ownRedisServer,
  redisUrl,
} from '../../support/redis-server.ts';
import { gate } from '../../support/start-bot.ts';
import { defaultSettings } from '../store-world.ts';
import { createRedisWorld } from './redis-world.ts';

const SOON = { timeout: 10_000 };

async function openWake(prefix: string, url = redisUrl()) {
  const { log } = createLogLines();
  const connections = await connectRedis({ url, log, clock: systemClock });
  onTestFinished(() => connections.close());
  return createBackgroundWake({ ...connections, prefix, clock: systemClock, log });
}

describe.runIf(hasRedis)('a wake for background items', () => {
  it('goes to a process that is not at work', async () => {
    const prefix = makeKeyPrefix();
    const [busy, idle] = [await openWake(prefix), await openWake(prefix)];
    const work = gate();
    let looksOfBusy = 0;
    const stopBusy = busy.start(() => {
      looksOfBusy += 1;
      return work.opened;
    });
    await busy.wakeOne(0);
    await expect.poll(() => looksOfBusy, SOON).toBe(1);
    let looksOfIdle = 0;
    const stopIdle = idle.start(() => Promise.resolve(void (looksOfIdle += 1)));
    for (let n = 0; n < 3; n += 1) await busy.wakeOne(0);
    await expect.poll(() => looksOfIdle, SOON).toBe(3);
    expect(looksOfBusy).toBe(1);
    work.open();
    await Promise.all([stopBusy(), stopIdle()]);
  });

  it('leaves nothing in Redis but what the queue itself needs', async () => {
    const prefix = makeKeyPrefix();
    const wake = await openWake(prefix);
    let looks = 0;
    const stop = wake.start(() => Promise.resolve(void (looks += 1)));
    for (let n = 0; n < 20; n += 1) await wake.wakeOne(n);
    await expect.poll(() => looks, SOON).toBe(20);
    await stop();
    const redis = new Redis(redisUrl());
    onTestFinished(() => redis.disconnect());
    const left = await redis.keys(`${prefix}:*`);
    const ofTheQueue = ['events', 'id', 'marker', 'meta', 'stalled', 'stalled-check'];
    expect(left.filter((key) => !ofTheQueue.includes(key.split(':').at(-1) ?? ''))).toEqual([]);
  });

  it('comes with each item, before a process would look by itself', async () => {
    const world = createRedisWorld();
    const [one, other] = [await world.open(), await world.open()];
    const seen: unknown[] = [];
    const stop = other.background.start(
      new Map([
        [
          'count',
          ({ state }) => {
            seen.push(state);
            return Promise.resolve(seen.length < 3 ? { state: seen.length, againInMs: 0 } : 'done');
          },
        ],
      ]),
    );
    await one.background.add({ kind: 'count', key: '1', state: 0 }, 0);
    await vi.waitFor(() => expect(seen).toEqual([0, 1, 2]), SOON);
    await stop();
  });
});

describe.runIf(hasRedisServer)('while Redis is away', () => {
  it('no background item is added, and afterwards those that were go on', async () => {
    const server = await ownRedisServer();
    const store = await openRedisStore(
      { ...defaultSettings, url: server.url, keyPrefix: 'test' },
      { clock: systemClock, newId, version: 'test', log: createLogLines().log, events: unheard },
    );
    onTestFinished(() => store.close());
    const seen: string[] = [];
    const stop = store.background.start(
      new Map([['note', ({ key }) => Promise.resolve(seen.push(key)).then(() => 'done')]]),
    );
    const item = { kind: 'note', key: 'before', state: null };
    await store.background.add(item, 1000);
    await server.stop('at once');
    const refused = store.background.add({ ...item, key: 'meanwhile' }, 0);
    await expect(refused).rejects.toBeInstanceOf(StoreUnavailableError);
    await server.start();
    await expect.poll(() => seen, SOON).toEqual(['before']);
    await stop();
  });

  it('a wake for background items fails no caller, and stops', async () => {
    const server = await ownRedisServer();
    const wake = await openWake('test', server.url);
    const stop = wake.start(() => Promise.resolve());
    await server.stop('at once');
    await wake.wakeOne(0);
    await stop();
  });
});
