import fc from 'fast-check';
import { createRenderer } from '../../src/rendering/renderer.ts';

/** What a follower reads when the Markdown comes in these chunks. */
export function render(chunks: readonly string[]): string {
  const renderer = createRenderer();
  return chunks.map((chunk) => renderer.push(chunk)).join('') + renderer.end();
}

/** The text in chunks of these sizes, and the rest in one. */
export function chunksOf(text: string, sizes: readonly number[]): string[] {
  const chunks: string[] = [];
  let at = 0;
  for (const size of sizes) {
    chunks.push(text.slice(at, at + size));
    at += size;
  }
  return [...chunks, text.slice(at)];
}

const PIECES = [
  '。',
  '！',
  '？\n',
  '. ',
  '! ',
  '... ',
  '……',
  '；',
  '，',
  '"',
  '”',
  '」',
  ')',
  '\n',
  '\n\n',
  '\r\n',
  '\r',
  ' ',
  '  ',
  '\t',
  '\\',
  '*',
  '**',
  '***',
  '_',
  '__',
  '~~',
  '`',
  '``',
  '```\n',
  '```js\n',
  '~~~\n',
  '# ',
  '##',
  '- ',
  '1. ',
  '- [ ] ',
  '* ',
  '> ',
  '---\n',
  '***\n',
  '===\n',
  '|',
  '|a|b|\n',
  '|-|-|\n',
  '| --- | :-: |\n',
  'a | b\n',
  '[',
  ']',
  '](',
  '[a](https://e.cn/?a=1&amp;b=2)',
  '![x](',
  '[^1]',
  ')',
  '<',
  '<a ',
  '<a href="weixin://bizmsgmenu?msgmenucontent=x">',
  '</a>',
  '&lt;a ',
  '&lt;',
  '&#60;a ',
  '&#0;',
  '&#xD800;',
  'weixin://',
  'weixin:',
  'WEI',
  'XIN://',
  '//',
  '<b>',
  '</b>',
  '<br>',
  '<!--',
  '-->',
  '<https://e.cn>',
  'https://e.cn/a_b_c',
  'List<String>',
  '<think>',
  '</think>',
  '</think>\n',
  '\\(',
  '\\)',
  '\\[',
  '\\]',
  '$$',
  '$$\n',
  '你好',
  '世界',
  'word',
  'snake_case',
  '3.14',
  'e.g. ',
  '2*3*4',
  '👨‍👩‍👧‍👦',
  '🇨🇳',
  'e\u0301',
  '\u200d',
  '\ud83d',
  '\udc68',
  '\u0000',
  '\u0007',
  '\ufffe',
  '\u200b',
  '\u3000',
  'x'.repeat(650),
  '长'.repeat(350),
  'a, '.repeat(250),
];

/** Text that looks like Markdown, with whatever else may come. */
export function markdown(): fc.Arbitrary<string> {
  const piece = fc.oneof(
    { weight: 8, arbitrary: fc.constantFrom(...PIECES) },
    { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 8 }) },
    { weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 8 }) },
  );
  return fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join(''));
}
