import { expect, it } from 'vitest';
import { says, streams } from '../support/scripted-model.ts';
import { startBot } from '../support/start-bot.ts';

it('a follower who asks too often in a minute reads when it goes on, and the model is not asked', async () => {
  const { follower, platform, model } = await startBot({
    settings: { FOLLOWER_QUESTIONS_PER_MINUTE: '2' },
  });
  model.next(says('一。'), says('二。'), says('他人的。'));
  for (const question of ['甲', '乙']) await follower.says(question);
  const refused = await follower.says('丙');
  expect(refused.text).toMatch(/^你问得有点快，请过 \d+ 秒再发一次。$/);
  expect(refused.attempts).toHaveLength(1);
  expect((await follower.says('帮助')).text).toContain('新对话');
  expect((await platform.follower('oOther').says('丁')).text).toContain('他人的。');
  expect(model.calls).toHaveLength(3);
});

it('a day’s questions are not reset by 删除我的数据', async () => {
  const bot = await startBot({ settings: { FOLLOWER_QUESTIONS_PER_DAY: '1' } });
  bot.model.next(says('一。'));
  await bot.follower.says('甲');
  expect((await bot.follower.says('乙')).text).toContain('明天 0 点以后');
  expect((await bot.follower.says('确认删除')).text).toContain('已经全部删除');
  expect((await bot.follower.says('丙')).text).toContain('明天 0 点以后');
  expect(bot.model.calls).toHaveLength(1);
});

it('a second process over the same data counts along', async () => {
  const bot = await startBot({ settings: { FOLLOWER_QUESTIONS_PER_DAY: '2' } });
  bot.model.next(says('一。'), says('二。'));
  await bot.follower.says('甲');
  const other = await bot.startAnother();
  await bot.stop();
  bot.pointAt(other.url);
  await bot.follower.says('乙');
  expect((await bot.follower.says('丙')).text).toContain('明天 0 点以后');
});

it.each([
  ['as the model reports them', [{ usage: { prompt_tokens: 900, completion_tokens: 100 } }]],
  ['by estimate when it does not', []],
])('a day’s tokens are counted %s', async (_how, usage) => {
  const limit = usage.length > 0 ? '1000' : '20';
  const { follower, model } = await startBot({ settings: { FOLLOWER_TOKENS_PER_DAY: limit } });
  model.next(streams({ text: '一。' }, { finish: 'stop' }, ...usage, 'done'));
  expect((await follower.says('甲')).text).toContain('一。');
  expect((await follower.says('乙')).text).toContain('今天的回答用量已经用完');
  expect(model.calls).toHaveLength(1);
});

it('a failed question that is asked again with 重试 counts like any other', async () => {
  const { follower, model } = await startBot({ settings: { FOLLOWER_QUESTIONS_PER_DAY: '1' } });
  model.next({ status: 400, json: { error: { message: 'scripted' } } });
  expect((await follower.says('甲')).text).toContain('重试');
  expect((await follower.taps('重试')).text).toContain('明天 0 点以后');
  expect(model.calls).toHaveLength(1);
});
