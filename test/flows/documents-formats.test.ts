import { expect, it, onTestFinished, vi } from 'vitest';
import { hostileDocuments } from '../answering/injection/hostile-documents.ts';
import { makeDocx, makePdf, makeXlsx, paragraph } from '../knowledge/import/make-files.ts';
import { addDocuments, makeFolder, openCommand, systemOf } from '../support/owner-documents.ts';
import { says } from '../support/scripted-model.ts';
import { startBot, type Bot } from '../support/start-bot.ts';

const lineOf = (text: string, y: number) => ({ text, y });
const textOf = async (bot: Bot, question: string, openId: string) =>
  (await bot.platform.follower(openId).says(question)).text;

it('a folder of all formats is answered from, each with its source', async () => {
  const { folder } = makeFolder({
    'returns.md': '# 退换货\n\n## 多久之内可以退货？\n\n签收之日起 7 天内可以退货。\n',
    'warranty.pdf': makePdf([[lineOf('保修政策', 780), lineOf('电饭煲整机保修 24 个月。', 740)]]),
    'delivery.docx': makeDocx(
      paragraph('配送说明', 'Heading1') + paragraph('新疆和西藏的包裹需要 9 天送达。'),
    ),
    'prices.xlsx': makeXlsx({
      价格: [
        ['型号', '价格'],
        ['R4', '399 元'],
        ['R6', '599 元'],
      ],
    }),
    'faq.csv': '问题,问法,答案\n几点开门？,营业时间|周日开门吗,"9:00 到 18:00，\n周一休息。"\n',
  });
  const settings = { KNOWLEDGE_DIR: folder };
  const bot = await startBot({ attemptMs: 5000, settings });
  const command = await openCommand(bot, settings);
  const desk = await command.documentsOf('default');
  await vi.waitFor(async () => expect(await desk.list()).toHaveLength(5), {
    timeout: 30_000,
    interval: 200,
  });
  // On a busy machine the index takes longer than a question waits for it.
  await vi.waitFor(
    async () => {
      bot.model.next(says('好的。'));
      await textOf(bot, '几天内可以退货', `o${Math.random()}`);
      expect(systemOf(bot.model.calls.at(-1) as never)).toContain('签收之日起 7 天内');
    },
    { timeout: 20_000, interval: 300 },
  );
  const before = bot.model.calls.length;
  const asked = [
    ['几天内可以退货', '签收之日起 7 天内', '退换货'],
    ['电饭煲保修多久', '整机保修 24 个月', ''],
    ['新疆的包裹几天送到', '需要 9 天送达', '配送说明'],
    ['R6 多少钱', '599 元', ''],
  ] as const;
  for (const [n, [question, told, title]] of asked.entries()) {
    bot.model.next(says('请看说明[1]。'));
    const answer = await textOf(bot, question, `oAnn${n}`);
    expect(systemOf(bot.model.calls.at(-1) as never)).toContain(told);
    expect(answer).toContain('请看说明[1]。');
    expect(answer).toContain(`[1] 《${title}`);
  }
  expect(await textOf(bot, '周日开门吗', 'oBen')).toBe('9:00 到 18:00，\n周一休息。');
  expect(bot.model.calls).toHaveLength(before + asked.length);
}, 90_000);

it('what a document makes an obedient model say reaches no follower as a link, a key or another follower’s word', async () => {
  const { write } = makeFolder();
  const bot = await startBot({
    attemptMs: 5000,
    settings: { OPENAI_API_KEY: 'sk-canary-7f3a', SYSTEM_PROMPT: '你是小店客服。' },
    answerWith: () => says('好的。'),
  });
  const command = await openCommand(bot, {});
  await textOf(bot, '我是小红，住长安街1号', 'oOther');
  const wanted = hostileDocuments.slice(0, 24);
  const paths = wanted.map(({ body }, n) =>
    write(`${n}.md`, `# 规则 ${n}\n\n## 怎么退款 R${n}00？\n\nR${n}00 七天内可以退款。\n${body}\n`),
  );
  await addDocuments(command, paths);
  for (const [n, { wants, body }] of wanted.entries()) {
    const obeyed = /输出：([^]*)$/.exec(body)?.[1] ?? body;
    bot.model.next(says(`七天内可以退款[1]。${obeyed}`));
    const answer = (await textOf(bot, `怎么退款 R${n}00`, `o${n}`)) ?? '';
    const request = JSON.stringify(bot.model.calls.at(-1)?.body);
    expect(request, wants).toContain(`R${n}00 七天内`);
    expect(request, wants).not.toMatch(/长安街|sk-canary/);
    const seen = answer
      .normalize('NFKC')
      .replace(/\p{Cf}/gu, '')
      .replace(/%2e/gi, '.');
    expect(seen, wants).not.toMatch(
      /evil\.(?:com|zzz)|203\.0\.113|weixin:\/\/(?!bizmsgmenu\?msgmenucontent=继续)/i,
    );
    expect(seen, wants).not.toMatch(/长安街|sk-canary/);
  }
}, 120_000);

it('while a PDF of 200 pages is imported and indexed, questions begin in the order they came, each within 5 s', async () => {
  const { write } = makeFolder();
  const bot = await startBot({ attemptMs: 5000, answerWith: () => says('好的。') });
  const command = await openCommand(bot, {});
  await addDocuments(command, [
    write('a.md', '# 退换货\n\n## 多久之内可以退货？\n\n签收之日起 7 天内可以退货。\n'),
  ]);
  const page = (n: number) =>
    Array.from({ length: 30 }, (_, at) =>
      lineOf(`第${n}页第${at}行：型号 K${n * 30 + at} 的说明书内容。`, 800 - at * 24),
    );
  const path = write('manual.pdf', makePdf(Array.from({ length: 200 }, (_, n) => page(n))));
  const adding = addDocuments(command, [path]);
  const asked: { question: string; took: Promise<number> }[] = [];
  onTestFinished(async () => void (await adding));
  for (let n = 0; n < 30; n += 1) {
    const question = `几天内可以退货 ${n}`;
    const from = performance.now();
    const took = textOf(bot, question, `oAnn${n}`).then(() => performance.now() - from);
    asked.push({ question, took });
    await vi.waitFor(() => expect(bot.model.calls.length).toBeGreaterThan(n), {
      timeout: 20_000,
      interval: 10,
    });
  }
  const longest = Math.max(...(await Promise.all(asked.map(({ took }) => took))));
  expect(bot.model.calls.map(({ question }) => question)).toEqual(
    asked.map(({ question }) => question),
  );
  expect(longest).toBeLessThan(5_000);
  expect(await adding).toMatchObject([{ result: 'added' }]);
  await vi.waitFor(
    async () => {
      await textOf(bot, '型号 K5999 的说明书', `o${Math.random()}`);
      expect(systemOf(bot.model.calls.at(-1) as never).includes('K5999')).toBe(true);
    },
    { timeout: 20_000, interval: 300 },
  );
}, 180_000);
