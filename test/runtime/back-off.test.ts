import fc from 'fast-check';
import { expect, it } from 'vitest';
import { backOffMs } from '../../src/runtime/back-off.ts';

it.each([
  [1, 1000],
  [2, 2000],
  [3, 4000],
  [9, 256_000],
  [10, 300_000],
])('after %i failures in a row an item rests for %i ms', (failures, restMs) => {
  expect(backOffMs(failures)).toBe(restMs);
});

it('an item never rests shorter after more failures, nor longer than 5 minutes', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1_000_000 }), (failures) => {
      expect(backOffMs(failures + 1)).toBeGreaterThanOrEqual(backOffMs(failures));
      expect(backOffMs(failures)).toBeLessThanOrEqual(300_000);
    }),
  );
});
