import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createNeutraliser, neutraliseMarkup } from '../../src/rendering/neutralise-markup.ts';
import { chunksOf } from './markdown/markdown.ts';

it.each([
  [
    '<a href="weixin://bizmsgmenu?msgmenucontent=x&msgmenuid=1">y</a>',
    '＜a href="weixin：//bizmsgmenu?msgmenucontent=x&msgmenuid=1">y＜/a>',
  ],
  ['<A\nHREF=x>', '＜A\nHREF=x>'],
  ['<a', '＜a'],
  ['<a>', '＜a>'],
  ['<a/x>', '＜a/x>'],
  ['<\u200ba href=x>', '＜a href=x>'],
  ['<\u2060\u200d/a>', '＜/a>'],
  ['<\ufe0fa>', '＜a>'],
  ['wei\u2060xin://x', 'weixin：//x'],
  ['we\u200di\ufe0fxin\u200c:\u200b/\u{e0041}/x', 'weixin：//x'],
  ['\u202eweixin\u202c://x', 'weixin：//x'],
  ['<\u0000a href=x>', '＜a href=x>'],
  ['wei\u0000xin://x', 'weixin：//x'],
  ['WeiXin://x', 'WeiXin：//x'],
  ['<abbr> a<b 1 < 2 <article>', '<abbr> a<b 1 < 2 <article>'],
  ['weixin: hello, https://weixin.qq.com/', 'weixin: hello, https://weixin.qq.com/'],
])('takes the power from %j', (text, expected) => {
  expect(neutraliseMarkup(text)).toBe(expected);
  expect(neutraliseMarkup(expected)).toBe(expected);
});

it('looks at what it holds back to decide about the text before it', () => {
  const neutraliser = createNeutraliser();
  const pieces = [neutraliser.push('<aweixin:'), neutraliser.push('b'), neutraliser.end()];
  expect(pieces).toEqual(['<a', 'weixin:b', '']);
});

it('gives the same for any chunking, and holds back nothing but the beginning of markup', () => {
  const piece = fc.constantFrom(
    '<',
    '/',
    'a',
    ' ',
    'wei',
    'xin',
    'weixin',
    ':',
    '//',
    'A',
    'b',
    '好',
    '>',
  );
  fc.assert(
    fc.property(fc.array(piece), fc.array(fc.nat({ max: 5 })), (pieces, sizes) => {
      const text = pieces.join('');
      const neutraliser = createNeutraliser();
      let given = '';
      let shown = '';
      for (const chunk of chunksOf(text, sizes)) {
        given += chunk;
        shown += neutraliser.push(chunk);
        expect(given.slice(shown.length)).toMatch(/^(?:<\/?a?|w?e?i?x?i?n?:\/?)?$/i);
      }
      shown += neutraliser.end();
      expect(shown).toBe(neutraliseMarkup(text));
      expect(shown).not.toMatch(/<\/?a(?![a-z0-9])|weixin:\/\//i);
    }),
    { numRuns: 3000 },
  );
});
