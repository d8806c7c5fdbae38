import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { pino } from 'pino';
import type { BackgroundStep } from '../../src/runtime/background-queue.ts';
import { systemClock } from '../../src/runtime/clock.ts';
import { newId } from '../../src/runtime/new-id.ts';
import { readVersion } from '../../src/runtime/version.ts';
import { openStore } from '../../src/store/open-store.ts';
import type { RedisPlace } from '../../src/store/store-settings.ts';
import { defaultSettings } from '../store/store-world.ts';
import { unheard } from '../support/recorded-events.ts';
import { hasRedis, makeKeyPrefix, redisUrl } from '../support/redis-server.ts';
import { says, streams } from '../support/scripted-model.ts';
import { gate, startBot, type BotOptions } from '../support/start-bot.ts';

/** So many that a process which abandons one takes the next, as long as a story lasts. */
const HANGING_ITEMS = 12;
const PROCESSES = 2;

describe('background items that hang for ever, over SQLite', () => tellStories(undefined));

describe.runIf(hasRedis)('background items that hang for ever, over Redis', () =>
  tellStories(() => ({ url: redisUrl(), keyPrefix: makeKeyPrefix() })),
);

function tellStories(makePlace: (() => RedisPlace) | undefined): void {
  /** Two servers over one store, each at work on an item that hangs. */
  async function startBusyServers(options: BotOptions) {
    const running = new Set<AbortSignal>();
    const hang: BackgroundStep = (_, signal) => {
      running.add(signal);
      signal.addEventListener('abort', () => running.delete(signal));
      return new Promise(() => {});
    };
    const redis = makePlace?.();
    const bot = await startBot({
      ...options,
      ...(redis && { settings: { REDIS_URL: redis.url, REDIS_KEY_PREFIX: redis.keyPrefix } }),
      backgroundSteps: new Map([['hang', hang]]),
    });
    const other = await (redis ? bot.startElsewhere() : bot.startAnother());
    const store = await openStore({ dataDir: bot.dataDir, redis }, defaultSettings, {
      ...{ clock: systemClock, random: Math.random, newId },
      log: pino({ level: 'silent' }),
      events: unheard,
      version: readVersion(),
    });
    onTestFinished(() => store.close());
    for (let n = 0; n < HANGING_ITEMS; n += 1)
      await store.background.add({ kind: 'hang', key: `${n}`, state: null }, 0);
    await vi.waitFor(() => expect(running.size).toBe(PROCESSES), 15_000);
    return { ...bot, other, hanging: () => running.size };
  }

  it('keep no answer from a follower, neither its reply nor its messages', async () => {
    const { follower, model, hanging } = await startBusyServers({
      accountKind: 'certified-service',
      attemptMs: 1500,
    });
    const end = gate();
    model.next(
      streams({ text: '第一句。第二' }, { until: end.opened }, { text: '句。第三句。' }, 'done'),
    );
    expect((await follower.says('慢慢说')).text).toContain('第一句。');
    end.open();
    await follower.until((seen) => seen.some(({ text }) => text.includes('第二句。第三句。')));
    expect(model.calls).toHaveLength(1);
    await vi.waitFor(() => expect(hanging()).toBe(PROCESSES), 15_000);
  });

  it('keep neither a stop from its end nor another process from taking over', async () => {
    const { follower, model, faults, other, stop, hanging } = await startBusyServers({
      attemptMs: 3000,
    });
    model.next(streams({ text: '第一句。第二' }, 'hang'), says('第二句，接着写的。'));
    const asked = follower.says('长问题');
    await model.call(1);
    faults.pushTo(other.url, 2);
    await stop();
    expect((await asked).text).toContain('第一句。第二句，接着写的。');
    expect(model.calls).toHaveLength(2);
    await vi.waitFor(() => expect(hanging()).toBe(PROCESSES - 1), 15_000);
    await other.server.stop();
    expect(hanging()).toBe(0);
  });
}
