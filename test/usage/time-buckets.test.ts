import { expect, it } from 'vitest';
import { bucketOf, quantileOf } from '../../src/usage/time-buckets.ts';

const countsOf = (durations: readonly number[]) => {
  const counts = new Map<string, number>();
  for (const one of durations)
    counts.set(String(bucketOf(one)), (counts.get(String(bucketOf(one))) ?? 0) + 1);
  return counts;
};

it.each([
  [0, 500],
  [500, 500],
  [501, 1000],
  [4900, 5000],
  [899_999, 900_000],
  [10_000_000, 3_600_000],
])('%d ms are counted in the bucket up to %d ms', (duration, bound) => {
  expect(bucketOf(duration)).toBe(bound);
});

it('median and p95 are as near as the buckets are narrow', () => {
  const durations = Array.from({ length: 100 }, (_, n) => 1000 + n * 40);
  const counts = countsOf(durations);
  expect(quantileOf(counts, 0.5)).toBeGreaterThan(2500);
  expect(quantileOf(counts, 0.5)).toBeLessThan(3500);
  expect(quantileOf(counts, 0.95)).toBeGreaterThan(4000);
  expect(quantileOf(counts, 0.95)).toBeLessThanOrEqual(5000);
});

it('of one answer both are in its bucket, and of none there is nothing to tell', () => {
  expect(quantileOf(countsOf([1200]), 0.5)).toBe(1250);
  expect(quantileOf(new Map(), 0.5)).toBeUndefined();
});
