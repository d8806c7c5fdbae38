import { describe, expect, it } from 'vitest';
import {
  createTokenRatios,
  FIRST_COUNT,
  noteCount,
  ratioOf,
} from '../../src/memory/token-ratio.ts';

const after = (...requests: readonly (readonly [counted: number, estimated: number])[]) =>
  ratioOf(
    requests.reduce(
      (count, [counted, estimated]) => noteCount(count, counted, estimated),
      FIRST_COUNT,
    ),
  );
const often = (counted: number, estimated: number) =>
  after(...Array.from({ length: 40 }, () => [counted, estimated] as const));

describe('the ratio of a vendor’s tokens to estimated ones', () => {
  it.each([
    ['is 1 before anything is known', after(), 1],
    ['comes near to what the vendor counts', often(1300, 1000), 1.3],
    ['follows a vendor that counts less', often(700, 1000), 0.7],
    ['stays at most 2', often(9000, 1000), 2],
    ['stays at least a half', often(10, 1000), 0.5],
    ['ignores a vendor that counts nothing', after([0, 1000]), 1],
    ['ignores an empty request', after([100, 0]), 1],
    ['hardly moves with one short request', after([40, 20]), 1.02],
  ])('%s', (_what, ratio, expected) => expect(ratio).toBeCloseTo(expected, 1));

  it('is each model’s own; an unknown model has that of the last one heard', () => {
    const ratios = createTokenRatios();
    for (let n = 0; n < 40; n += 1) ratios.note('a/1', { input: 1500 }, 1000);
    for (let n = 0; n < 40; n += 1) ratios.note('b/2', { input: 800 }, 1000);
    expect(ratios.of('a/1')).toBeCloseTo(1.5, 1);
    expect(ratios.of(undefined)).toBeCloseTo(0.8, 1);
    expect(ratios.of('c/3')).toBeCloseTo(0.8, 1);
  });

  it('is kept of the last hundred models', () => {
    const ratios = createTokenRatios();
    for (let n = 0; n < 300; n += 1) ratios.note(`p/${n}`, { input: 2000 }, 1000);
    for (let n = 0; n < 40; n += 1) ratios.note('p/last', { input: 1000 }, 1000);
    expect(ratios.of('p/0')).toBe(ratios.of('p/last'));
  });
});
