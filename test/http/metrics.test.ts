import request from 'supertest';
import { describe, expect, it } from 'vitest';
import { sign } from '../../src/simulator/platform/message-crypto.ts';
import { openDatabase } from '../../src/store/sqlite/database.ts';
import { parseScrape } from '../support/read-metrics.ts';
import { says, streams } from '../support/scripted-model.ts';
import { gate, METRICS_KEY, startBot, type Bot, type BotOptions } from '../support/start-bot.ts';

const ask = (bot: Bot) => request(new URL(bot.url()).origin).get('/metrics');
const scrape = async (bot: Bot) => parseScrape((await ask(bot).expect(200)).text);

/** Scrapes until the numbers hold: an attempt is counted when its connection is closed. */
async function scrapeUntil(bot: Bot, holds: (values: Record<string, number>) => boolean) {
  for (;;) {
    const values = await scrape(bot);
    if (holds(values)) return values;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

const answered = async (options: BotOptions = {}) => {
  const bot = await startBot(options);
  bot.model.next(
    streams(
      { text: '你好呀。' },
      { finish: 'stop' },
      { usage: { prompt_tokens: 11, completion_tokens: 3 } },
      'done',
    ),
  );
  await bot.follower.says('你好');
  return bot;
};

describe('GET /metrics', () => {
  it('holds the numbers of a question that was answered', async () => {
    const bot = await answered();
    const { host } = new URL(bot.model.url);
    const values = await scrapeUntil(
      bot,
      (all) => all['kuaihui_attempts_total{account="default",end="answered",process="1"}'] === 1,
    );
    expect(values).toMatchObject({
      'kuaihui_attempts_open{account="default",process="1"}': 0,
      'kuaihui_messages_total{account="default",kind="text",event="",process="1"}': 1,
      'kuaihui_turns_total{account="default",end="complete",process="1"}': 1,
      'kuaihui_answers_being_written{account="default",process="1"}': 0,
      'kuaihui_first_content_seconds_count{account="default",way="passive",process="1"}': 1,
      'kuaihui_complete_seconds_count{account="default",way="passive",process="1"}': 1,
      [`kuaihui_model_calls_total{account="default",provider="${host}",process="1"}`]: 1,
      [`kuaihui_model_tokens_total{account="default",provider="${host}",type="prompt",process="1"}`]: 11,
      [`kuaihui_model_tokens_total{account="default",provider="${host}",type="completion",process="1"}`]: 3,
      'kuaihui_store_ready{process="1"}': 1,
    });
  });

  it('names neither followers nor messages nor what they say', async () => {
    const bot = await answered();
    const { text } = await ask(bot);
    expect(text).not.toContain(bot.follower.openId);
    expect(text).not.toContain('你好');
  });

  it('is in the format that Prometheus reads, and never cached', async () => {
    const response = await ask(await startBot());
    expect(response.headers['content-type']).toBe('text/plain; version=0.0.4; charset=utf-8');
    expect(response.headers['cache-control']).toBe('no-store');
    expect(response.text).toMatch(/^# HELP kuaihui_attempts_total .+\n# TYPE .+ counter$/m);
  });

  it('tells held attempts, customer-service messages and their way', async () => {
    const bot = await startBot({ accountKind: 'certified-service' });
    const rest = gate();
    bot.model.next(
      streams({ text: '第一句。第二' }, { until: rest.opened }, { text: '句。' }, 'done'),
    );
    await bot.follower.says('慢问题');
    rest.open();
    await bot.follower.until((seen) => seen.some(({ text }) => text.includes('第二句。')));
    const values = await scrapeUntil(
      bot,
      (all) =>
        all['kuaihui_complete_seconds_count{account="default",way="both",process="1"}'] === 1,
    );
    expect(values).toMatchObject({
      'kuaihui_first_content_seconds_count{account="default",way="passive",process="1"}': 1,
      'kuaihui_wechat_calls_total{account="default",call="stable_token",errcode="0",process="1"}': 1,
      'kuaihui_wechat_calls_total{account="default",call="message/custom/send",errcode="0",process="1"}': 1,
    });

    const personal = await startBot();
    const end = gate();
    personal.model.next(streams({ until: end.opened }, { text: '好了。' }, 'done'));
    const asked = personal.follower.says('慢问题');
    await scrapeUntil(
      personal,
      (all) =>
        all['kuaihui_attempts_total{account="default",end="held",process="1"}'] === 1 &&
        all['kuaihui_attempts_open{account="default",process="1"}'] === 1,
    );
    end.open();
    await asked;
  });

  it('tells what was refused, and why', async () => {
    const bot = await startBot();
    await request(bot.url()).post('').query({ signature: 'x', timestamp: '1', nonce: '1' });
    const [timestamp, nonce] = [String(Math.floor(Date.now() / 1000)), '1'];
    const signature = sign(bot.token, timestamp, nonce);
    await request(bot.url()).post('').query({ signature, timestamp, nonce }).send('no XML');
    expect(await scrape(bot)).toMatchObject({
      'kuaihui_attempts_total{account="default",end="refused",process="1"}': 2,
      'kuaihui_attempts_refused_total{account="default",reason="body is not XML",process="1"}': 1,
      'kuaihui_attempts_open{account="default",process="1"}': 0,
    });
  });

  it('tells that the store is away, and what could not be done', async () => {
    const bot = await startBot();
    const other = openDatabase(`${bot.dataDir}/kuaihui.sqlite`, 100);
    other.exec('BEGIN IMMEDIATE');
    bot.model.next(says('会好的。'));
    const asked = bot.follower.says('你好');
    await scrapeUntil(
      bot,
      (all) =>
        all['kuaihui_store_ready{process="1"}'] === 0 &&
        (all['kuaihui_store_failures_total{operation="inbox.accept",process="1"}'] ?? 0) > 0,
    );
    other.exec('ROLLBACK');
    other.close();
    await asked;
    await scrapeUntil(bot, (all) => all['kuaihui_store_ready{process="1"}'] === 1);
  });

  it('gives the numbers of every process over the same data folder', async () => {
    const bot = await answered();
    const other = await bot.startAnother();
    const response = await request(new URL(other.url).origin).get('/metrics');
    expect(parseScrape(response.text)).toMatchObject({
      'kuaihui_turns_total{account="default",end="complete",process="1"}': 1,
      'kuaihui_turns_total{account="default",end="complete",process="2"}': 0,
    });
  });
});

describe('through a proxy', () => {
  const proxied = (bot: Bot) => ask(bot).set('X-Forwarded-For', '203.0.113.9');

  it('nothing is told without the key', async () => {
    const bot = await startBot();
    for (const attempt of [
      proxied(bot),
      proxied(bot).query({ key: 'wrong' }),
      proxied(bot).set('Authorization', 'Bearer wrong'),
    ]) {
      const response = await attempt;
      expect(response.status).toBe(403);
      expect(response.text).not.toContain('kuaihui_');
      expect(response.text).toContain('METRICS_KEY');
    }
  });

  it('and from the machine itself nothing is told without METRICS_KEY when it is set', async () => {
    const locked = await startBot({ settings: { METRICS_KEY } });
    await ask(locked).expect(403);
    await ask(locked).set('Authorization', `Bearer ${METRICS_KEY}`).expect(200);
    await ask(locked).query({ key: METRICS_KEY }).expect(200);
    const opened = await startBot({ settings: { METRICS_KEY, METRICS_OPEN_LOCALLY: 'on' } });
    await ask(opened).expect(200);
    await proxied(opened).expect(403);
  });

  it('the key opens, in the address or as a token', async () => {
    const bot = await startBot();
    await proxied(bot).query({ key: METRICS_KEY }).expect(200);
    await proxied(bot).set('Authorization', `Bearer ${METRICS_KEY}`).expect(200);
  });
});
