import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findGaps } from '../../src/delivery/gaps.ts';
import type { PartState } from '../../src/delivery/ports.ts';

const part = (from: number, to: number, state: PartState = 'sent') => ({ from, to, state });

describe('what is owed of an answer', () => {
  it.each([
    ['everything, when nothing was given', [], 9, [{ from: 0, to: 9 }]],
    ['nothing of an empty answer', [], 0, []],
    ['nothing, when all was given', [part(0, 4), part(4, 9)], 9, []],
    ['the rest', [part(0, 4)], 9, [{ from: 4, to: 9 }]],
    [
      'what was lost, before what came after it',
      [part(0, 4, 'lost'), part(4, 6)],
      9,
      [
        { from: 0, to: 4 },
        { from: 6, to: 9 },
      ],
    ],
    ['what failed', [part(0, 4), part(4, 9, 'failed')], 9, [{ from: 4, to: 9 }]],
    ['nothing of what is on its way', [part(0, 9, 'intended')], 9, []],
    ['nothing of what was lost and given again', [part(0, 4, 'lost'), part(0, 4)], 4, []],
    ['what lies between parts in any order', [part(6, 9), part(0, 3)], 9, [{ from: 3, to: 6 }]],
    ['nothing twice, when parts overlap', [part(0, 6), part(2, 4)], 9, [{ from: 6, to: 9 }]],
  ])('is %s', (_title, parts, length, gaps) => {
    expect(findGaps(parts, length)).toEqual(gaps);
  });

  it('is exactly the characters that no given part covers, in order, in the longest pieces', () => {
    const length = 40;
    const anyPart = fc
      .tuple(
        fc.nat(length - 1),
        fc.integer({ min: 1, max: length }),
        fc.constantFrom<PartState>('intended', 'sent', 'lost', 'failed'),
      )
      .map(([from, size, state]) => part(from, Math.min(from + size, length), state));
    fc.assert(
      fc.property(fc.array(anyPart, { maxLength: 8 }), (parts) => {
        const covered = (at: number) =>
          parts.some(
            ({ from, to, state }) =>
              from <= at && at < to && (state === 'intended' || state === 'sent'),
          );
        const gaps = findGaps(parts, length);
        const inGap = (at: number) => gaps.some(({ from, to }) => from <= at && at < to);
        for (let at = 0; at < length; at += 1) expect(inGap(at)).toBe(!covered(at));
        gaps.forEach(({ from, to }, n) => {
          expect(to).toBeGreaterThan(from);
          if (n > 0) expect(from).toBeGreaterThan(gaps[n - 1]?.to ?? 0);
        });
      }),
    );
  });
});
