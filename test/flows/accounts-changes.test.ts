import { describe, expect, it } from 'vitest';
import { zh } from '../../src/inbox/texts/zh.ts';
import type { RedisPlace } from '../../src/store/store-settings.ts';
import { startLiveAccounts } from '../support/live-accounts.ts';
import { hasRedis, makeKeyPrefix, redisUrl } from '../support/redis-server.ts';
import { says } from '../support/scripted-model.ts';

/** Longer than a change takes, so that it meets the message on its way. */
const SLOW_API_MS = 1500;
const certified = { accountKind: 'certified-service', attemptMs: 1500 } as const;

/** More than three messages carry. */
const SENTENCES = Array.from({ length: 150 }, (_, n) => `这是回答里的第${n + 1}句话，不长也不短。`);
const LONG_ANSWER = says(SENTENCES.join(''));

const sentencesIn = (texts: readonly { readonly text: string }[]) =>
  texts
    .map(({ text }) => text)
    .join('')
    .match(/这是回答里的第\d+句话，不长也不短。/g) ?? [];

describe('answers that are being given when their account changes, over one folder', () =>
  tellStories(() => undefined));

describe.runIf(hasRedis)(
  'answers that are being given when their account changes, over one Redis',
  () => tellStories(() => ({ url: redisUrl(), keyPrefix: makeKeyPrefix() })),
);

function tellStories(makePlace: () => RedisPlace | undefined): void {
  /** Asks for a long answer; resolves when its second message is on its way. */
  async function startDelivery() {
    const live = await startLiveAccounts(makePlace(), certified);
    const { follower, model, faults } = live.bot;
    model.next(LONG_ANSWER);
    faults.delayApi(SLOW_API_MS);
    await follower.says('长问题');
    await follower.until((seen) => seen.some(({ via }) => via === 'customer-service'));
    return live;
  }

  it('a message in flight is sent once, and what follows goes on in order', async () => {
    const { bot, book } = await startDelivery();
    const before = sentencesIn(bot.follower.seen).length;
    const { inEffect, notYet } = await book.set('default', { WELCOME_TEXT: '欢迎' });
    expect([inEffect.length, notYet.length]).toEqual([2, 0]);
    bot.faults.delayApi(0);
    expect(before).toBeLessThan(SENTENCES.length);
    await bot.follower.until((seen) => sentencesIn(seen).at(-1) === SENTENCES.at(-1));
    // The courier comes to its end before the next answer; it would repeat a message that is in doubt.
    bot.model.next(says('新的回答。'));
    await bot.follower.says('再问');
    await bot.follower.until((seen) => seen.some(({ text }) => text.includes('新的回答。')));
    expect(sentencesIn(bot.follower.seen)).toEqual(SENTENCES);
    expect(bot.model.calls).toHaveLength(2);
  });

  it('a message in flight when its account is paused is sent once, and the rest after it is resumed', async () => {
    const { bot, book } = await startDelivery();
    await book.pause('default');
    bot.faults.delayApi(0);
    expect((await bot.follower.says('在吗')).text).toBe(zh.paused);
    const before = sentencesIn(bot.follower.seen).length;
    expect(before).toBeLessThan(SENTENCES.length);
    await book.resume('default');
    await bot.follower.until((seen) => sentencesIn(seen).at(-1) === SENTENCES.at(-1));
    expect(sentencesIn(bot.follower.seen)).toEqual(SENTENCES);
    expect(bot.model.calls).toHaveLength(1);
  });

  it('a paused account gives nothing of what it owes, and the rest when it is asked for after it is resumed', async () => {
    const { bot, book } = await startLiveAccounts(makePlace(), { attemptMs: 1500 });
    const { follower, model } = bot;
    model.next(says('这是回答里不长也不短的一句话。'.repeat(60), '最后一句。'));
    expect((await follower.says('长问题')).text).toContain('👉 继续');
    await book.pause('default');
    for (const asked of ['继续', '在吗']) expect((await follower.says(asked)).text).toBe(zh.paused);
    expect(await follower.does({ event: 'subscribe' })).toMatchObject({ text: zh.paused });
    await book.resume('default');
    expect((await follower.says('继续')).text).toContain('最后一句。');
    expect(model.calls).toHaveLength(1);
  });

  it('a follower who leaves a paused account is forgotten', async () => {
    const { bot, book } = await startLiveAccounts(makePlace(), {
      settings: { FORGET_ON_UNSUBSCRIBE: 'on' },
    });
    const { follower, model } = bot;
    model.next(says('记住了。'), says('你是谁？'));
    await follower.says('我叫小明');
    await book.pause('default');
    await follower.does({ event: 'unsubscribe' });
    await book.resume('default');
    await follower.does({ event: 'subscribe' });
    await follower.says('我叫什么');
    expect((await model.call(2)).body.messages.map(({ content }) => content).join()).not.toContain(
      '小明',
    );
  });
}
