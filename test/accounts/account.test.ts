import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { attemptByTime } from '../../src/accounts/attempt-by-time.ts';
import { zh } from '../../src/inbox/texts/zh.ts';
import type { FollowerMessage } from '../../src/messages/inbound-message.ts';
import { StoreUnavailableError } from '../../src/runtime/store-unavailable-error.ts';
import { openDatabase } from '../../src/store/sqlite/database.ts';
import { RefusedPushError } from '../../src/wechat/errors.ts';
import { sentences } from '../delivery/delivery-state.ts';
import { startAccount, type AccountOnHand } from '../support/account-on-hand.ts';
import { finish, text, type Step } from '../answering/answerer-double.ts';
import type { Push } from '../../src/wechat/push/codec.ts';

const CONTINUE = zh.more;

/** The model says `pieces` at these times, in milliseconds from the question; then it is done. */
function scriptTimes(
  bot: AccountOnHand,
  ...pieces: readonly [atMs: number, words: string][]
): void {
  const steps: Step[] = [];
  let before = 0;
  for (const [atMs, words] of pieces) {
    const delayMs = atMs - before;
    before = atMs;
    steps.push({
      get until() {
        return bot.clock.sleep(delayMs);
      },
    });
    steps.push(text(words));
  }
  bot.answerer.script(...steps, finish);
}

describe('the number of an attempt as the clocks tell it', () => {
  it.each([
    [0, 1],
    [4, 1],
    [5, 2],
    [9, 2],
    [10, 3],
    [14, 3],
    [60, 3],
    [-3, 1],
  ])('%d s after the message it is %d', (lateSeconds, number) => {
    const message: FollowerMessage = {
      accountId: 'gh_test',
      openId: 'o',
      createTime: 1_700_000_000,
      kind: 'text',
      msgId: '1',
      content: '你好',
    };
    const push: Push = {
      message,
      timestamp: message.createTime + lateSeconds,
      nonce: 'n',
      signature: 's',
      token: 'current',
      isEncrypted: false,
    };
    expect(attemptByTime(push, 3)).toBe(number);
  });
});

describe('without customer-service messages', () => {
  it('a fast answer comes when it is there, on the first attempt', async () => {
    const bot = await startAccount();
    scriptTimes(bot, [1000, '今天天气很好。']);
    const asked = bot.says('天气怎么样');
    await bot.pass(2000);
    expect(asked.outcome).toEqual({
      atMs: 1000,
      attempt: 1,
      text: `今天天气很好。\n\n${zh.aiLabel}`,
    });
  });

  it('a slower answer comes when it is there, on a later attempt', async () => {
    const bot = await startAccount();
    scriptTimes(bot, [2000, '第一句。第二'], [8000, '句。']);
    const asked = bot.says('慢问题');
    await bot.pass(9000);
    expect(asked.outcome).toMatchObject({ atMs: 8000, attempt: 2 });
    expect(asked.outcome).toMatchObject({ text: expect.stringContaining('第一句。第二句。') });
    expect(bot.answerer.prompts).toHaveLength(1);
  });

  it('a very slow answer gives what there is at the last deadline, and the rest on 继续', async () => {
    const bot = await startAccount();
    scriptTimes(bot, [2000, '第一句。第二'], [21_000, '句。']);
    const asked = bot.says('很慢的问题');
    await bot.pass(15_000);
    expect(asked.outcome).toEqual({
      atMs: 14_500,
      attempt: 3,
      text: `第一句。\n\n${zh.aiLabel}\n\n${CONTINUE}`,
    });
    const tapped = bot.says('继续');
    await bot.pass(7000);
    expect(tapped.outcome).toEqual({ atMs: 6000, attempt: 2, text: '第二句。' });
    expect(bot.answerer.prompts).toHaveLength(1);
  });

  it('an answer without a sentence is announced at the last deadline', async () => {
    const bot = await startAccount();
    scriptTimes(bot, [30_000, '终于。']);
    const asked = bot.says('最慢的问题');
    await bot.pass(15_000);
    expect(asked.outcome).toEqual({ atMs: 14_500, attempt: 3, text: zh.stillWriting });
  });

  it.each([
    ['the second attempt is lost: the third is the last', { lost: [2] }, 14_500, 3],
    ['the first attempt is lost: nothing is risked', { lost: [1] }, 9500, 2],
    [
      'something cut the first attempt: nothing is risked, and the next is answered sooner',
      { cutFirstAfterMs: 4000 },
      7500,
      2,
    ],
  ])('%s', async (_title, how, atMs, attempt) => {
    const bot = await startAccount();
    scriptTimes(bot, [1000, '第一句。第二'], [60_000, '句。']);
    const asked = bot.says('慢问题', how);
    await bot.pass(15_000);
    expect(asked.outcome).toMatchObject({ atMs, attempt });
    expect(asked.outcome).toMatchObject({ text: expect.stringMatching(/^第一句。[^]*继续/) });
  });

  it('a reply that got lost is given again, word by word', async () => {
    const bot = await startAccount();
    scriptTimes(bot, [1000, '今天天气很好。']);
    const asked = bot.says('天气怎么样', { loseReplyTo: 1 });
    await bot.pass(6000);
    expect(asked.outcome).toEqual({
      atMs: 5000,
      attempt: 2,
      text: `今天天气很好。\n\n${zh.aiLabel}`,
    });
    expect(bot.answerer.prompts).toHaveLength(1);
  });

  it('a second question does not swallow the first: both answers come, in order', async () => {
    const bot = await startAccount();
    scriptTimes(bot, [7000, '第一个回答。']);
    scriptTimes(bot, [1000, '第二个回答。']);
    const first = bot.says('第一个问题');
    await bot.pass(1000);
    const second = bot.says('第二个问题');
    await bot.pass(12_000);
    expect(first.outcome).toMatchObject({ atMs: 7000, attempt: 2 });
    expect(first.outcome).toMatchObject({ text: expect.stringContaining('第一个回答。') });
    expect(second.outcome).toMatchObject({ text: expect.stringContaining('第二个回答。') });
  });

  it('停止 ends the writing; the open attempt is answered with nothing', async () => {
    const bot = await startAccount();
    scriptTimes(bot, [1000, '第一句。第二'], [60_000, '句。']);
    const asked = bot.says('慢问题');
    await bot.pass(2000);
    const stopping = bot.says('停止');
    await bot.pass(1000);
    expect(stopping.outcome).toMatchObject({ text: zh.stopped });
    expect(asked.outcome).toMatchObject({ text: '' });
    expect(bot.answerer.aborted()).toBe(1);
    expect(bot.account.running()).toBe(0);
  });
});

describe('with customer-service messages', () => {
  it('the first sentences come passively, and the rest follows when no repeat has come', async () => {
    const bot = await startAccount({ customerService: 'yes' });
    scriptTimes(bot, [1000, '第一句。第二'], [5100, '句。第三句。']);
    const asked = bot.says('慢问题');
    await bot.pass(5000);
    expect(asked.outcome).toEqual({
      atMs: 4500,
      attempt: 1,
      text: `第一句。\n\n${zh.aiLabel}`,
    });
    await bot.pass(400);
    expect(bot.sent).toEqual([]);
    await bot.pass(200);
    expect(bot.sent).toMatchObject([{ atMs: 5500, content: '第二句。第三句。', isAi: true }]);
  });

  it('nothing comes passively when there is no sentence, and everything by message', async () => {
    const bot = await startAccount({ customerService: 'yes' });
    scriptTimes(bot, [8000, '全部在这里。']);
    const asked = bot.says('慢问题');
    await bot.pass(9000);
    expect(asked.outcome).toEqual({ atMs: 4500, attempt: 1, text: '' });
    expect(bot.sent).toMatchObject([{ atMs: 8000, content: `全部在这里。\n\n${zh.aiLabel}` }]);
  });

  it('a lost passive reply comes again with the repeat, before any message', async () => {
    const bot = await startAccount({ customerService: 'yes' });
    scriptTimes(bot, [1000, '第一句。第二'], [4800, '句。']);
    const asked = bot.says('慢问题', { loseReplyTo: 1 });
    await bot.pass(9000);
    expect(asked.outcome).toEqual({
      atMs: 5000,
      attempt: 2,
      text: `第一句。\n\n${zh.aiLabel}`,
    });
    await bot.pass(3000);
    expect(bot.sent).toMatchObject([{ content: '第二句。' }]);
    expect(bot.sent[0]?.atMs).toBeGreaterThanOrEqual(10_500);
  });

  it('a long stream takes five messages; the last comes at the end, with a link to what does not fit', async () => {
    const bot = await startAccount({ customerService: 'yes' });
    const seconds = Array.from({ length: 120 }, (_, n): [number, string] => [
      (n + 1) * 1000,
      sentences(1, n + 1),
    ]);
    scriptTimes(bot, ...seconds);
    const asked = bot.says('长问题');
    await bot.pass(130_000);
    expect(bot.sent).toHaveLength(5);
    expect(bot.sent.at(-1)?.atMs).toBeGreaterThanOrEqual(120_000);
    expect(bot.sent.at(-1)?.content).toContain(CONTINUE);
    const tapped = bot.says('继续');
    await bot.pass(100);
    const passive = [asked, tapped].map(({ outcome }) =>
      typeof outcome === 'object' ? outcome.text : '',
    );
    const all = [...passive, ...bot.sent.map(({ content }) => content)].join('');
    for (let n = 1; n <= 120; n += 1) expect(all.split(sentences(1, n))).toHaveLength(2);
    expect(bot.answerer.prompts).toHaveLength(1);
  });

  it.each([45_047, 45_015])(
    'what %d refuses waits for the next message of the follower',
    async (errcode) => {
      const bot = await startAccount({ customerService: 'yes' });
      bot.refuseNext(errcode);
      scriptTimes(bot, [8000, '迟到的回答。']);
      bot.says('慢问题');
      await bot.pass(30_000);
      expect(bot.sent).toEqual([]);
      scriptTimes(bot, [1000, '新的回答。']);
      const next = bot.says('新问题');
      await bot.pass(3000);
      expect(next.outcome).toMatchObject({
        text: expect.stringMatching(/^迟到的回答。[^]*新的回答。/),
      });
      expect(bot.sent).toEqual([]);
    },
  );

  it('what is too long is cut and sent again, whole and in order', async () => {
    const bot = await startAccount({ customerService: 'yes' });
    bot.refuseNext(45_002);
    const answer = sentences(40);
    scriptTimes(bot, [8000, answer]);
    bot.says('问题');
    await bot.pass(30_000);
    expect(bot.sent.length).toBeGreaterThan(1);
    const all = bot.sent.map(({ content }) => content).join('');
    for (let n = 1; n <= 40; n += 1) expect(all.split(sentences(1, n))).toHaveLength(2);
  });

  it('a permission that is gone is learnt, and the text comes passively', async () => {
    const bot = await startAccount({ customerService: 'yes' });
    bot.refuseNext(48_001);
    scriptTimes(bot, [8000, '没能发出的回答。']);
    bot.says('慢问题');
    await bot.pass(20_000);
    expect(bot.sent).toEqual([]);
    const tapped = bot.says('继续');
    await bot.pass(1000);
    expect(tapped.outcome).toMatchObject({ text: expect.stringContaining('没能发出的回答。') });
  });

  it('a follower who left gets nothing more, and nothing more is written', async () => {
    const bot = await startAccount({ customerService: 'yes' });
    bot.refuseNext(43_004);
    scriptTimes(bot, [6000, sentences(3)], [60_000, sentences(3, 4)]);
    bot.says('慢问题');
    await bot.pass(61_000);
    expect(bot.sent).toEqual([]);
    expect(bot.account.running()).toBe(0);
  });

  it('a busy WeChat is tried again, once per message', async () => {
    const bot = await startAccount({ customerService: 'yes' });
    bot.refuseNext(-1, 'unreachable', 'ok');
    scriptTimes(bot, [8000, '全部在这里。']);
    bot.says('慢问题');
    await bot.pass(15_000);
    expect(bot.sent).toHaveLength(1);
  });
});

describe('a push that WeChat left before a process that stood still looked at it', () => {
  it('does not bring again what another process answered meanwhile', async () => {
    const bot = await startAccount({ customerService: 'yes' });
    scriptTimes(bot, [1000, '今天天气很好。']);
    const asked = bot.says('天气怎么样', { firstIsSeenAfterMs: 9800 });
    await bot.pass(30_000);
    expect(asked.outcome).toMatchObject({ atMs: 6000, attempt: 2 });
    expect(bot.sent).toEqual([]);
  });

  it('does not take the place of the attempt that is open', async () => {
    const bot = await startAccount();
    scriptTimes(bot, [1000, '第一句。第二'], [60_000, '句。']);
    const asked = bot.says('慢问题', { firstIsSeenAfterMs: 7000 });
    await bot.pass(15_000);
    expect(asked.outcome).toMatchObject({ atMs: 9500, attempt: 2 });
    expect(asked.outcome).toMatchObject({ text: expect.stringMatching(/^第一句。[^]*继续/) });
  });

  it('begins the answer when nobody knows the question yet', async () => {
    const bot = await startAccount();
    scriptTimes(bot, [1000, '今天天气很好。']);
    const asked = bot.says('天气怎么样', { firstIsSeenAfterMs: 5100, lost: [2] });
    await bot.pass(15_000);
    expect(asked.outcome).toMatchObject({ atMs: 10_000, attempt: 3 });
    expect(bot.answerer.prompts).toHaveLength(1);
  });
});

describe('a push that cannot be served', () => {
  const message = (msgId: string): FollowerMessage => ({
    accountId: 'gh_test',
    openId: 'oFollower',
    createTime: 1_700_000_000,
    kind: 'text',
    msgId,
    content: '帮助',
  });

  it('is refused when its signature came with another message', async () => {
    const bot = await startAccount();
    await bot.push(message('1'), 'same');
    await expect(bot.push(message('2'), 'same')).rejects.toThrow(RefusedPushError);
    expect((await bot.push(message('1'), 'same')).reply).toMatchObject({ kind: 'text' });
  });

  const lockFor = (bot: AccountOnHand) => {
    const database = openDatabase(join(bot.folder, 'kuaihui.sqlite'), 0);
    database.exec('BEGIN IMMEDIATE');
    let isLocked = true;
    const unlock = () => {
      if (isLocked) database.exec('ROLLBACK');
      isLocked = false;
    };
    onTestFinished(() => {
      unlock();
      database.close();
    });
    return unlock;
  };

  it('is left to WeChat’s repeat while the store is away, and served when it is back', async () => {
    const bot = await startAccount();
    const unlock = lockFor(bot);
    scriptTimes(bot, [1000, '好。']);
    const asked = bot.says('你好');
    await bot.pass(20);
    bot.clock.jump(4600);
    await bot.pass(200);
    unlock();
    await bot.pass(3000);
    expect(asked.outcome).toMatchObject({ attempt: 2, text: expect.stringContaining('好。') });
    expect(bot.answerer.prompts).toHaveLength(1);
  });

  it('gets the reply that was written although the store’s answer was lost, and gets it soon', async () => {
    let isLost = false;
    const bot = await startAccount({
      wrapStore: (store) => ({
        ...store,
        deliveries: {
          ...store.deliveries,
          async commit(...args) {
            const result = await store.deliveries.commit(...args);
            if (isLost) return result;
            isLost = true;
            throw new StoreUnavailableError('The answer got lost');
          },
        },
      }),
    });
    // The message is full long before the deadline, and the answer goes on after it.
    scriptTimes(bot, [1000, sentences(80)], [60_000, '完。']);
    const asked = bot.says('慢问题');
    await bot.pass(4000);
    expect(asked.outcome).toMatchObject({ attempt: 1, text: expect.stringContaining('继续') });
  });

  it('gets an honest sentence on the last attempt', async () => {
    const bot = await startAccount();
    const asked = bot.says('你好', { lost: [1, 2] });
    await bot.pass(9990);
    lockFor(bot);
    await bot.pass(20);
    bot.clock.jump(4600);
    await bot.pass(200);
    expect(asked.outcome).toMatchObject({ attempt: 3, text: zh.outOfOrder });
  });

  it('is not told that the question was not written down when an earlier attempt was', async () => {
    const bot = await startAccount();
    scriptTimes(bot, [20_000, '好。']);
    const asked = bot.says('你好');
    await bot.pass(9990);
    const unlock = lockFor(bot);
    await bot.pass(20);
    bot.clock.jump(4600);
    await bot.pass(200);
    expect(asked.outcome).toMatchObject({ attempt: 3, text: zh.stillWriting });
    unlock();
    await bot.pass(3000);
  });
});
