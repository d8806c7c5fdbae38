import { describe, expect, it, onTestFinished, vi } from 'vitest';
import type { RedisPlace } from '../../src/store/store-settings.ts';
import { zh } from '../../src/inbox/texts/zh.ts';
import {
  addDocuments,
  makeFolder,
  openCommand,
  settingsOf,
  systemOf,
} from '../support/owner-documents.ts';
import { playJsonApi } from '../support/played-json-api.ts';
import { hasRedis, makeKeyPrefix, redisUrl } from '../support/redis-server.ts';
import { says } from '../support/scripted-model.ts';
import { startBot, type Bot } from '../support/start-bot.ts';

const RETURNS = `# 退换货\n\n## 多久之内可以退货？\n\n签收之日起 7 天内可以退货。\n`;
const CORRECTION = '满 99 元包邮，*偏远地区*除外 😊';

/** What a tap on a link of the last message sends. */
const linkIn = (text: string | undefined, label: string) =>
  new RegExp(`msgmenucontent=([^&]*)&msgmenuid=1">${label}<`).exec(text ?? '')?.[1] ?? '';

const textOf = async (bot: Bot, question: string, openId: string) =>
  (await bot.platform.follower(openId).says(question)).text;

/** A vendor of embeddings; vectors tell nothing but that they are of this model. */
async function playEmbeddings(dimensions: number) {
  const asked: string[] = [];
  const vendor = await playJsonApi(({ body }) => {
    const texts = body['input'] as readonly string[];
    asked.push(...texts);
    const data = texts.map((text, index) => ({
      ...{ object: 'embedding', index },
      embedding: Array.from({ length: dimensions }, (_, at) =>
        at === text.length % dimensions ? 1 : 0.1,
      ),
    }));
    return { json: { object: 'list', data, usage: { prompt_tokens: 1, total_tokens: 1 } } };
  });
  onTestFinished(() => vendor.close());
  return { url: vendor.url, asked };
}

describe('two servers over one folder', () => tellStories(() => undefined));

describe.runIf(hasRedis)('two machines over one Redis', () =>
  tellStories(() => ({ url: redisUrl(), keyPrefix: makeKeyPrefix() })),
);

function tellStories(makePlace: () => RedisPlace | undefined): void {
  async function start(settings: Readonly<Record<string, string>> = {}) {
    const redis = makePlace();
    const all = { ...settingsOf(redis), ...settings };
    const bot = await startBot({
      attemptMs: 5000,
      settings: all,
      answerWith: () => says('包邮。'),
    });
    const other = await (redis ? bot.startElsewhere() : bot.startAnother());
    const command = await openCommand(bot, all);
    return { bot, other, command };
  }

  it('a draft that a command accepts is the next answer of the other server, byte for byte and without a call', async () => {
    const { bot, other, command } = await start({ ANSWER_LINKS: '👍,👎' });
    for (const openId of ['oAnn', 'oBen', 'oCem']) {
      const seen = await textOf(bot, '运费多少？', openId);
      await textOf(bot, linkIn(seen, '👎'), openId);
      expect(await textOf(bot, `纠正：${CORRECTION}`, openId)).toBe(zh.correctionNoted);
    }
    const review = await command.reviewOf('default');
    const { drafts } = await review.list();
    expect(drafts).toMatchObject([{ from: 3, state: 'waiting' }]);
    const calls = bot.model.calls.length;
    await review.accept(drafts[0]?.id ?? '');
    bot.pointAt(other.url);
    const answer = await textOf(bot, '运费多少？', 'oDan');
    expect(answer?.slice(0, answer.indexOf('\n\n<a '))).toBe(CORRECTION);
    expect(bot.model.calls).toHaveLength(calls);

    for (const openId of ['oAnn', 'oBen', 'oCem']) await textOf(bot, '确认删除', openId);
    const after = await review.list();
    expect(after.feedback).toEqual([]);
    expect(after.drafts).toMatchObject([{ answer: CORRECTION, state: 'accepted' }]);
    expect((await textOf(bot, '运费多少？', 'oEve'))?.startsWith(CORRECTION)).toBe(true);
    expect(bot.model.calls).toHaveLength(calls);
  }, 90_000);

  it('what a follower wants deleted leaves the unanswered questions, and those of others stay', async () => {
    const { bot, other, command } = await start({ KNOWLEDGE_ONLY: 'on', REFUSAL_TEXT: '不清楚。' });
    const { write } = makeFolder();
    await addDocuments(command, [write('a.md', RETURNS)]);
    expect(await textOf(bot, '明天股市会涨吗', 'oAnn')).toBe('不清楚。');
    expect(await textOf(bot, '谁会赢世界杯', 'oBen')).toBe('不清楚。');
    const review = await command.reviewOf('default');
    expect(await review.listUnanswered()).toHaveLength(2);
    bot.pointAt(other.url);
    await textOf(bot, '确认删除', 'oAnn');
    expect(await review.listUnanswered()).toMatchObject([{ question: '谁会赢世界杯', count: 1 }]);
  }, 60_000);

  it('each passage is embedded once for both, and both search with the vectors', async () => {
    const vendor = await playEmbeddings(8);
    const { bot, other, command } = await start({
      EMBEDDING_MODEL: 'own/vectors',
      OWN_BASE_URL: vendor.url,
      OWN_API_KEY: 'k',
    });
    const { write } = makeFolder();
    const files = Array.from({ length: 12 }, (_, n) =>
      write(`${n}.md`, `# 型号 ${n}\n\n## 保修多久？\n\n型号 K${n}00 保修 ${n + 1} 个月。\n`),
    );
    await addDocuments(command, files);
    const desk = await command.documentsOf('default');
    await vi.waitFor(
      async () =>
        expect((await desk.list()) && (await desk.progress())).toMatchObject([
          { done: 12, of: 12 },
        ]),
      { timeout: 30_000, interval: 500 },
    );
    const passages = vendor.asked.filter((text) => text.includes('保修'));
    expect(passages).toHaveLength(12);
    expect(new Set(passages).size).toBe(12);
    for (const [n, url] of [bot.url(), other.url].entries()) {
      bot.pointAt(url);
      // Each machine takes the vectors into its own index, and asks for a question's vector from then on.
      await vi.waitFor(
        async () => {
          const before = vendor.asked.length;
          await textOf(bot, 'K700 保多久', `o${n}-${before}-${Math.random()}`);
          expect(systemOf(bot.model.calls.at(-1) as never)).toContain('K700 保修 8 个月');
          expect(vendor.asked.slice(before)).toContain('K700 保多久');
        },
        { timeout: 20_000, interval: 300 },
      );
    }
    expect(vendor.asked.filter((text) => text.includes('保修'))).toHaveLength(12);
  }, 90_000);
}
