import { expect, it } from 'vitest';
import { createRepetitionFilter } from '../../src/answering/drop-repetition.ts';

/** All that comes out of a filter, with a mark where the answer ends. */
function filtered(released: string, ...chunks: string[]): string {
  const filter = createRepetitionFilter(released);
  return chunks.map((chunk) => filter.push(chunk)).join('') + filter.end();
}

it.each([
  ['goes on after the text that is out', '第一句写好了。', ['第二句。'], '第二句。'],
  ['begins anew', '第一句写好了。', ['第一句写好了。第二句。'], '第二句。'],
  ['begins anew in small pieces', '第一句写好了。', [...'第一句写好了。第二句。'], '第二句。'],
  ['begins anew in Markdown', '第一句写好了。', ['**第一句**写好了。\n\n- 第二'], '\n\n- 第二'],
  ['begins anew in bold', '第一句写好了。', ['**第一句写好了**。第二'], '第二'],
  ['begins with the same words', '第一句写好了。', ['第一句', '不是这样。'], '第一句不是这样。'],
  ['ends within the same words', '第一句写好了。', ['第一句', '。'], '第一句。'],
  ['says a short word again', '好的。', ['好的。走吧。'], '好的。走吧。'],
  ['begins an answer', '', ['第一句。'], '第一句。'],
  ['leaves out blanks', 'One two. ', ['One  two.\nThree.'], '\nThree.'],
])('gives what is new when the model %s', (_what, released, chunks, expected) => {
  expect(filtered(released, ...chunks)).toBe(expected);
});
