import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, describe } from 'vitest';
import { says, streams } from '../support/scripted-model.ts';
import { gate, startBot, type Bot } from '../support/start-bot.ts';

/** What stays of the text of a reply without links and labels. */
const wordsOf = (text: string | undefined) => (text ?? '').replace(/<[^>]*>/g, '');

it.each(['personal', 'certified-service'] as const)(
  'a task is answered at once while a long answer is written (%s)',
  async (accountKind) => {
    const { follower, model } = await startBot({ accountKind });
    const rest = gate();
    model.next(
      streams(
        { text: '第一句。第二句。' },
        { until: rest.opened },
        { text: '第三句。' },
        { finish: 'stop' },
        'done',
      ),
    );
    const long = follower.says('长问题');
    await model.call(1);
    const exported = await follower.says('导出我的数据');
    expect(wordsOf(exported.text)).toContain('你：长问题');
    expect(exported.attempts).toHaveLength(1);
    expect(exported.text).not.toContain('AI生成');
    rest.open();
    await long;
    expect(model.calls).toHaveLength(1);
  },
);

it('another answer is written without the earlier one, which stays in the export', async () => {
  const { follower, model } = await startBot();
  model.next(says('零。'), says('旧的回答。'), says('二。'), says('三。'));
  await follower.says('你好');
  await follower.says('问题');
  expect((await follower.says('重新生成')).text).toContain('二。');
  const { messages } = (await model.call(3)).body;
  expect(messages.at(-1)?.content).toContain('问题');
  expect(messages.map(({ content }) => content).join('\n')).not.toContain('旧的回答。');
  const exported = wordsOf((await follower.says('导出我的数据')).text);
  for (const words of [
    '你：问题（不再算进对话）\n我：旧的回答。',
    '你：问题\n我：二。',
    '我：零。',
  ])
    expect(exported).toContain(words);
  await follower.says('然后呢');
  const next = (await model.call(4)).body.messages.map(({ content }) => content).join('\n');
  expect(next).toContain('二。');
  expect(next).not.toContain('旧的回答。');
});

it('撤回 takes questions out of the conversation, one after the other', async () => {
  const { follower, model } = await startBot();
  model.next(says('一。'), says('二。'), says('三。'));
  await follower.says('问题甲');
  await follower.says('问题乙');
  expect((await follower.says('撤回')).text).toContain('问题乙');
  expect((await follower.says('撤回')).text).toContain('问题甲');
  expect((await follower.says('撤回')).text).toContain('没有可以撤回');
  await follower.says('问题丙');
  expect((await model.call(3)).body.messages.filter(({ role }) => role !== 'system')).toHaveLength(
    1,
  );
});

describe.each([
  ['SQLite', {}],
  ['Redis', { REDIS_URL: 'redis://127.0.0.1:6379' }],
])('over %s', (_store, redis) => {
  const settings = {
    ...redis,
    ...('REDIS_URL' in redis && { REDIS_KEY_PREFIX: `commands-${process.pid}-${Date.now()}` }),
  };
  const start = (): Promise<Bot> => startBot({ settings });

  it.each(['its own process', 'another process'])(
    '停止 closes the model’s connection that %s holds',
    async (where) => {
      const bot = await start();
      bot.model.next(streams({ text: '一。' }, 'hang'));
      const asked = bot.follower.says('长问题');
      const call = await bot.model.call(1);
      if (where === 'another process') bot.pointAt((await bot.startAnother()).url);
      const stopped = bot.follower.says('停止');
      expect(await call.ended).toBe('client left');
      expect((await stopped).text).toContain('已经停下');
      await asked;
    },
  );

  it('nothing is left of the words of a follower who wants to be forgotten', async () => {
    const bot = await start();
    bot.model.next(
      says('答案里的暗号MARKERA。'.repeat(200)),
      says('MARKERB'),
      says('别人的OTHER。'),
    );
    await bot.follower.says('问题里的暗号MARKERQ');
    await bot.follower.says('MARKERP'.repeat(300));
    await bot.platform.follower('oOther').says('别人');
    await bot.follower.says('导出我的数据');
    await bot.follower.says('删除我的数据');
    expect((await bot.follower.says('确认删除')).text).toContain('已经全部删除');
    const left = () => {
      const files = readdirSync(bot.dataDir, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => readFileSync(join(entry.parentPath, entry.name)));
      return files.flatMap((bytes) => bytes.toString('latin1').match(/MARKER[ABPQ]/g) ?? []);
    };
    await expect.poll(left, { timeout: 20_000, interval: 200 }).toEqual([]);
  });
});
