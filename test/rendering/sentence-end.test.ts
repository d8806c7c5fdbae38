import { describe, expect, it } from 'vitest';
import { countSentences, lastSentenceEnd } from '../../src/rendering/sentence-end.ts';

// ‖ stands where a sentence ends.
const texts = [
  '今天晴。‖明天雨！‖后天呢？‖',
  '他说：“好。”‖然后走了',
  '（见下文。）‖再见……‖嗯；‖',
  'Pi is 3.14 and e is 2.7.‖ Done!‖ Really?‖',
  'See e.g. this, i.e. that, by Dr. Smith and J. Doe.‖ Fine',
  '1. 打开‖\n2. 关闭‖\n',
  'He said "stop!"‖ and left',
  '你好!‖我是机器人',
  'Wait...‖ What?!‖ No',
  '标题‖\n\n正文没完',
  '他说。‖"下一句"开始',
  '“他说："好。"”‖',
  'node.js 和 v1.2.3 与 a.b',
  '',
  '\n\n',
];

describe.each(texts)('%j', (marked) => {
  const text = marked.replaceAll('‖', '');
  const ends = [...marked.matchAll(/‖/g)].map((mark, index) => mark.index - index);

  it('has its sentences counted', () => {
    expect(countSentences(text, 0)).toBe(ends.length);
  });

  it('has the end of its last whole sentence found', () => {
    expect(lastSentenceEnd(text, 0)).toBe(ends.at(-1) ?? 0);
  });
});

it('looks only after `from`', () => {
  expect(lastSentenceEnd('一。二', 2)).toBe(2);
  expect(countSentences('一。二。三', 2)).toBe(1);
});

it('reads long runs of full stops in one go', () => {
  const text = '.'.repeat(200_000) + 'x';
  expect(lastSentenceEnd(text, 0)).toBe(0);
  expect(countSentences(text, 0)).toBe(0);
});
