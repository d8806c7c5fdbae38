import { expect, it } from 'vitest';
import { zh } from '../../src/inbox/texts/zh.ts';
import { openAccountBook } from '../../src/server/open-account-book.ts';
import { parseConfig } from '../../src/config/parse-config.ts';
import { says } from '../support/scripted-model.ts';
import { startBot, type Bot } from '../support/start-bot.ts';

const SETTINGS = { ANSWER_LINKS: '👍,👎,重新生成' };
const start = () =>
  startBot({ attemptMs: 5000, settings: SETTINGS, answerWith: () => says('包邮。') });

/** What a tap on a link of the last message sends. */
const linkIn = (text: string | undefined, label: string) =>
  new RegExp(`msgmenucontent=([^&]*)&msgmenuid=1">${label}<`).exec(text ?? '')?.[1] ?? '';

async function review<Result>(
  bot: Bot,
  use: (
    opened: Awaited<ReturnType<Awaited<ReturnType<typeof openAccountBook>>['reviewOf']>>,
  ) => Promise<Result>,
): Promise<Result> {
  const environment = { DATA_DIR: bot.dataDir, WECHAT_TOKEN: bot.token, LOG_LEVEL: 'silent' };
  const opened = await openAccountBook(parseConfig(environment), environment);
  try {
    return await use(await opened.reviewOf('default'));
  } finally {
    await opened.close();
  }
}

it('a tap on 👍 under an old answer counts once, after the process was replaced twice', async () => {
  const bot = await start();
  const seen = await bot.follower.says('运费多少？');
  expect(seen.text).toContain('包邮。');
  const tap = linkIn(seen.text, '👍');
  expect(tap).toMatch(/^👍[0-9a-z]{4,}$/u);
  await bot.follower.says('几点开门？');
  await bot.stop();
  const second = await bot.startAnother();
  await second.server.stop();
  const third = await bot.startAnother();
  bot.pointAt(third.url);
  expect((await bot.follower.says(tap)).text).toBe(zh.feedbackThanks);
  expect((await bot.follower.says(tap)).text).toBe(zh.feedbackThanks);
  const { feedback } = await review(bot, (opened) => opened.list());
  expect(feedback).toMatchObject([{ question: '运费多少？', verdict: 'up' }]);
  expect(bot.model.calls).toHaveLength(2);
});

it('👎 asks for a reason, and three followers who correct alike make a draft without a call of the model', async () => {
  const bot = await start();
  const followers = ['oAnn', 'oBen', 'oCem'].map((openId) => bot.platform.follower(openId));
  for (const one of followers) {
    const seen = await one.says('运费多少？');
    const asked = await one.says(linkIn(seen.text, '👎'));
    expect(asked.text).toContain('哪里不好');
    expect((await one.says(linkIn(asked.text, '不准确'))).text).toBe(zh.feedbackReasonNoted);
    expect((await one.says('纠正：满 99 元包邮')).text).toBe(zh.correctionNoted);
  }
  expect(bot.model.calls).toHaveLength(3);
  const { drafts, feedback } = await review(bot, (opened) => opened.list());
  expect(feedback[0]).toMatchObject({ reason: 'inaccurate', correction: '满 99 元包邮' });
  expect(drafts).toMatchObject([{ answer: '满 99 元包邮', from: 3, state: 'waiting' }]);
  const exported = await followers[0]?.says('导出我的数据');
  expect(exported?.text).toContain('你对回答的评价和纠正：运费多少？，👎，不准确，满 99 元包邮');
  await followers[0]?.says('确认删除');
  expect(await review(bot, (opened) => opened.list())).toMatchObject({ drafts: [] });
});

it('another follower’s tap says that the answer is not there', async () => {
  const bot = await start();
  const seen = await bot.follower.says('运费多少？');
  const other = bot.platform.follower('oOther');
  expect((await other.says(linkIn(seen.text, '👍'))).text).toBe(zh.feedbackUnknown);
});
