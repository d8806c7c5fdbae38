import { describe, expect, it } from 'vitest';
import { createCitationFilter } from '../../../src/answering/passages/citation-filter.ts';

function cite(pieces: readonly string[], given = [1, 2, 3]) {
  const filter = createCitationFilter(new Set(given));
  const text = pieces.map((piece) => filter.push(piece)).join('') + filter.end();
  return { text, cited: [...filter.cited].sort() };
}

describe('citations', () => {
  it.each<[string, string, number[]]>([
    ['七天内[1]。', '七天内[1]。', [1]],
    ['七天内[1][3]。', '七天内[1][3]。', [1, 3]],
    ['七天内[1, 3]。', '七天内[1][3]。', [1, 3]],
    ['七天内[1、3]。', '七天内[1][3]。', [1, 3]],
    ['七天内【1】【2】。', '七天内[1][2]。', [1, 2]],
    ['七天内［１］。', '七天内[1]。', [1]],
    ['七天内[^1]。', '七天内[1]。', [1]],
    ['七天内[^1^]。', '七天内[1]。', [1]],
    ['七天内[[2]]。', '七天内[2]。', [2]],
    ['七天内[citation:2]。', '七天内[2]。', [2]],
    ['七天内[资料 2]。', '七天内[2]。', [2]],
    ['within 7 days [1-3].', 'within 7 days [1][2][3].', [1, 2, 3]],
    ['within 7 days [9].', 'within 7 days.', []],
    ['七天内[9]，可退[1,9]。', '七天内，可退[1]。', [1]],
    ['[citation:9]【99】[^7]x', 'x', []],
    ['`a[9]` 和 `b[1]`', '`a[9]` 和 `b[1]`', []],
    ['```js\na[9] = b[1]\n```\n好[1]', '```js\na[9] = b[1]\n```\n好[1]', [1]],
    ['一个 ` 号\n好[9][1]', '一个 ` 号\n好[1]', [1]],
    [
      '[文字](https://a.com/x) [2024] [x] - [ ] 待办 a[0]x',
      '[文字](https://a.com/x) [2024] [x] - [ ] 待办 a[0]x',
      [],
    ],
    ['没有引用', '没有引用', []],
    ['[', '[', []],
    ['好 [[', '好 [[', []],
    ['好 [1', '好 [1', []],
    ['【注意】请看', '【注意】请看', []],
  ])('%s', (text, out, cited) => {
    expect(cite([text])).toEqual({ text: out, cited });
    expect(cite([...text])).toEqual({ text: out, cited });
    for (let size = 2; size < 6; size += 1)
      expect(cite(text.match(new RegExp(`[^]{1,${size}}`, 'g')) ?? []).text).toBe(out);
  });

  it('hold nothing back but a bracket that is not finished', () => {
    const filter = createCitationFilter(new Set([1]));
    expect(filter.push('七天内可退')).toBe('七天内可退');
    expect(filter.push('[')).toBe('');
    expect(filter.push('1')).toBe('');
    expect(filter.push(']。')).toBe('[1]。');
    expect(filter.push('[说明。')).toBe('[说明。');
  });

  it('take little time, however many brackets there are', () => {
    const many = '[1,'.repeat(20_000);
    expect(cite([many]).text).toHaveLength(many.length);
    expect(cite(['['.repeat(50_000)]).text).toHaveLength(50_000);
    expect(cite([' '.repeat(50_000) + 'x']).text).toHaveLength(50_001);
  });
});
