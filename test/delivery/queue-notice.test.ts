import { describe, expect, it } from 'vitest';
import {
  startAccount,
  type AccountOnHand,
  type OnHandOptions,
} from '../support/account-on-hand.ts';
import { finish, gate, text } from '../answering/answerer-double.ts';

const LABEL = '\n\n（AI生成）';

/** One place, which somebody else has; each answer takes a minute, as far as is known. */
async function startFull(options: OnHandOptions = {}) {
  const bot = await startAccount({ answersAtOnce: 1, ...options });
  const other = { turnId: 'ahead 1', account: 'other', answerer: bot.answerer };
  const past = bot.queue.join(other);
  await bot.pass(60_000);
  past.leave();
  return { bot, running: bot.queue.join(other) };
}

const textOf = (asked: ReturnType<AccountOnHand['says']>) =>
  typeof asked.outcome === 'object' ? asked.outcome.text : asked.outcome;

describe('a question that has to wait too long', () => {
  it('is told its place at once, and keeps it: the answer comes with 继续', async () => {
    const { bot, running } = await startFull();
    bot.answerer.script(text('终于好了。'), finish);
    const asked = bot.says('慢问题');
    await bot.pass(0);
    expect(asked.outcome).toMatchObject({ atMs: 0, attempt: 1 });
    expect(textOf(asked)).toMatch(/^下一个就轮到你的问题，预计约 1 分钟后开始回答。.*继续/);
    expect(bot.answerer.prompts).toEqual([]);

    running.leave();
    await bot.pass(1000);
    const tapped = bot.says('继续');
    await bot.pass(100);
    expect(textOf(tapped)).toBe(`终于好了。${LABEL}`);
    expect(bot.answerer.prompts).toHaveLength(1);
  });

  it('is told the new place with 继续, at once as well', async () => {
    const { bot, running } = await startFull();
    bot.answerer.script(text('好。'), finish);
    const between = bot.queue.join({
      turnId: 'ahead 2',
      account: 'default',
      answerer: bot.answerer,
    });
    const asked = bot.says('慢问题');
    await bot.pass(0);
    expect(textOf(asked)).toMatch(/^前面还有 1 个问题，预计约 2 分钟/);
    between.leave();
    const tapped = bot.says('继续');
    await bot.pass(0);
    expect(tapped.outcome).toMatchObject({ atMs: 0, attempt: 1 });
    expect(textOf(tapped)).toMatch(/^下一个就轮到你的问题/);
    running.leave();
    await bot.pass(1000);
  });

  it('gets the answer by customer-service message where the account has them, without a link', async () => {
    const { bot, running } = await startFull({ customerService: 'yes' });
    bot.answerer.script(text('终于好了。'), finish);
    const asked = bot.says('慢问题');
    await bot.pass(0);
    expect(textOf(asked)).toMatch(/发给你/);
    expect(textOf(asked)).not.toContain('<a');
    await bot.pass(60_000);
    expect(bot.sent).toEqual([]);
    running.leave();
    await bot.pass(1000);
    expect(bot.sent).toMatchObject([{ content: `终于好了。${LABEL}`, isAi: true }]);
  });

  it('takes along what is owed of an earlier answer', async () => {
    const { bot, running } = await startFull();
    running.leave();
    const written = gate();
    bot.answerer.script(written, text('第一个回答。'), finish);
    bot.answerer.script(text('第二个回答。'), finish);
    // Its answer is written when no attempt is open any more.
    bot.says('第一个', { lost: [2, 3], cutFirstAfterMs: 0 });
    await bot.pass(10);
    written.open();
    await bot.pass(20_000);
    const again = bot.queue.join({ turnId: 'ahead 3', account: 'other', answerer: bot.answerer });
    const asked = bot.says('第二个');
    await bot.pass(0);
    expect(textOf(asked)).toMatch(/^第一个回答。.*👉 继续/s);
    const tapped = bot.says('继续');
    await bot.pass(0);
    expect(textOf(tapped)).toMatch(/^下一个就轮到你的问题/);
    again.leave();
    await bot.pass(1000);
  });

  it('gives its place up with 停止, and asks no model', async () => {
    const { bot, running } = await startFull();
    bot.says('慢问题');
    await bot.pass(0);
    bot.says('停止');
    await bot.pass(0);
    expect(bot.queue.waiting()).toBe(0);
    running.leave();
    await bot.pass(1000);
    expect(bot.answerer.prompts).toEqual([]);
  });
});

describe('a question that waits a little', () => {
  it('is held like any other, and answered when its place came', async () => {
    const bot = await startAccount({ answersAtOnce: 1 });
    bot.answerer.script(text('好了。'), finish);
    const running = bot.queue.join({ turnId: 'ahead 4', account: 'other', answerer: bot.answerer });
    const asked = bot.says('问题');
    await bot.pass(7000);
    expect(asked.outcome).toBeUndefined();
    running.leave();
    await bot.pass(100);
    expect(asked.outcome).toMatchObject({ attempt: 2, text: `好了。${LABEL}` });
  });

  it('is told the place on the last attempt when the estimate was wrong', async () => {
    const bot = await startAccount({ answersAtOnce: 1 });
    bot.answerer.script(text('好了。'), finish);
    const running = bot.queue.join({ turnId: 'ahead 5', account: 'other', answerer: bot.answerer });
    const asked = bot.says('问题');
    await bot.pass(20_000);
    expect(textOf(asked)).toMatch(/^下一个就轮到你的问题/);
    running.leave();
    await bot.pass(1000);
  });
});
