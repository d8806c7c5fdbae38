import { describe, expect, it } from 'vitest';
import { createRingWriter } from '../../src/runtime/ring-writer.ts';
import { createStepClock } from '../support/step-clock.ts';

function openWorld(perSecond = 100) {
  const clock = createStepClock();
  const written: { readonly ring: string; readonly entries: readonly unknown[] }[] = [];
  const store = { isAway: false };
  const writer = createRingWriter(
    {
      clock,
      rings: {
        append: (ring, entries, keep) => {
          expect(keep).toBe(5);
          if (store.isAway) return Promise.reject(new Error('away'));
          written.push({ ring, entries });
          return Promise.resolve();
        },
      },
    },
    { keep: 5, perSecond, toGap: (leftOut) => ({ leftOut }) },
  );
  return { clock, written, store, writer };
}

describe('the writer of rings', () => {
  it('gathers what comes within half a second into one write for each ring', async () => {
    const { clock, written, writer } = openWorld();
    writer.append('log', 1);
    await clock.advance(300);
    writer.append('log', 2);
    writer.append('calls', 3);
    expect(written).toEqual([]);
    await clock.advance(200);
    expect(written).toEqual([
      { ring: 'log', entries: [1, 2] },
      { ring: 'calls', entries: [3] },
    ]);
    await clock.advance(5000);
    expect(written).toHaveLength(2);
  });

  it('leaves out what is more than its share of a second, and tells how many', async () => {
    const { clock, written, writer } = openWorld(2);
    for (const n of [1, 2, 3, 4, 5]) writer.append('log', n);
    await clock.advance(1000);
    writer.append('log', 6);
    await clock.advance(500);
    expect(written.map(({ entries }) => entries)).toEqual([[1, 2, { leftOut: 3 }], [6]]);
  });

  it('never throws while the store is away, and tells afterwards how many were lost', async () => {
    const { clock, written, store, writer } = openWorld();
    store.isAway = true;
    writer.append('log', 1);
    writer.append('log', 2);
    await clock.advance(500);
    store.isAway = false;
    writer.append('log', 3);
    await clock.advance(500);
    expect(written).toEqual([{ ring: 'log', entries: [3, { leftOut: 2 }] }]);
  });

  it('writes the last entries when the process stops', async () => {
    const { written, writer } = openWorld();
    writer.append('log', 'last');
    await writer.flush();
    expect(written).toEqual([{ ring: 'log', entries: ['last'] }]);
  });
});
