import { Redis } from 'ioredis';
import { pino } from 'pino';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { openAccountCollections } from '../../src/accounts/account-collections.ts';
import { createEventBus } from '../../src/events/event-bus.ts';
import { zh } from '../../src/inbox/texts/zh.ts';
import { systemClock } from '../../src/runtime/clock.ts';
import { newId } from '../../src/runtime/new-id.ts';
import { openStore } from '../../src/store/open-store.ts';
import type { RedisPlace } from '../../src/store/store-settings.ts';
import { defaultSettings } from '../store/store-world.ts';
import { startLiveAccounts, type LiveAccounts } from '../support/live-accounts.ts';
import { unheard } from '../support/recorded-events.ts';
import { hasRedis, makeKeyPrefix, ownRedisServer, redisUrl } from '../support/redis-server.ts';
import { says, streams } from '../support/scripted-model.ts';
import { gate } from '../support/start-bot.ts';

const SHOP = { WECHAT_TOKEN: 'shopToken' };
const NO_ACCOUNT = { WECHAT_TOKEN: '', WECHAT_APP_ID: '', WECHAT_APP_SECRET: '' };
const answers = { answerWith: (question: string) => says(`答：${question}。`) };

/** What the model was told before the question with this number. */
const promptOf = async ({ bot }: LiveAccounts, number: number) =>
  (await bot.model.call(number)).body.messages.find(({ role }) => role === 'system')?.content;

describe('accounts that change while two servers run over one folder', () =>
  tellStories(undefined));

describe.runIf(hasRedis)('accounts that change while two servers run over one Redis', () =>
  tellStories(() => ({ url: redisUrl(), keyPrefix: makeKeyPrefix() })),
);

it.runIf(hasRedis)(
  'a Redis that hangs fails no request, and the accounts go on when it is back',
  async () => {
    const own = await ownRedisServer();
    const place = { url: own.url, keyPrefix: makeKeyPrefix() };
    const { bot, book, push, verify, servers } = await startLiveAccounts(place, answers);
    await book.add('shop', SHOP);
    own.pause();
    try {
      const [held, unknown, verified] = await Promise.all([
        push(`${servers[0]}/wechat/shop`, 'shopToken', '你好'),
        push(`${servers[0]}/wechat/unknown`, 'shopToken', '你好'),
        verify(`${servers[0]}/wechat/shop`, 'shopToken'),
      ]);
      expect([0, 200]).toContain(held.status);
      expect(unknown.status).toBe(404);
      expect(verified).toEqual({ status: 200, body: '4711' });
    } finally {
      own.resume();
    }
    await vi.waitFor(
      async () =>
        expect((await push(`${servers[0]}/wechat/shop`, 'shopToken', '再问')).body).toContain(
          '答：再问',
        ),
      15_000,
    );
    expect(bot.logs.filter(({ code }) => code === 'push_failed')).toEqual([]);
  },
);

it.runIf(hasRedis)('accounts are there again after Redis came back empty', async () => {
  const place = { url: redisUrl(), keyPrefix: makeKeyPrefix() };
  const { bot, book, pushToBoth } = await startLiveAccounts(place, answers);
  await book.add('shop', SHOP);
  const redis = new Redis(place.url);
  onTestFinished(() => void redis.disconnect());
  await redis.del(await redis.keys(`*${place.keyPrefix}*`));
  for (const { body } of await pushToBoth('shop', 'shopToken', '你好'))
    expect(body).toContain('答：你好');
  await vi.waitFor(async () =>
    expect((await book.list()).map(({ name }) => name)).toEqual(['default', 'shop']),
  );
  for (const { body } of await pushToBoth('default', bot.token, '你好'))
    expect(body).toContain('答：你好');
});

/** What the servers read, as another process can write it. */
async function openCollections(dataDir: string, redis: RedisPlace | undefined) {
  const store = await openStore(
    { dataDir, redis },
    { ...defaultSettings, role: 'command' },
    {
      ...{ clock: systemClock, random: Math.random, newId, log: pino({ level: 'silent' }) },
      ...{ events: unheard, version: '0.2.0' },
    },
  );
  onTestFinished(() => store.close());
  return openAccountCollections(store.collections);
}

function tellStories(makePlace: (() => RedisPlace) | undefined): void {
  it('an account that is added is served by both, while messages flow to another', async () => {
    const redis = makePlace?.();
    const live = await startLiveAccounts(redis, answers);
    const { bot, book, push, pushToBoth, servers } = live;
    let isAdding = true;
    const flowing = (async () => {
      const seen: string[] = [];
      for (let n = 0; isAdding || n < 3; n += 1)
        seen.push((await push(`${servers[0]}/wechat`, bot.token, `第${n}问`, `oFlow${n}`)).body);
      return seen;
    })();
    expect((await pushToBoth('shop', 'shopToken', '早')).map(({ status }) => status)).toEqual([
      404, 404,
    ]);
    const { inEffect, notYet } = await book.add('shop', SHOP);
    expect([inEffect.length, notYet.length]).toEqual([2, 0]);
    for (const { status, body } of await pushToBoth('shop', 'shopToken', '你好'))
      expect([status, body]).toEqual([200, expect.stringContaining('答：你好')]);
    isAdding = false;
    (await flowing).forEach((body, n) => expect(body).toContain(`答：第${n}问`));
  });

  it('a change of the prompt holds for the next push, and an open attempt ends on the old one', async () => {
    const live = await startLiveAccounts(makePlace?.());
    const { bot, book, push, servers } = live;
    await book.add('shop', { ...SHOP, SYSTEM_PROMPT: '旧的' });
    const end = gate();
    bot.model.next(
      streams({ text: '第一句。' }, { until: end.opened }, { text: '第二句。' }, 'done'),
      says('新的回答。'),
    );
    const open = push(`${servers[0]}/wechat/shop`, 'shopToken', '慢慢说', 'oOpen');
    expect(await promptOf(live, 1)).toContain('旧的');
    await book.set('shop', { SYSTEM_PROMPT: '新的' });
    const next = await push(`${servers[0]}/wechat/shop`, 'shopToken', '再问', 'oNext');
    expect(next.body).toContain('新的回答。');
    expect(await promptOf(live, 2)).toContain('新的');
    end.open();
    expect((await open).body).toContain('第一句。第二句。');
  });

  it('a question that waits after an answer begun before the change is asked with the new prompt', async () => {
    const live = await startLiveAccounts(makePlace?.());
    const { bot, book, push, servers } = live;
    await book.add('shop', { ...SHOP, SYSTEM_PROMPT: '旧的', BURST_WINDOW_MS: '0' });
    const end = gate();
    bot.model.next(
      streams({ text: '第一句。' }, { until: end.opened }, 'done'),
      says('新的回答。'),
    );
    const url = `${servers[0]}/wechat/shop`;
    const first = push(url, 'shopToken', '第一问');
    await bot.model.call(1);
    await book.set('shop', { SYSTEM_PROMPT: '新的' });
    const second = push(url, 'shopToken', '第二问');
    end.open();
    expect(await promptOf(live, 2)).toContain('新的');
    await Promise.all([first, second]);
  });

  it('停止 after a change ends the answer that was begun before it', async () => {
    const live = await startLiveAccounts(makePlace?.());
    const { bot, book, push, servers } = live;
    await book.add('shop', SHOP);
    bot.model.next(streams({ text: '第一句。' }, 'hang'));
    const url = `${servers[0]}/wechat/shop`;
    const open = push(url, 'shopToken', '慢慢说');
    const call = await bot.model.call(1);
    await book.set('shop', { WELCOME_TEXT: '欢迎' });
    expect((await push(url, 'shopToken', '停止')).body).toContain(zh.stopped);
    expect(await call.ended).toBe('client left');
    await open;
  });

  it('an account that is paused answers its sentence without a model, until it is resumed', async () => {
    const live = await startLiveAccounts(makePlace?.(), answers);
    const { bot, book, pushToBoth } = live;
    await book.add('shop', SHOP);
    await book.pause('shop');
    for (const { status, body } of await pushToBoth('shop', 'shopToken', '你好'))
      expect([status, body]).toEqual([200, expect.stringContaining(zh.paused)]);
    expect(bot.model.calls).toHaveLength(0);
    await book.set('shop', { PAUSED_TEXT: 'off' });
    for (const { status, body } of await pushToBoth('shop', 'shopToken', '你好'))
      expect([status, body]).toEqual([200, 'success']);
    await book.resume('shop');
    for (const { body } of await pushToBoth('shop', 'shopToken', '你好'))
      expect(body).toContain('答：你好');
  });

  it('a question that waits when the account is paused is answered after it is resumed', async () => {
    let messages = 0;
    const live = await startLiveAccounts(makePlace?.(), {
      createEvents(log) {
        const events = createEventBus(log);
        events.on('message-received', () => (messages += 1));
        return events;
      },
    });
    const { bot, book, push, servers } = live;
    await book.add('shop', { ...SHOP, BURST_WINDOW_MS: '0' });
    const end = gate();
    bot.model.next(streams({ text: '一。' }, { until: end.opened }, 'done'), says('二。'));
    const url = `${servers[0]}/wechat/shop`;
    const first = push(url, 'shopToken', '第一问');
    await bot.model.call(1);
    const second = push(url, 'shopToken', '第二问');
    await vi.waitFor(() => expect(messages).toBe(2), 5000);
    await book.pause('shop');
    end.open();
    await Promise.all([first, second]);
    expect(bot.model.calls).toHaveLength(1);
    await book.resume('shop');
    expect((await bot.model.call(2)).question).toBe('第二问');
  });

  it('an account that is removed is not found by both, for pushes and verifications', async () => {
    const { book, pushToBoth, verify, servers } = await startLiveAccounts(makePlace?.(), answers);
    await book.add('shop', SHOP);
    await pushToBoth('shop', 'shopToken', '你好');
    for await (const progress of book.remove('shop')) expect(progress.deleted).toBeGreaterThan(0);
    for (const { status } of await pushToBoth('shop', 'shopToken', '你好'))
      expect(status).toBe(404);
    for (const server of servers) {
      expect((await verify(`${server}/wechat/shop`, 'shopToken')).status).toBe(404);
      await vi.waitFor(async () => {
        const metrics = await (await fetch(`${server}/metrics`)).text();
        expect(metrics).toContain('account="default"');
        expect(metrics).not.toContain('account="shop"');
      }, 5000);
    }
  });

  it('the token before a change is valid in both until one of them meets the new one', async () => {
    const { book, push, pushToBoth, servers } = await startLiveAccounts(makePlace?.(), answers);
    await book.add('shop', SHOP);
    await book.set('shop', { WECHAT_TOKEN: 'newToken' });
    for (const { status } of await pushToBoth('shop', 'shopToken', '旧')) expect(status).toBe(200);
    expect((await push(`${servers[0]}/wechat/shop`, 'newToken', '新')).status).toBe(200);
    await vi.waitFor(async () => {
      for (const { status } of await pushToBoth('shop', 'shopToken', '旧'))
        expect(status).toBe(401);
    }, 5000);
    for (const { status } of await pushToBoth('shop', 'newToken', '新')) expect(status).toBe(200);
  });

  it('a token is used while it is being changed, and stays valid after it', async () => {
    const redis = makePlace?.();
    const live = await startLiveAccounts(redis, answers);
    const { bot, book, pushToBoth } = live;
    await book.add('shop', SHOP);
    const { accounts, previousTokens } = await openCollections(bot.dataDir, redis);
    // As the command does: the token that ends is stored first, and a message comes in between.
    const before = await accounts.get('shop');
    const token = before?.value.secrets['WECHAT_TOKEN'];
    if (!token) throw new Error('The token is stored');
    await previousTokens.put('shop', { token }, { expiresInMs: 60_000 });
    for (const { status } of await pushToBoth('shop', 'shopToken', '间')) expect(status).toBe(200);
    await book.set('shop', { WECHAT_TOKEN: 'newToken' });
    for (const { status } of await pushToBoth('shop', 'shopToken', '旧')) expect(status).toBe(200);
    expect(await previousTokens.get('shop')).toBeDefined();
  });

  it('a token before a change that no key opens does not keep the account out', async () => {
    const redis = makePlace?.();
    const { bot, book, pushToBoth } = await startLiveAccounts(redis, answers);
    await book.add('shop', SHOP);
    const { previousTokens } = await openCollections(bot.dataDir, redis);
    const token = { key: 'lost', nonce: 'AAAAAAAAAAAAAAAA', sealed: 'AAAA' };
    await previousTokens.put('shop', { token }, { expiresInMs: 60_000 });
    await book.set('shop', { SYSTEM_PROMPT: '新的' });
    for (const { status } of await pushToBoth('shop', 'shopToken', '你好'))
      expect(status).toBe(200);
    expect(bot.logs.filter(({ code }) => code === 'account_left_out')).toEqual([]);
  });

  it('the address / leads on to the simulator until the store holds an account', async () => {
    const { book, servers } = await startLiveAccounts(makePlace?.(), {
      ...{ pageKey: 'key-of-the-page', simulatorKey: 'key-of-the-page' },
      settings: { ...NO_ACCOUNT, CONSOLE: 'off' },
    });
    const visit = async (server: string) => (await fetch(server, { redirect: 'manual' })).status;
    expect(await Promise.all(servers.map(visit))).toEqual([302, 302]);
    await book.add('shop', SHOP);
    expect(await Promise.all(servers.map(visit))).toEqual([200, 200]);
  });

  it('thousands of addresses of strangers are not found, and do not fill the log', async () => {
    const { bot, servers, push, book } = await startLiveAccounts(makePlace?.(), answers);
    await book.add('shop', SHOP);
    const linesBefore = bot.logs.length;
    for (let n = 0; n < 2000; n += 100) {
      const asked = Array.from({ length: 100 }, (_, more) =>
        push(`${servers[0]}/wechat/unknown-${n + more}`, 'stranger', '?'),
      );
      for (const { status } of await Promise.all(asked)) expect(status).toBe(404);
    }
    expect(bot.logs.length - linesBefore).toBeLessThan(10);
    expect((await push(`${servers[0]}/wechat/shop`, 'shopToken', '你好')).body).toContain('答：');
  });

  it('the token before a change that is revoked ends immediately', async () => {
    const { book, pushToBoth } = await startLiveAccounts(makePlace?.(), answers);
    await book.add('shop', SHOP);
    await book.set('shop', { WECHAT_TOKEN: 'newToken' }, { revoke: true });
    for (const { status } of await pushToBoth('shop', 'shopToken', '旧')) expect(status).toBe(401);
    for (const { status } of await pushToBoth('shop', 'newToken', '新')) expect(status).toBe(200);
  });

  it('a record that cannot be read leaves out its account only, and one line says why', async () => {
    const redis = makePlace?.();
    const { bot, book, pushToBoth } = await startLiveAccounts(redis, answers);
    const { accounts } = await openCollections(bot.dataDir, redis);
    const sealed = { key: 'lost', nonce: 'AAAAAAAAAAAAAAAA', sealed: 'AAAA' };
    await accounts.put('broken', { settings: {}, secrets: { WECHAT_TOKEN: sealed } });
    const linesOf = () => bot.logs.filter(({ code }) => code === 'account_left_out');
    await vi.waitFor(() => expect(linesOf()).toHaveLength(2), 5000);
    await book.add('shop', SHOP);
    for (const { status } of await pushToBoth('broken', 'any', '你好')) expect(status).toBe(404);
    for (const { body } of await pushToBoth('shop', 'shopToken', '你好'))
      expect(body).toContain('答：你好');
    for (const { body } of await pushToBoth('default', bot.token, '你好'))
      expect(body).toContain('答：你好');
    expect(linesOf()).toHaveLength(2);
    expect(linesOf()[0]).toMatchObject({ account: 'broken' });
    expect(linesOf()[0]?.msg).toContain('WECHAT_TOKEN of account broken');
  });
}
