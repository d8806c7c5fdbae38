import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countSentences, lastSentenceEnd } from '../../src/rendering/sentence-end.ts';
import { byteLength, cutAt, splitText } from '../../src/rendering/split-text.ts';

const LINK = '<a href="weixin://bizmsgmenu?msgmenucontent=重试&msgmenuid=1">重试</a>';

function pieces(text: string, limitBytes: number): string[] {
  return splitText(text, limitBytes).map(({ from, to }) => text.slice(from, to));
}

describe('the place of a cut', () => {
  it.each<[string, string, number, string[]]>([
    ['none, when all fits', '你好。', 9, ['你好。']],
    ['after a paragraph', 'one two three.\n\nfour. five', 24, ['one two three.\n\n', 'four. five']],
    ['after a sentence', '今天天气很好。明天也是', 24, ['今天天气很好。', '明天也是']],
    ['after a line', 'first line\nsecond line', 16, ['first line\n', 'second line']],
    ['after a comma', '今天天气很好，明天也是', 24, ['今天天气很好，', '明天也是']],
    ['not inside a number', 'see abcd 12:30 1,000,000', 22, ['see abcd 12:30 ', '1,000,000']],
    [
      'before an item rather than inside its list',
      '• one two three four\n• b\n　• c\n　• d',
      40,
      ['• one two three four\n', '• b\n　• c\n　• d'],
    ],
    ['at a space', 'twelve letters here', 16, ['twelve letters ', 'here']],
    ['between characters', '一二三四五', 7, ['一二', '三四', '五']],
    [
      'not at a sentence that ends early',
      '好。一二三四五六七八九十',
      30,
      ['好。一二三四五六七八', '九十'],
    ],
    ['not inside an emoji', 'ab👨‍👩‍👧‍👦', 26, ['ab', '👨‍👩‍👧‍👦']],
    ['not inside a flag', '🇨🇳🇺🇳🇩🇪', 20, ['🇨🇳🇺🇳', '🇩🇪']],
    ['not before an accent', 'aaae\u0301', 4, ['aaa', 'e\u0301']],
    ['not inside an address', 'see https://e.cn/a,b.c?d', 20, ['see ', 'https://e.cn/a,b.c?d']],
    ['not inside a link', `好${LINK}`, byteLength(LINK), ['好', LINK]],
    ['inside an emoji that is too large', '👨‍👩‍👧', 7, ['👨\u200d', '👩\u200d', '👧']],
    ['at least one character', '一二', 1, ['一', '二']],
    ['a lone surrogate', 'a\ud83db', 4, ['a\ud83d', 'b']],
  ])('is right: %s', (_, text, limitBytes, expected) => {
    expect(pieces(text, limitBytes)).toEqual(expected);
  });
});

const piece = fc.oneof(
  fc.constantFrom(
    '。',
    '. ',
    '，',
    '\n',
    '\n\n',
    ' ',
    'word',
    '你好世界',
    LINK,
    'https://example.com/a,b;c?d=1. ',
    '👨‍👩‍👧‍👦',
    '🇨🇳',
    'e\u0301',
    '1️⃣',
    '\u200d',
    'ก็',
    '각',
    '<a ',
    '</a>',
    'https://',
    '\r\n',
    'नि',
    '\u0600',
  ),
  fc.string({ unit: 'grapheme', maxLength: 5 }),
);
const texts = fc.array(piece, { maxLength: 60 }).map((parts) => parts.join(''));

it('cuts any text into pieces that are the text, each within the limit', () => {
  fc.assert(
    fc.property(
      fc.oneof(texts, fc.string({ unit: 'binary' })),
      fc.integer({ min: 4, max: 200 }),
      (text, limitBytes) => {
        const parts = pieces(text, limitBytes);
        expect(parts.join('')).toBe(text);
        for (const part of parts) {
          expect(part).not.toBe('');
          expect(byteLength(part)).toBeLessThanOrEqual(limitBytes);
        }
      },
    ),
    { numRuns: 1000 },
  );
});

it('never cuts a grapheme or a link that fits into a piece', () => {
  const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });
  fc.assert(
    fc.property(texts, fc.integer({ min: 120, max: 300 }), (text, limitBytes) => {
      const boundaries = new Set([...graphemes.segment(text)].map(({ index }) => index));
      const links = [...text.matchAll(new RegExp(LINK.replace(/[?.]/g, '\\$&'), 'g'))];
      for (const { to } of splitText(text, limitBytes).slice(0, -1)) {
        expect(boundaries.has(to)).toBe(true);
        for (const { index } of links) expect(to > index && to < index + LINK.length).toBe(false);
      }
    }),
    { numRuns: 500 },
  );
});

it('does not cut an address that fits into a piece', () => {
  const url = 'https://example.com/path/to,a;page?x=1&y=2';
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom('好', '，', ' ', 'a ', '。', `${url} `, `（${url}）`)),
      (parts) => {
        const text = parts.join('');
        expect(pieces(text, 100).join('\u0000').split(url).length).toBe(text.split(url).length);
      },
    ),
  );
});

it('leaves the indentation of code to the piece that begins with it', () => {
  const code = Array.from({ length: 30 }, (_, n) => `    value_${n} = ${n}\n`).join('');
  const parts = pieces(`def f():\n${code}`, 200);
  expect(parts.length).toBeGreaterThan(2);
  for (const part of parts.slice(1)) expect(part).toMatch(/^ {4}value_/);
  const nested = pieces('• 一：说明说明\n　• 二：说明说明\n　• 三：说明说明\n'.repeat(3), 60);
  for (const part of nested) expect(part).toMatch(/^\u3000?•/);
});

it('cuts between the records of a table rather than inside one', () => {
  const record = (n: number) => `• 商品${n}：好\n  价格：${n} 元。\n  产地：这里。\n`;
  const text = Array.from({ length: 20 }, (_, n) => record(n)).join('');
  for (const part of pieces(text, 300)) expect(part).toMatch(/^• 商品/);
});

it('begins where it is told', () => {
  expect(splitText('一二三', 3, 1)).toEqual([
    { from: 1, to: 2 },
    { from: 2, to: 3 },
  ]);
  expect(cutAt('一二三', 1, 100)).toBe(3);
  expect(splitText('一', 3, 1)).toEqual([]);
});

it.each(['你好，世界。', '👨‍👩‍👧‍👦', '\u0301', 'https://e.cn/a,b', LINK, '<a ', '\n'])(
  'cuts 100,000 characters of %j',
  (unit) => {
    const text = unit.repeat(Math.ceil(100_000 / unit.length));
    expect(pieces(text, 2048).join('')).toBe(text);
  },
);

it.each(['）。', "'。!)", '."!)', '."', '!)', '\n', '  \n', '。', '"！'])(
  'divides and counts a long run of %j',
  (unit) => {
    const text = `${unit.repeat(Math.ceil(10_000 / unit.length))}x`;
    expect(pieces(text, 2048).join('')).toBe(text);
    expect(countSentences(text, 0)).toBeLessThanOrEqual(text.length);
    for (const one of [text, text.slice(0, -1)])
      expect(lastSentenceEnd(one, 0)).toBeLessThanOrEqual(one.length);
  },
);
