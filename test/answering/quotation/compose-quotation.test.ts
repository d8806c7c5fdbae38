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
