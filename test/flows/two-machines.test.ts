import { Redis } from 'ioredis';
import { describe, expect, it, vi } from 'vitest';
import { hasRedis, makeKeyPrefix, redisUrl } from '../support/redis-server.ts';
import { says, streams } from '../support/scripted-model.ts';
import { gate, startBot, type BotOptions } from '../support/start-bot.ts';

/** Two servers with a data folder each, and one Redis. */
async function startMachines(options: BotOptions = {}) {
  const prefix = makeKeyPrefix();
  const bot = await startBot({
    attemptMs: 1500,
    ...options,
    settings: { REDIS_URL: redisUrl(), REDIS_KEY_PREFIX: prefix, ...options.settings },
  });
  return { ...bot, prefix, other: await bot.startElsewhere() };
}

describe.runIf(hasRedis)('two machines over one Redis', () => {
  it('answer the attempts of one message together, with one model call', async () => {
    const { follower, model, faults, other, logs } = await startMachines();
    const end = gate();
    model.next(streams({ text: '第一句。' }, { until: end.opened }, { text: '第二句。' }, 'done'));
    const asked = follower.says('慢慢说');
    await model.call(1);
    faults.pushTo(other.url, 2);
    // The first machine has held its attempt to the end; the next one is open at the other.
    await vi.waitFor(() => expect(logs.map((line) => line['gave'])).toContain('no byte'), 5000);
    end.open();
    const { text, attempts } = await asked;
    expect(text).toContain('第一句。第二句。');
    expect(attempts.map(({ how }) => how)).toEqual(['timed out', 'answered']);
    expect(model.calls).toHaveLength(1);
  });

  it('go on with what the other began, when that stops', async () => {
    const { follower, model, faults, other, stop } = await startMachines({ attemptMs: 3000 });
    model.next(streams({ text: '第一句。第二' }, 'hang'), says('第二句，接着写的。'));
    const asked = follower.says('长问题');
    await model.call(1);
    faults.pushTo(other.url, 2);
    await stop();
    expect((await asked).text).toContain('第一句。第二句，接着写的。');
    expect(model.calls).toHaveLength(2);
  });

  it('renew one access token, and send each message once', async () => {
    const { follower, model, faults, other, platform } = await startMachines({
      accountKind: 'certified-service',
    });
    model.next(says('一。'), says('二。'));
    expect((await follower.says('问题一')).text).toContain('一。');
    faults.pushTo(other.url, 1);
    expect((await follower.says('问题二')).text).toContain('二。');
    const renewals = platform.apiCalls.filter(({ path }) => path.endsWith('stable_token'));
    expect(renewals.length).toBeLessThanOrEqual(1);
    expect(model.calls[1]?.body.messages.map(({ content }) => content)).toContain('一。');
  });

  it('forget on both what a follower wants deleted', async () => {
    const { follower, model, faults, other, prefix } = await startMachines();
    model.next(says('秘密的回答。'));
    await follower.says('秘密的问题');
    faults.pushTo(other.url, 1);
    expect((await follower.says('确认删除')).text).toContain('已经全部删除');
    const redis = new Redis(redisUrl());
    const kept = await redis.keys(`${prefix}:*`);
    const copies = await Promise.all(kept.map((key) => redis.dump(key)));
    redis.disconnect();
    expect(kept.filter((key) => /:(turn|answer|follower|turns|owed|open):/.test(key))).toEqual([]);
    expect(copies.filter((copy) => copy?.includes('秘密'))).toEqual([]);
  });
});
