import { expect, it } from 'vitest';
import { createSignBits, signsOf } from '../../../src/knowledge/index/sign-bits.ts';

const DIMENSIONS = 70;

/** A vector whose first numbers are negative, so many that others differ from it in a known number of signs. */
function vector(negative: number): Float32Array {
  return Float32Array.from({ length: DIMENSIONS }, (_, place) => (place < negative ? -1 : 1));
}

function documentOf(...negatives: readonly number[]): [Uint32Array, Uint32Array] {
  const signs = negatives.map((negative) => [...signsOf(vector(negative))]);
  return [
    Uint32Array.from(negatives.map((negative) => negative + 1000)),
    Uint32Array.from(signs.flat()),
  ];
}

it('finds the passages that differ in the fewest signs, nearest first', () => {
  const bits = createSignBits(DIMENSIONS);
  bits.put('a', ...documentOf(60, 3, 40));
  bits.put('b', ...documentOf(5, 70));
  expect(bits.nearest(signsOf(vector(0)), 3)).toEqual([1003, 1005, 1040]);
  expect(bits.size).toBe(5);
});

it('returns all of a base that is smaller than what is asked for', () => {
  const bits = createSignBits(DIMENSIONS);
  bits.put('a', ...documentOf(10, 20));
  expect(bits.nearest(signsOf(vector(20)), 200)).toEqual([1020, 1010]);
});

it('forgets the passages of a document that is replaced or removed', () => {
  const bits = createSignBits(DIMENSIONS);
  bits.put('a', ...documentOf(1, 2));
  bits.put('b', ...documentOf(30));
  bits.put('a', ...documentOf(50));
  expect(bits.nearest(signsOf(vector(0)), 9)).toEqual([1030, 1050]);
  bits.put('b', new Uint32Array(), new Uint32Array());
  expect(bits.nearest(signsOf(vector(0)), 9)).toEqual([1050]);
  expect(bits.sample(5)).toEqual([1050]);
});

it('keeps each vector with its passage while documents come and go', () => {
  const bits = createSignBits(DIMENSIONS);
  for (let round = 0; round < 5; round += 1)
    for (let n = 0; n < 400; n += 1)
      bits.put(`document ${(n * 7) % 50}`, ...documentOf((n * 7) % 50));
  expect(bits.size).toBe(50);
  for (const negative of [0, 17, 49])
    expect(bits.nearest(signsOf(vector(negative)), 1)).toEqual([1000 + negative]);
});
