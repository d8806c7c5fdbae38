import { describe, expect, it, onTestFinished, vi } from 'vitest';
import {
  hangs,
  refuses,
  says,
  startScriptedModel,
  streams,
  type ModelScript,
  type ScriptedModel,
} from '../support/scripted-model.ts';
import { hasRedis, makeKeyPrefix, redisUrl } from '../support/redis-server.ts';
import { gate, startBot, type BotOptions } from '../support/start-bot.ts';

/** A bot with two models, of which the first does what the test says. */
async function startBotOfTwo(options: BotOptions & { readonly first: () => ModelScript }) {
  const first = await startScriptedModel({ answerWith: options.first });
  const second = await startScriptedModel({ answerWith: () => says('第二个模型回答。') });
  const bot = await startBot({
    attemptMs: 5_000,
    ...options,
    withoutModel: true,
    settings: {
      ...settingsOf(first, second),
      OPENAI_MAX_RETRIES: '2',
      ...options.settings,
    },
  });
  onTestFinished(async () => {
    await first.close();
    await second.close();
  });
  return { ...bot, first, second };
}

function settingsOf(first: ScriptedModel, second: ScriptedModel) {
  return {
    CHAT_MODELS: 'one/m,two/m',
    ONE_BASE_URL: first.url,
    ONE_API_KEY: 'key-of-one',
    TWO_BASE_URL: second.url,
    TWO_API_KEY: 'key-of-two',
    FAILOVER_SECONDS: '1',
  };
}

const hanging = hangs();
const failures: [string, ModelScript, number][] = [
  ['401', refuses(401), 1],
  ['402', refuses(402), 1],
  ['429', refuses(429, { message: 'x' }, { 'retry-after': '20' }), 1],
  ['500', refuses(500), 3],
  ['a hang', hanging, 1],
  ['a reset before text', { beforeHeaders: ['reset'] }, 3],
  ['garbage', streams({ raw: 'data: {oops\n\n' }, 'end'), 3],
];

describe('a follower whose first model fails', () => {
  it.each(failures)('gets one whole answer from the second: %s', async (_, script, calls) => {
    const { follower, first, second } = await startBotOfTwo({
      first: () => script,
      // The pauses between three tries are over by then.
      settings: { FAILOVER_SECONDS: script === hanging ? '1' : '4' },
    });
    const { text = '' } = await follower.says('你好');
    expect(text).toMatch(/^第二个模型回答。/);
    expect(text.split('第二个')).toHaveLength(2);
    expect([first.calls.length, second.calls.length]).toEqual([calls, 1]);
  });

  it('in the middle reads one whole answer, and nothing twice', async () => {
    const cut = gate();
    const { follower, first, second } = await startBotOfTwo({
      accountKind: 'certified-service',
      attemptMs: 700,
      first: () => streams({ text: '第二' }, 'reset'),
    });
    first.next(streams({ text: '第一句。第二' }, { until: cut.opened }, 'reset'));
    second.next(says('第二句。', '第三句。'));
    const read = () => follower.seen.map(({ text }) => text ?? '').join('');
    void follower.says('讲三句');
    await follower.until(() => read().includes('第一句。'), 10_000);
    cut.open();
    await follower.until(() => read().includes('第三句。'), 10_000);
    for (const sentence of ['第一句。', '第二句。', '第三句。'])
      expect(read().split(sentence)).toHaveLength(2);
    expect(first.calls).toHaveLength(2);
    expect(second.calls[0]?.body.messages.map(({ content }) => content)).toContain('第一句。');
  });

  it('is answered by a model that thinks without a tag, which is learnt of that one alone', async () => {
    const { follower, second, logs } = await startBotOfTwo({ first: () => refuses(401) });
    const thinks = says('我先想想。\n</think>\n\n答案是二。');
    second.next(thinks, thinks);
    await follower.says('你好');
    const { text } = await follower.says('再问');
    expect(text).toContain('答案是二。');
    expect(text).not.toContain('我先想想');
    expect(logs.filter(({ code }) => code === 'untagged_thinking')).toMatchObject([
      { model: 'two/m' },
    ]);
  });

  it('whose question is refused reads that once, without 重试, and no other vendor reads it', async () => {
    const { follower, second } = await startBotOfTwo({
      first: () => refuses(400, { code: 'data_inspection_failed', message: 'x' }),
    });
    expect((await follower.says('你好')).text).not.toContain('重试');
    expect(second.calls).toHaveLength(0);
  });
});

describe.each(['SQLite', ...(hasRedis ? ['Redis'] : [])])('a dead key over %s', (kind) => {
  it('is asked once by two servers, and not again after a restart', async () => {
    const shared: Record<string, string> =
      kind === 'Redis' ? { REDIS_URL: redisUrl(), REDIS_KEY_PREFIX: makeKeyPrefix() } : {};
    const { follower, platform, first, second, faults, startAnother, stop, logs, pointAt } =
      await startBotOfTwo({ first: () => refuses(401), settings: shared });
    const other = await startAnother();
    await follower.says('一');
    await vi.waitFor(() => expect(logs.map(({ code }) => code)).toContain('breaker_opened'));
    const readings = () => logs.filter((line) => line['openBreakers'] === 1);
    await vi.waitFor(() => expect(readings()).toHaveLength(2), 5_000);
    faults.pushTo(other.url, 1);
    expect((await platform.follower('oTwo').says('二')).text).toContain('第二个模型回答。');
    await stop();
    await other.server.stop();
    const restarted = await startAnother();
    pointAt(restarted.url);
    expect((await platform.follower('oThree').says('三')).text).toContain('第二个模型回答。');
    expect([first.calls.length, second.calls.length]).toEqual([1, 3]);
    expect(JSON.stringify(logs)).not.toContain('key-of-one');
  });
});
