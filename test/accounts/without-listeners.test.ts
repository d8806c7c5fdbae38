import { describe, expect, it } from 'vitest';
import type { EventBus } from '../../src/events/event-bus.ts';
import { finish, gate, text } from '../answering/answerer-double.ts';
import { startAccount, type AccountOnHand } from '../support/account-on-hand.ts';
import { listenBadly } from '../support/bad-listener.ts';

const LABEL = '\n\n（AI生成）';

const textOf = (asked: ReturnType<AccountOnHand['says']>) =>
  typeof asked.outcome === 'object' ? asked.outcome.text : asked.outcome;

const at = (bot: AccountOnHand, ms: number) => ({
  get until() {
    return bot.clock.sleep(ms);
  },
});

describe.each<[string, ((events: EventBus) => void) | undefined]>([
  ['nothing listens', undefined],
  ['every listener throws', listenBadly],
])('when %s', (_how, listen) => {
  const options = listen ? { listen } : {};

  it('a fast answer is one reply', async () => {
    const bot = await startAccount(options);
    bot.answerer.script(text('好的。'), finish);
    const asked = bot.says('你好');
    await bot.pass(100);
    expect(textOf(asked)).toBe(`好的。${LABEL}`);
  });

  it('a slow answer comes by a reply and by messages', async () => {
    const bot = await startAccount({ customerService: 'yes', ...options });
    bot.answerer.script(at(bot, 2000), text('一。二'), at(bot, 10_000), text('。三。'), finish);
    const asked = bot.says('慢问题');
    for (let second = 0; second < 20; second += 1) await bot.pass(1000);
    expect(textOf(asked)).toBe(`一。${LABEL}`);
    expect(bot.sent.map(({ content }) => content)).toEqual(['二。三。']);
  });

  it('a message that WeChat does not take is owed again', async () => {
    const bot = await startAccount({ customerService: 'yes', ...options });
    bot.answerer.script(at(bot, 6000), text('全部。'), finish);
    bot.refuseNext(45015);
    bot.says('慢问题');
    for (let second = 0; second < 12; second += 1) await bot.pass(1000);
    expect(bot.sent).toEqual([]);
    const tapped = bot.says('继续');
    await bot.pass(100);
    expect(textOf(tapped)).toBe(`全部。${LABEL}`);
  });

  it('an answer that waited for its place is delivered when that comes', async () => {
    const bot = await startAccount({ customerService: 'yes', answersAtOnce: 1, ...options });
    const other = { turnId: 'ahead', account: 'other', lane: bot.answerer.lane };
    const running = bot.queue.join(other);
    bot.answerer.script(text('终于好了。'), finish);
    bot.says('慢问题');
    await bot.pass(20_000);
    running.leave();
    await bot.pass(10_000);
    expect(bot.sent.map(({ content }) => content).join('')).toContain('终于好了。');
  });

  it('an answer that the follower stopped is stopped', async () => {
    const bot = await startAccount(options);
    bot.answerer.script(text('一。'), gate());
    bot.says('长问题');
    await bot.pass(1000);
    const stopped = bot.says('停止');
    await bot.pass(1000);
    expect(textOf(stopped)).not.toBe('');
    expect(bot.account.running()).toBe(0);
  });
});
