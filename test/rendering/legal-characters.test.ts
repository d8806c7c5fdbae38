import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createLegalCharacters, legalCharacters } from '../../src/rendering/legal-characters.ts';
import { chunksOf } from './markdown/markdown.ts';

it.each([
  ['control characters', 'a\u0000b\u0008c\u000bd\u001fe', 'abcde'],
  ['white space, which is legal', 'a\tb\nc\rd', 'a\tb\nc\rd'],
  ['characters that are none', 'a\ufffeb\uffffc', 'abc'],
  ['a lone high surrogate', 'a\ud83db', 'ab'],
  ['a lone low surrogate', 'a\udc68b', 'ab'],
  ['surrogates in the wrong order', '\udc68\ud83d', ''],
  ['two high surrogates and a low one', '\ud83d\ud83d\ude00', '😀'],
  ['emoji with joiners and selectors', '👨‍👩‍👧 ❤️ 1️⃣ 🏳️‍🌈', '👨‍👩‍👧 ❤️ 1️⃣ 🏳️‍🌈'],
  ['a flag of tag characters', '🏴\u{e0067}\u{e0062}\u{e007f}', '🏴\u{e0067}\u{e0062}\u{e007f}'],
  ['a joiner between letters of another script', 'می\u200cخواهم', 'می\u200cخواهم'],
  ['a joiner that hides Latin letters', 'a\u200d\u200db\u200c', 'ab'],
  ['marks of direction', 'a\u202eb\u2066c\u200f', 'abc'],
  ['a text of nothing visible', '\u200b\u2060\ufeff\u3164', ''],
])('handles %s', (_, text, expected) => {
  expect(legalCharacters(text)).toBe(expected);
});

it('keeps a pair that is split over two pieces', () => {
  const legal = createLegalCharacters();
  expect([legal.push('a\ud83d'), legal.push('\ude00b\ud83d'), legal.end()]).toEqual([
    'a',
    '😀b',
    '',
  ]);
});

it('gives the same for any chunking, and only legal text', () => {
  const text = fc.string({
    unit: fc.constantFrom('a', '\ud83d', '\ude00', '\u0000', '\ufffe', '好', '\u200d', '\u200b'),
  });
  fc.assert(
    fc.property(text, fc.array(fc.nat({ max: 3 })), (characters, sizes) => {
      const legal = createLegalCharacters();
      const pieces = chunksOf(characters, sizes).map((chunk) => legal.push(chunk));
      expect(pieces.join('') + legal.end()).toBe(legalCharacters(characters));
      expect(Buffer.from(pieces.join(''), 'utf8').toString('utf8')).toBe(pieces.join(''));
    }),
  );
});
