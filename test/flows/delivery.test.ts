import { describe, expect, it, vi } from 'vitest';
import { gate, startBot } from '../support/start-bot.ts';
import { says, streams } from '../support/scripted-model.ts';

/** As in life: for answers that are there within the first attempt, however busy the machine is. */
const UNHURRIED = { attemptMs: 5000 };

describe('a fast answer', () => {
  it('comes as one passive reply with the AI label', async () => {
    const { follower, model } = await startBot(UNHURRIED);
    model.next(says('今天', '天气很好。'));
    const outcome = await follower.says('天气怎么样');
    expect(outcome.text).toBe('今天天气很好。\n\n（AI生成）');
    expect(outcome.attempts).toHaveLength(1);
    expect(model.calls).toHaveLength(1);
  });

  it('is the same in compat and safe mode', async () => {
    for (const mode of ['compat', 'safe'] as const) {
      const { follower, model } = await startBot({ ...UNHURRIED, mode });
      model.next(says('好的。'));
      expect((await follower.says('你好')).text).toContain('好的。');
    }
  });
});

describe('an account without customer-service messages', () => {
  it('answers a slow question on a later attempt, with one model call', async () => {
    const { follower, model, logs } = await startBot();
    const rest = gate();
    model.next(streams({ text: '第一句。' }, { until: rest.opened }, { text: '第二句。' }, 'done'));
    const asked = follower.says('慢问题');
    // The first attempt was held to its end; the next one is open, or about to be.
    await vi.waitFor(() => expect(logs.map((line) => line['gave'])).toContain('no byte'), 5000);
    rest.open();
    const outcome = await asked;
    expect(outcome.text).toContain('第一句。第二句。');
    expect(outcome.attempts).toHaveLength(2);
    expect(model.calls).toHaveLength(1);
  });

  it('gives the sentences so far and 继续 on the last attempt, then the rest on a tap', async () => {
    const { follower, model } = await startBot({ attemptMs: 1500 });
    const rest = gate();
    model.next(
      streams({ text: '第一句。第二' }, { until: rest.opened }, { text: '句。第三句。' }, 'done'),
    );
    const outcome = await follower.says('很慢的问题');
    expect(outcome.attempts).toHaveLength(3);
    expect(outcome.text).toContain('第一句。');
    expect(outcome.text).not.toContain('第二');
    expect(outcome.text).toContain('继续');

    const tapped = follower.taps('👉 继续');
    rest.open();
    const more = await tapped;
    expect(more.text).toBe('第二句。第三句。');
    expect(model.calls).toHaveLength(1);
  });

  it('says honestly that it is still writing when there is not one sentence', async () => {
    const { follower, model } = await startBot({ attemptMs: 1500 });
    const rest = gate();
    model.next(streams({ until: rest.opened }, { text: '终于好了。' }, 'done'));
    const outcome = await follower.says('最慢的问题');
    expect(outcome.text).toContain('回答还在写');
    rest.open();
    expect((await follower.taps('👉 看回答')).text).toContain('终于好了。');
    expect(model.calls).toHaveLength(1);
  });

  it('gives a long finished answer in numbered messages, each sentence once', async () => {
    const { follower, model } = await startBot();
    const sentences = Array.from(
      { length: 150 },
      (_, n) => `这是回答里的第${n + 1}句话，不长也不短。`,
    );
    model.next(says(sentences.join('')));
    const texts = [(await follower.says('长问题')).text ?? ''];
    while (texts.at(-1)?.includes('👉 继续') && texts.length < 9)
      texts.push((await follower.taps('👉 继续')).text ?? '');
    expect(texts[0]).toMatch(/^（1\/5）/);
    expect(texts.at(-1)).toMatch(/^（5\/5）/);
    const all = texts.join('');
    for (const sentence of sentences) expect(all.split(sentence)).toHaveLength(2);
    expect(model.calls).toHaveLength(1);
  });
});

describe('an account with customer-service messages', () => {
  it('gives the first sentences passively before the deadline and the rest by message', async () => {
    const { follower, model } = await startBot({ accountKind: 'certified-service' });
    const rest = gate();
    model.next(
      streams({ text: '第一句。第二' }, { until: rest.opened }, { text: '句。第三句。' }, 'done'),
    );
    const outcome = await follower.says('慢问题');
    expect(outcome.attempts).toHaveLength(1);
    expect(outcome.text).toBe('第一句。\n\n（AI生成）');
    rest.open();
    const seen = await follower.until((all) => all.length === 2);
    expect(seen[1]).toMatchObject({
      via: 'customer-service',
      text: '第二句。第三句。',
      isAi: true,
    });
    expect(model.calls).toHaveLength(1);
  });

  it('answers nothing passively when there is no sentence yet, and everything by message', async () => {
    const { follower, model } = await startBot({ accountKind: 'certified-service' });
    const rest = gate();
    model.next(streams({ until: rest.opened }, { text: '全部在这里。' }, 'done'));
    const outcome = await follower.says('慢问题');
    expect(outcome.shown).toBe('nothing');
    rest.open();
    const seen = await follower.until((all) => all.length === 1);
    expect(seen[0]?.text).toContain('全部在这里。');
  });
});
