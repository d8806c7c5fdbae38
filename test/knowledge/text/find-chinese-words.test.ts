import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createWordFinder } from '../../../src/knowledge/text/find-chinese-words.ts';

describe('createWordFinder', () => {
  it('finds the longer of two words that begin at a place', () => {
    const find = createWordFinder(['退', '退货', '货款']);
    expect(find('要退货款退')).toEqual([
      { word: '退货', from: 1, to: 3 },
      { word: '退', from: 4, to: 5 },
    ]);
  });

  it('counts characters, also those that UTF-16 writes as two', () => {
    expect(createWordFinder(['吃𠮷', '家'])('𠮷吃𠮷𠮷家')).toEqual([
      { word: '吃𠮷', from: 1, to: 3 },
      { word: '家', from: 4, to: 5 },
    ]);
  });

  it('finds what a pattern of all words finds', () => {
    const text = fc.string({ unit: fc.constantFrom('退', '货', '款', '𠮷'), maxLength: 30 });
    const words = fc.array(
      text.map((one) => one.slice(0, one.startsWith('𠮷') ? 2 : 1) || '退'),
      { maxLength: 3 },
    );
    const longer = fc.array(fc.constantFrom('退货', '货款', '退货款', '款𠮷'), { maxLength: 3 });
    fc.assert(
      fc.property(text, words, longer, (run, short, long) => {
        const all = [...new Set([...short, ...long])].sort(
          (one, other) => other.length - one.length,
        );
        const pattern = new RegExp(all.join('|') || '(?!)', 'gu');
        const expected = [...run.matchAll(pattern)].map(({ 0: word, index }) => {
          const from = [...run.slice(0, index)].length;
          return { word, from, to: from + [...word].length };
        });
        expect(createWordFinder(all)(run)).toEqual(expected);
      }),
    );
  });
});
