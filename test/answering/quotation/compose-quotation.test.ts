import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { composeQuotation, shorten } from '../../../src/answering/quotation/compose-quotation.ts';
import { quotationTexts } from '../../../src/answering/quotation/quotation-texts.ts';

const passage = {
  document: 'rules.md',
  score: 1,
  title: '规则',
  heading: '退款',
  body: '七天内。',
  asks: '退款',
};
const parts = {
  question: '怎么退款',
  best: passage,
  others: [],
  texts: quotationTexts.zh.newcomer,
};

it('quotes, names the source, says that no model wrote it', () => {
  expect(composeQuotation(parts)).toBe(
    '七天内。\n\n——摘自《规则》› 退款\n\n（还没有接入大模型，以上是文档原文摘录。）',
  );
});

it("says nothing about models below an owner's documents", () => {
  const text = composeQuotation({ ...parts, texts: quotationTexts.zh.follower });
  expect(text).toMatch(/（以上是文档原文摘录。）$/);
});

it('names other places once', () => {
  const other = { ...passage, heading: '运费' };
  const text = composeQuotation({ ...parts, others: [passage, other, other] });
  expect(text).toContain('相关内容：《规则》› 运费\n');
});

it('leaves a first line out that is the title, unless it is all there is', () => {
  const best = { ...passage, title: '配送说明', heading: '', body: '配送说明\n\n三天送到。' };
  expect(composeQuotation({ ...parts, best })).toMatch(/^三天送到。\n\n——摘自《配送说明》\n/);
  const short = { ...best, body: '配送说明' };
  expect(composeQuotation({ ...parts, best: short })).toMatch(/^配送说明\n\n——摘自/);
});

it('names a question with its answer once', () => {
  const best = { ...passage, title: '海南包邮吗？', heading: '海南包邮吗？' };
  expect(composeQuotation({ ...parts, best })).toContain('——摘自《海南包邮吗？》\n');
});

it('quotes the rows of a long table that speak about the question, and says so', () => {
  const rows = ['西湖龙井', '碧螺春', '大红袍', '普洱', '白毫银针', '铁观音', '金骏眉'];
  const body = `| 品名 | 价格 |\n| --- | --- |\n${rows.map((row) => `| ${row} | 9 元 |`).join('\n')}`;
  const best = { ...passage, body };
  const text = composeQuotation({ ...parts, question: '西湖龙井多少钱', best });
  expect(text).toMatch(
    /^\| 品名 \| 价格 \|\n\| --- \| --- \|\n\| 西湖龙井 \| 9 元 \|\n\n（表中相关的行）\n/,
  );
  expect(composeQuotation({ ...parts, question: '价格表', best })).toContain('金骏眉');
});

it.each([
  ['at a sentence', '一二三。四五六。七八九。', 26, '一二三。四五六。\n\n……'],
  ['at an English sentence', 'One two. Three four. Five', 22, 'One two. Three four.\n\n……'],
  ['not inside a number', 'Pay 3.50 now please', 12, 'Pay 3.50 now\n\n……'],
  [
    'with its code block closed',
    'Run:\n```\nnpm ci\nnpm start\n```',
    18,
    'Run:\n```\nnpm ci\n```\n\n……',
  ],
  ['not at all when it fits', '一二三。', 12, '一二三。'],
])('shortens %s', (_how, text, bytes, expected) => {
  expect(shorten(text, bytes)).toBe(expected);
});

it('never cuts a character and keeps to the size', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', minLength: 30 }), (text) => {
      const short = shorten(text, 25);
      expect(short).not.toMatch(/\p{Surrogate}/u);
      expect(Buffer.byteLength(short)).toBeLessThanOrEqual(25 + 20);
    }),
  );
});
