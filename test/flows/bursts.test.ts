import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { openDatabase } from '../../src/store/sqlite/database.ts';
import { startServerProcess } from '../bench/server-process.ts';
import { findFreePort } from '../support/find-free-port.ts';
import { hasRedis, makeKeyPrefix, redisUrl } from '../support/redis-server.ts';
import { hangs, says, streams, type ModelScript } from '../support/scripted-model.ts';
import { gate, startBot, type Bot, type BotOptions } from '../support/start-bot.ts';

/** Time enough for every message and answer within one attempt, however busy the machine is. */
const ATTEMPT_MS = 5000;
/** So short that it is over when the model is asked. */
const SHORT = { BURST_WINDOW_MS: '50' };

const startBursts = (settings: Record<string, string>, options: BotOptions = {}) =>
  startBot({ attemptMs: ATTEMPT_MS, ...options, settings: { ...settings, ...options.settings } });

const WITHIN = { timeout: 5000 };

/** Says nothing to a part of the question, and answers the whole. */
const answersTo =
  (whole: string, answer: string) =>
  (question: string): ModelScript =>
    question === whole ? says(answer) : hangs();

/** How the calls to the model ended, by their questions. */
async function endsOf({ model }: Pick<Bot, 'model'>) {
  const ends = await Promise.all(
    model.calls.map(async (call) => [call.question, await call.ended]),
  );
  return ends as [question: string, end: string][];
}
const completedOf = async (bot: Pick<Bot, 'model'>) =>
  (await endsOf(bot)).filter(([, end]) => end === 'complete').map(([question]) => question);

/** What is stored of the turns in SQLite; one that no message joins any more has no start. */
function readTurns({ dataDir }: Pick<Bot, 'dataDir'>) {
  const database = openDatabase(`${dataDir}/kuaihui.sqlite`, 100);
  onTestFinished(() => database.close());
  return () => database.prepare('SELECT starts_at FROM turns ORDER BY sequence').all();
}

describe('messages that follow each other', () => {
  it('are one completed call with all of them, when they are 400 ms apart', async () => {
    const answerWith = answersTo('我想问一下\n上周买的鞋\n怎么退', '合起来回答。');
    const bot = await startBursts({ BURST_WINDOW_MS: '600' }, { answerWith });
    const first = bot.follower.says('我想问一下');
    await pause(400);
    const second = bot.follower.says('上周买的鞋');
    await pause(400);
    const third = bot.follower.says('怎么退');
    expect((await third).text).toContain('合起来回答。');
    for (const earlier of [first, second]) expect((await earlier).shown).toBe('nothing');
    expect(await completedOf(bot)).toEqual(['我想问一下\n上周买的鞋\n怎么退']);
  });

  it('are one completed call also when the model had been asked: that call is closed', async () => {
    const bot = await startBursts(SHORT);
    bot.model.next(hangs(), hangs(), says('合起来回答。'));
    const first = bot.follower.says('我想问一下');
    const begun = await bot.model.call(1);
    const second = bot.follower.says('上周买的鞋');
    expect(await begun.ended).toBe('client left');
    const again = await bot.model.call(2);
    const third = bot.follower.says('怎么退');
    expect(await again.ended).toBe('client left');
    expect((await third).text).toContain('合起来回答。');
    for (const earlier of [first, second]) expect((await earlier).shown).toBe('nothing');
    expect(bot.follower.seen).toHaveLength(1);
    expect(await endsOf(bot)).toEqual([
      ['我想问一下', 'client left'],
      ['我想问一下\n上周买的鞋', 'client left'],
      ['我想问一下\n上周买的鞋\n怎么退', 'complete'],
    ]);
  });

  it('are answered once by customer-service messages as well', async () => {
    const bot = await startBursts(SHORT, { accountKind: 'certified-service', attemptMs: 1500 });
    const last = gate();
    bot.model.next(hangs(), streams({ until: last.opened }, { text: '合起来回答。' }, 'done'));
    const first = bot.follower.says('我想问一下');
    await bot.model.call(1);
    const second = bot.follower.says('怎么退款');
    // WeChat has its empty answer by then, so that the words come by message.
    await Promise.all([first, second]);
    last.open();
    const seen = await bot.follower.until((all) =>
      all.some(({ text }) => text.includes('合起来回答。')),
    );
    expect(seen.filter(({ text }) => text.includes('合起来回答。'))).toHaveLength(1);
    expect(await completedOf(bot)).toEqual(['我想问一下\n怎么退款']);
  });

  it.each([
    ['words', streams, { text: '第一句。' }],
    ['thoughts', streams, { reasoning: '我想想。' }],
  ])('are questions of their own once there are %s of an answer', async (_what, steps, token) => {
    const bot = await startBursts(SHORT);
    const rest = gate();
    bot.model.next(
      steps(token, { until: rest.opened }, { text: '第二句。' }, 'done'),
      says('另一个回答。'),
    );
    const first = bot.follower.says('我想问一下');
    const turns = readTurns(bot);
    await vi.waitFor(() => expect(turns()).toEqual([{ starts_at: 0 }]), WITHIN);
    const second = bot.follower.says('怎么退款');
    await vi.waitFor(() => expect(turns()).toHaveLength(2), WITHIN);
    rest.open();
    expect((await first).text).toContain('第二句。');
    expect((await second).text).toContain('另一个回答。');
    expect(await endsOf(bot)).toEqual([
      ['我想问一下', 'complete'],
      ['怎么退款', 'complete'],
    ]);
  });

  it('are told apart from a command between them, which is none of them', async () => {
    const bot = await startBursts(SHORT);
    bot.model.next(hangs(), says('只答这个。'));
    void bot.follower.says('我想问一下');
    const begun = await bot.model.call(1);
    expect((await bot.follower.says('停止')).text).toBe('好的，已经停下。');
    expect(await begun.ended).toBe('client left');
    expect((await bot.follower.says('怎么退款')).text).toContain('只答这个。');
    expect(bot.model.calls.map(({ question }) => question)).toEqual(['我想问一下', '怎么退款']);
  });
});

const STORES = [
  { store: 'SQLite', isThere: true },
  { store: 'Redis', isThere: hasRedis },
];

describe.each(STORES)('two processes over $store', ({ store, isThere }) => {
  const isRedis = store === 'Redis';
  /** What names the store. */
  const place = () =>
    isRedis ? { REDIS_URL: redisUrl(), REDIS_KEY_PREFIX: makeKeyPrefix() } : undefined;
  const startTwo = async () => {
    const bot = await startBursts(SHORT, { settings: { ...place() } });
    return { ...bot, other: await (isRedis ? bot.startElsewhere() : bot.startAnother()) };
  };

  /** Another process over the same store, which can be killed. */
  const startKillable = async (bot: Bot, settings: Record<string, string>) => {
    const folder = mkdtempSync(join(tmpdir(), 'kuaihui-'));
    const port = await findFreePort();
    const server = await startServerProcess({
      folder,
      logFile: join(folder, 'log'),
      settings: {
        ...{ HOST: '127.0.0.1', PORT: String(port), WECHAT_TOKEN: bot.token },
        ...{ OPENAI_BASE_URL: bot.model.url, OPENAI_MODEL: 'scripted' },
        DATA_DIR: isRedis ? folder : bot.dataDir,
        ...settings,
      },
    });
    onTestFinished(async () => {
      await server.kill();
      rmSync(folder, { recursive: true, force: true });
    });
    return { server, url: `http://127.0.0.1:${port}/wechat` };
  };

  it.runIf(isThere)('join what the other is asking, whose call is closed', async () => {
    const bot = await startTwo();
    bot.model.next(hangs(), hangs(), says('合起来回答。'));
    const first = bot.follower.says('我想问一下');
    const begun = await bot.model.call(1);
    bot.faults.pushTo(bot.other.url);
    const second = bot.follower.says('上周买的鞋');
    expect(await begun.ended).toBe('client left');
    const again = await bot.model.call(2);
    const third = bot.follower.says('怎么退');
    expect(await again.ended).toBe('client left');
    expect((await third).text).toContain('合起来回答。');
    for (const earlier of [first, second]) expect((await earlier).shown).toBe('nothing');
    expect(bot.follower.seen).toHaveLength(1);
    expect(await completedOf(bot)).toEqual(['我想问一下\n上周买的鞋\n怎么退']);
  });

  it.runIf(isThere)(
    'lose nothing when the one that recorded the last message is killed before it asks',
    async () => {
      const settings = { ...place(), BURST_WINDOW_MS: '1000' };
      const bot = await startBursts(settings, {
        answerWith: answersTo('我想问一下\n怎么退款', '合起来回答。'),
      });
      const killable = await startKillable(bot, settings);
      const first = bot.follower.says('我想问一下');
      const begun = await bot.model.call(1);
      bot.faults.pushTo(killable.url);
      const second = bot.follower.says('怎么退款');
      expect(await begun.ended).toBe('client left');
      await killable.server.kill();
      expect((await first).shown).toBe('nothing');
      // On a slow machine the take-over outlasts the attempts, and the answer is asked for.
      await second;
      const isThere = () => bot.follower.seen.some(({ text }) => text.includes('合起来回答。'));
      while (!isThere()) await bot.follower.says('继续');
      expect([...new Set(await completedOf(bot))]).toEqual(['我想问一下\n怎么退款']);
    },
  );

  it.runIf(isThere)('lose nothing when the one that asks is killed', async () => {
    const settings = { ...place(), ...SHORT };
    const bot = await startBursts(settings, {
      answerWith: answersTo('我想问一下\n怎么退款', '合起来回答。'),
    });
    const killable = await startKillable(bot, settings);
    bot.faults.pushTo(killable.url);
    const first = bot.follower.says('我想问一下');
    const begun = await bot.model.call(1);
    await killable.server.kill();
    expect(await begun.ended).toBe('client left');
    expect((await bot.follower.says('怎么退款')).text).toContain('合起来回答。');
    expect((await first).shown).toBe('nothing');
    expect(await completedOf(bot)).toEqual(['我想问一下\n怎么退款']);
  });
});
