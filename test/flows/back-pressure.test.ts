import { describe, expect, it } from 'vitest';
import { says, streams } from '../support/scripted-model.ts';
import { gate, startBot, type Bot, type BotOptions } from '../support/start-bot.ts';

const certified: BotOptions = {
  accountKind: 'certified-service',
  settings: { MAX_ANSWERS_AT_ONCE: '1', CUSTOMER_SERVICE: 'on' },
};

/** A bot that writes one answer at a time, and a first follower who has the place until `finish`. */
async function startFull(options: BotOptions = {}) {
  const bot = await startBot({ settings: { MAX_ANSWERS_AT_ONCE: '1' }, ...options });
  const rest = gate();
  bot.model.next(streams({ until: rest.opened }, { text: '第一个回答。' }, 'done'));
  const first = bot.platform.follower('oFirst').says('第一个问题');
  await bot.model.call(1);
  return { bot, first, finish: () => rest.open() };
}

const seenBy = (bot: Bot, openId: string) => bot.platform.follower(openId).seen;

describe('more questions than answers can be written at once', () => {
  it.each([
    ['in the process', { MAX_ANSWERS_AT_ONCE: '1' }],
    ['at the provider', { OPENAI_MAX_CONCURRENCY: '1' }],
  ])('are told so at once, %s, and are answered with 继续', async (_where, settings) => {
    const { bot, first, finish } = await startFull({ settings });
    const asked = await bot.follower.says('第二个问题');
    expect(asked.attempts).toHaveLength(1);
    expect(asked.text).toMatch(/轮到你的问题.*继续/);

    const tooEarly = await bot.follower.taps('👉 看回答');
    expect(tooEarly.attempts).toHaveLength(1);
    expect(tooEarly.text).toMatch(/轮到你的问题/);
    expect(bot.model.calls).toHaveLength(1);

    bot.model.next(says('第二个回答。'));
    finish();
    await bot.model.call(2);
    expect((await bot.follower.taps('👉 看回答')).text).toContain('第二个回答。');
    await first;
    expect(bot.model.calls).toHaveLength(2);
  });

  it('are answered by customer-service message without another word, where the account has them', async () => {
    const { bot, finish } = await startFull(certified);
    const asked = await bot.follower.says('第二个问题');
    expect(asked.attempts).toHaveLength(1);
    expect(asked.text).toMatch(/轮到你的问题.*会发给你/);
    bot.model.next(says('第二个回答。'));
    finish();
    const seen = await bot.follower.until((all) => all.length === 2);
    expect(seen[1]).toMatchObject({ via: 'customer-service', isAi: true });
    expect(seen[1]?.text).toContain('第二个回答。');
  });

  it('are all answered, once and in turn, with never more calls at the same time', async () => {
    let running = 0;
    let most = 0;
    const bot = await startBot({
      ...certified,
      settings: { ...certified.settings, MAX_ANSWERS_AT_ONCE: '3' },
      answerWith: (question) => {
        running += 1;
        most = Math.max(most, running);
        const ended = new Promise<void>((resolve) => setTimeout(resolve, 20));
        void ended.then(() => (running -= 1));
        return streams({ until: ended }, { text: `答：${question}。` }, 'done');
      },
    });
    const names = Array.from({ length: 40 }, (_, n) => `oFollower${n}`);
    await Promise.all(names.map((name) => bot.platform.follower(name).says(name)));
    await Promise.all(
      names.map((name) =>
        bot.platform.follower(name).until((all) => all.some(({ text }) => text.includes('答：'))),
      ),
    );
    for (const name of names) {
      const all = seenBy(bot, name).map(({ text }) => text);
      expect(all.join('\n').split(`答：${name}。`)).toHaveLength(2);
    }
    expect(bot.model.calls).toHaveLength(40);
    expect(most).toBeLessThanOrEqual(3);
  });

  it('are told so by another process as well, which knows the time alone', async () => {
    const { bot, finish } = await startFull();
    await bot.follower.says('第二个问题');
    const other = await bot.startAnother();
    bot.pointAt(other.url);
    const tapped = await bot.follower.taps('👉 看回答');
    expect(tapped.attempts).toHaveLength(1);
    expect(tapped.text).toMatch(/^你的问题还在排队，预计约 10 秒后/);

    bot.model.next(says('第二个回答。'));
    finish();
    await bot.model.call(2);
    expect((await bot.follower.taps('👉 看回答')).text).toContain('第二个回答。');
  });

  it('lose nothing when the process stops: the next one goes on', async () => {
    const { bot } = await startFull(certified);
    await bot.follower.says('第二个问题');
    bot.model.next(says('第一个回答。'), says('第二个回答。'));
    await bot.stop();
    await bot.startAnother();
    await bot.follower.until((all) => all.some(({ text }) => text.includes('第二个回答。')));
  });
});
