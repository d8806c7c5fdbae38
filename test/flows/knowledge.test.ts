import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import type { RedisPlace } from '../../src/store/store-settings.ts';
import {
  addDocuments,
  makeFolder,
  openCommand,
  settingsOf,
  systemOf,
} from '../support/owner-documents.ts';
import { hasRedis, makeKeyPrefix, redisUrl } from '../support/redis-server.ts';
import { says } from '../support/scripted-model.ts';
import { startBot, type Bot } from '../support/start-bot.ts';

const RETURNS = `# 退换货

## 多久之内可以退货？

签收之日起 7 天内，未使用、包装完好的商品可以退货。

## 运费谁出？

因质量问题退货，运费由我们承担。
`;
const FAQ = '问题,问法,答案\n几点开门？,营业时间|周日开门吗,"9:00 到 18:00，\n周一休息。"\n';
const REFUSAL = '这个我不清楚，请留言。';

const textOf = async (bot: Bot, question: string, openId = 'oFollower') =>
  (await bot.platform.follower(openId).says(question)).text;

describe('documents over SQLite', () => tellStories(() => undefined));

describe.runIf(hasRedis)('documents over Redis', () =>
  tellStories(() => ({ url: redisUrl(), keyPrefix: makeKeyPrefix() })),
);

function tellStories(makePlace: () => RedisPlace | undefined): void {
  it('a model reads the folder, cites it, and a changed file counts at a later question', async () => {
    const { folder, write } = makeFolder({ 'service/returns.md': RETURNS });
    const place = settingsOf(makePlace());
    const bot = await startBot({ settings: { ...place, KNOWLEDGE_DIR: folder }, attemptMs: 4000 });
    bot.model.next(says('签收后 7 天内可以退[1]。'));
    const answer = await textOf(bot, '几天内可以退货');
    expect(answer).toContain('签收后 7 天内可以退[1]。');
    expect(answer).toContain('[1] 《退换货》');
    expect(systemOf(await bot.model.call(1))).toContain('签收之日起 7 天内');
    write('service/returns.md', RETURNS.replace('7 天', '30 天'));
    await vi.waitFor(
      async () => {
        bot.model.next(says('好的。'));
        await textOf(bot, '几天内可以退货', `o${Math.random()}`);
        expect(systemOf(bot.model.calls.at(-1) as never)).toContain('签收之日起 30 天内');
      },
      { timeout: 20_000, interval: 500 },
    );
  }, 60_000);

  it('the first document that a command adds is used at the next question, in two processes', async () => {
    const { write } = makeFolder();
    const place = settingsOf(makePlace());
    const bot = await startBot({ settings: place, attemptMs: 4000 });
    const other = await (place['REDIS_URL'] === undefined
      ? bot.startAnother()
      : bot.startElsewhere());
    bot.model.next(says('我们没有说明。'));
    await textOf(bot, '周日开门吗');
    expect(bot.model.calls).toHaveLength(1);
    const command = await openCommand(bot, place);
    expect(await addDocuments(command, [write('faq.csv', FAQ)])).toMatchObject([
      { document: 'faq.csv', result: 'added', passages: 1, isFaq: true },
    ]);
    expect(await textOf(bot, '周日开门吗', 'oAnn')).toBe('9:00 到 18:00，\n周一休息。');
    bot.pointAt(other.url);
    expect(await textOf(bot, '周日开门吗', 'oBen')).toBe('9:00 到 18:00，\n周一休息。');
    expect(bot.model.calls).toHaveLength(1);
  }, 60_000);

  it('refuses what the documents do not say, and the question waits for the owner', async () => {
    const { folder } = makeFolder({ 'returns.md': RETURNS });
    const settings = {
      ...settingsOf(makePlace()),
      ...{ KNOWLEDGE_DIR: folder, KNOWLEDGE_ONLY: 'on', REFUSAL_TEXT: REFUSAL },
    };
    const bot = await startBot({ settings, attemptMs: 4000 });
    expect(await textOf(bot, '明天股市会涨吗')).toBe(REFUSAL);
    expect(bot.model.calls).toHaveLength(0);
    const command = await openCommand(bot, settings);
    const unanswered = await (await command.reviewOf('default')).listUnanswered();
    expect(unanswered).toMatchObject([{ question: '明天股市会涨吗', count: 1 }]);
  }, 60_000);
}

it('the words of SYNONYMS_FILE find what nothing else finds, for followers and for commands', async () => {
  const { folder } = makeFolder({
    'robots.md': '# 扫地机器人\n\n## 电池\n\n扫地机器人的电池保修两年。\n',
  });
  const synonyms = makeFolder({ 'words.txt': '# 我们的叫法\n小白龙 扫地机器人\n' });
  const settings = { KNOWLEDGE_DIR: folder, KNOWLEDGE_ONLY: 'on', REFUSAL_TEXT: REFUSAL };
  const plain = await startBot({ settings, attemptMs: 4000 });
  expect(await textOf(plain, '小白龙')).toBe(REFUSAL);
  const own = { ...settings, SYNONYMS_FILE: join(synonyms.folder, 'words.txt') };
  const bot = await startBot({ settings: own, attemptMs: 4000 });
  bot.model.next(says('保修两年[1]。'));
  expect(await textOf(bot, '小白龙')).toContain('保修两年');
  const desk = await (await openCommand(bot, own)).documentsOf('default');
  expect(await desk.search('小白龙', 5)).toMatchObject({ results: [{ document: 'robots.md' }] });
}, 60_000);

it('does not start with a SYNONYMS_FILE that cannot be read', async () => {
  const starting = startBot({ settings: { SYNONYMS_FILE: '/nowhere/words.txt' } });
  await expect(starting).rejects.toThrow('SYNONYMS_FILE names /nowhere/words.txt');
});

it('without a model, a question that nothing quotes waits for the owner too', async () => {
  const { folder } = makeFolder({ 'returns.md': RETURNS });
  const settings = { KNOWLEDGE_DIR: folder };
  const bot = await startBot({ settings, withoutModel: true, attemptMs: 4000 });
  expect(await textOf(bot, '多久之内可以退货？')).toContain('7 天');
  expect(await textOf(bot, '你们招聘宇航员吗')).toContain('没有找到');
  const { reviewOf } = await openCommand(bot, settings);
  const review = await reviewOf('default');
  expect((await review.listUnanswered()).map(({ question }) => question)).toEqual([
    '你们招聘宇航员吗',
  ]);
}, 60_000);

it('the handbook is never told to followers, with a model or without', async () => {
  const shop = await startBot({ attemptMs: 4000 });
  shop.model.next(says('你好。'));
  await textOf(shop, '怎么部署到服务器');
  expect(systemOf(await shop.model.call(1))).not.toContain('PM2');
  const bare = await startBot({ withoutModel: true, attemptMs: 4000 });
  for (const question of ['怎么部署', '你好'])
    expect(await textOf(bare, question)).toContain('抱歉，现在还回答不了问题，请过些时候再来。');
  expect(await textOf(bare, 'How do I deploy it?')).toContain('I cannot answer questions yet');
}, 60_000);

it('an account reads the bases that it names, and not those of others', async () => {
  const { write } = makeFolder();
  const bot = await startBot({ settings: { KNOWLEDGE_BASES: 'products' }, attemptMs: 4000 });
  const command = await openCommand(bot, { KNOWLEDGE_BASES: 'products' });
  await addDocuments(command, [write('returns.md', RETURNS)], { base: 'others' });
  bot.model.next(says('不知道。'));
  await textOf(bot, '几天内可以退货');
  expect(systemOf(await bot.model.call(1))).not.toContain('签收之日起');
}, 60_000);
