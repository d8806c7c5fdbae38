import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { request } from 'node:http';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import type { DomainEvent } from '../../src/events/domain-event.ts';
import { createEventBus, type EventBus } from '../../src/events/event-bus.ts';
import { openDatabase } from '../../src/store/sqlite/database.ts';
import { hasRedisServer, ownRedisServer } from '../support/redis-server.ts';
import { streams, type ModelScript } from '../support/scripted-model.ts';
import { startBot, type Bot } from '../support/start-bot.ts';

const MODEL = 'openai/scripted';
/** 1,000 tokens in and 500 out cost 1 + 1. */
const PRICES = { [MODEL]: { input: 1000, cached: 100, output: 2000 } };

function says(words: string, input = 1000, output = 500): ModelScript {
  const usage = { prompt_tokens: input, completion_tokens: output };
  return streams({ text: words }, { finish: 'stop' }, { usage }, 'done');
}

async function startPriced({
  settings = {},
  prices = PRICES,
  events,
  ...rest
}: {
  readonly settings?: Readonly<Record<string, string>>;
  readonly prices?: object;
  readonly events?: EventBus;
  readonly withoutModel?: boolean;
} = {}): Promise<Bot & { writePrices: (prices: unknown) => void }> {
  let file = '';
  const write = (value: unknown) => writeFileSync(file, JSON.stringify(value));
  const folder = join(
    process.env['TMPDIR'] ?? '/tmp',
    `kuaihui-prices-${process.pid}-${Math.random()}`,
  );
  file = `${folder}.json`;
  write(prices);
  const bot = await startBot({
    settings: { PRICES_FILE: file, ...settings },
    ...(events && { createEvents: () => events }),
    ...rest,
  });
  return { ...bot, writePrices: write };
}

function rowsOf({ dataDir }: Bot): unknown[] {
  const database = openDatabase(join(dataDir, 'kuaihui.sqlite'), 1000);
  try {
    return database
      .prepare(
        'SELECT open_id AS who, model, questions, calls, estimated, input, output FROM model_usage ORDER BY open_id, model',
      )
      .all();
  } finally {
    database.close();
  }
}

describe('what a model used', () => {
  it('counts a try that only thought and told nothing, beside the one that answered', async () => {
    const bot = await startPriced({ settings: { OPENAI_MAX_RETRIES: '1' } });
    bot.model.next(streams({ reasoning: '我想一想再说。' }, 'reset'));
    bot.model.next(says('一。'));
    expect((await bot.follower.says('甲')).text).toContain('一。');
    await expect
      .poll(() => rowsOf(bot).at(-1))
      .toMatchObject({
        model: MODEL,
        calls: 2,
        estimated: 1,
        output: expect.toSatisfy((n) => n > 500),
      });
  });

  it('is stored for the account and for the follower, and told to Prometheus', async () => {
    const bot = await startPriced();
    bot.model.next(says('一。'));
    expect((await bot.follower.says('甲')).text).toContain('一。');
    await expect
      .poll(() => rowsOf(bot))
      .toMatchObject([
        { who: '', model: MODEL, calls: 1, estimated: 0, input: 1000, output: 500 },
        { who: 'oFollower', model: '', questions: 1, calls: 0 },
        { who: 'oFollower', model: MODEL, calls: 1, input: 1000, output: 500 },
      ]);
    const metrics = await scrape(bot);
    const labels = `account="default",model="${MODEL}"`;
    expect(metrics).toContain(`kuaihui_tokens_total{${labels},type="input",process="1"} 1000`);
    expect(metrics).toContain(`kuaihui_money_total{${labels},process="1"} 2`);
    expect(bot.logs.find(({ msg }) => msg === 'An answer used tokens')).toMatchObject({
      ...{ level: 20, model: MODEL, input: 1000, output: 500, money: 2 },
    });
  });

  it('is estimated where the vendor tells nothing, also of a try that was thrown away', async () => {
    const bot = await startPriced({ settings: { OPENAI_MAX_RETRIES: '1' } });
    bot.model.next(
      streams({ text: '一半' }, 'reset'),
      streams({ text: '一。' }, { finish: 'stop' }, 'done'),
    );
    expect((await bot.follower.says('甲')).text).toContain('一。');
    await expect
      .poll(() => rowsOf(bot))
      .toMatchObject([{ who: '', calls: 2, estimated: 2 }, { questions: 1 }, { calls: 2 }]);
  });

  it('stays in the totals after 删除我的数据, and is the follower’s no more', async () => {
    const bot = await startPriced();
    bot.model.next(says('一。'));
    await bot.follower.says('甲');
    await expect.poll(() => rowsOf(bot)).toHaveLength(3);
    await bot.follower.says('确认删除');
    expect(rowsOf(bot)).toMatchObject([{ who: '', calls: 1 }]);
  });
});

describe('a budget', () => {
  it('stops model calls with an honest sentence without a label or a link; commands go on', async () => {
    const events = createEventBus((await import('pino')).pino({ level: 'silent' }));
    const heard: DomainEvent[] = [];
    for (const type of ['budget-spent', 'budget-renewed'] as const)
      events.on(type, (event) => void heard.push(event));
    const bot = await startPriced({ settings: { DAILY_BUDGET: '3' }, events });
    bot.model.next(says('一。'), says('二。'), says('又有了。'));
    expect((await bot.follower.says('甲')).text).toContain('一。');
    expect((await bot.follower.says('乙')).text).toContain('二。');
    for (const question of ['丙', '丁']) {
      const { text: refused } = await bot.follower.says(question);
      expect(refused).toContain('今天的额度用完了');
      expect(refused).not.toMatch(/AI生成|重试/);
    }
    expect((await bot.follower.says('帮助')).text).toContain('新对话');
    expect(bot.model.calls).toHaveLength(2);
    expect(heard.map(({ type }) => type)).toEqual(['budget-renewed', 'budget-spent']);
    // A cheaper price leaves money for today.
    bot.writePrices({ [MODEL]: { input: 1, output: 1 } });
    expect((await bot.follower.says('戊')).text).toContain('又有了。');
    expect(heard.at(-1)).toEqual({ type: 'budget-renewed', account: 'default' });
    expect(JSON.stringify(bot.model.calls[2]?.body.messages)).not.toContain('额度');
  });

  it('holds for two processes over one store together', async () => {
    const bot = await startPriced({ settings: { DAILY_BUDGET: '3' } });
    bot.model.next(says('一。'), says('二。'));
    expect((await bot.follower.says('甲')).text).toContain('一。');
    const other = await bot.startAnother();
    bot.pointAt(other.url);
    expect((await bot.follower.says('乙')).text).toContain('二。');
    expect((await bot.follower.says('丙')).text).toContain('额度用完了');
    bot.pointAt(bot.url());
    expect((await bot.follower.says('丁')).text).toContain('额度用完了');
    expect(bot.model.calls).toHaveLength(2);
  });

  it.runIf(hasRedisServer)('holds for two machines over one Redis together', async () => {
    const redis = await ownRedisServer();
    const bot = await startPriced({ settings: { DAILY_BUDGET: '3', REDIS_URL: redis.url } });
    bot.model.next(says('一。'), says('二。'));
    await bot.follower.says('甲');
    const other = await bot.startElsewhere();
    bot.pointAt(other.url);
    await bot.follower.says('乙');
    expect((await bot.follower.says('丙')).text).toContain('额度用完了');
    bot.pointAt(bot.url());
    expect((await bot.follower.says('丁')).text).toContain('额度用完了');
    expect(bot.model.calls).toHaveLength(2);
  });

  it('calls no model without a price, and names it with PRICES_FILE in the log', async () => {
    const bot = await startPriced({ settings: { DAILY_BUDGET: '3' }, prices: {} });
    for (const question of ['甲', '乙'])
      expect((await bot.follower.says(question)).text).toContain('设置还没填完整');
    expect(bot.model.calls).toHaveLength(0);
    const told = bot.logs.filter(({ msg }) => msg.includes('PRICES_FILE') && msg.includes(MODEL));
    expect(told).toHaveLength(1);
    bot.writePrices(PRICES);
    bot.model.next(says('一。'));
    expect((await bot.follower.says('丙')).text).toContain('一。');
  });

  it('leaves answers from documents alone', async () => {
    const bot = await startPriced({
      settings: { DAILY_BUDGET: '1' },
      prices: {},
      withoutModel: true,
    });
    expect((await bot.follower.says('怎么接入微信')).text).not.toContain('设置还没填完整');
  });
});

async function scrape(bot: Bot): Promise<string> {
  const url = new URL('/metrics', bot.url());
  return new Promise((resolve, reject) => {
    request(url, (response) => void text(response).then(resolve, reject))
      .on('error', reject)
      .end();
  });
}
