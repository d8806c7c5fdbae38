import { describe, expect, it } from 'vitest';
import { fuseRanks } from '../../../src/knowledge/index/fuse-ranks.ts';

/** A small generator of numbers below 1 that gives the same for the same seed. */
function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

const alike = (...lists: number[][]) => lists.map((ids) => ({ ids, weight: 1 }));

describe('fuseRanks', () => {
  it.each([1, 2, 3, 4])('keeps the first of each of %i lists among the first five', (lists) => {
    const random = createRandom(lists);
    for (let round = 0; round < 2_000; round++) {
      const ranked = Array.from({ length: lists }, () =>
        Array.from({ length: Math.floor(random() * 30) }, () => Math.floor(random() * 60)),
      );
      const fused = fuseRanks(ranked.map((ids, n) => ({ ids, weight: n + 1 })));
      for (const [first] of ranked)
        if (first !== undefined) expect(fused.slice(0, 5)).toContain(first);
      expect(new Set(fused)).toEqual(new Set(ranked.flat()));
      expect(fused).toHaveLength(new Set(fused).size);
    }
  });

  it('keeps the order of a list that is alone', () => {
    expect(fuseRanks(alike([7, 3, 9], []))).toEqual([7, 3, 9]);
  });

  it('puts what both lists like before what one of them does', () => {
    expect(fuseRanks(alike([1, 2, 3], [4, 2, 5]))[0]).toBe(2);
  });
});
