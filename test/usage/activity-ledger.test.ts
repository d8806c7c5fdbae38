import { expect, it } from 'vitest';
import type { ActivityCount } from '../../src/usage/activity.ts';
import { createActivityLedger } from '../../src/usage/activity-ledger.ts';
import { createLogLines } from '../support/log-lines.ts';
import { createStepClock } from '../support/step-clock.ts';

const DAY = '2026-11-30';

/** A ledger over a store that fails as often as it is told. */
function makeLedger(failures = 0) {
  const clock = createStepClock();
  const tried: { id: string; counts: readonly ActivityCount[] }[] = [];
  let left = failures;
  let ids = 0;
  const lines = createLogLines();
  const ledger = createActivityLedger({
    store: {
      async add(id, counts) {
        tried.push({ id, counts });
        await Promise.resolve();
        if (left-- > 0) throw new Error('away');
      },
    },
    newId: () => `id-${(ids += 1)}`,
    clock,
    log: lines.log,
  });
  const one = (name: string, count: number) => ({ account: 'a', day: DAY, name, count });
  return { ledger, tried, clock, one };
}

it('a second’s counts are one write, and nothing is written while nothing happens', async () => {
  const { ledger, tried, clock, one } = makeLedger();
  for (let n = 0; n < 1000; n += 1) ledger.count('a', DAY, 'question');
  ledger.count('a', DAY, 'answer both');
  expect(tried).toEqual([]);
  await clock.advance(1000);
  expect(tried).toEqual([{ id: 'id-1', counts: [one('question', 1000), one('answer both', 1)] }]);
  await clock.advance(10_000);
  expect(tried).toHaveLength(1);
});

it('while the store is away counts wait; the same batch is tried again, and later ones follow it', async () => {
  const { ledger, tried, clock, one } = makeLedger(1);
  ledger.count('a', DAY, 'question');
  await clock.advance(1000);
  ledger.count('a', DAY, 'question');
  await clock.advance(2000);
  const batch = [one('question', 1)];
  expect(tried).toEqual([
    { id: 'id-1', counts: batch },
    { id: 'id-1', counts: batch },
    { id: 'id-2', counts: batch },
  ]);
});

it('a stop writes what is left, once', async () => {
  const { ledger, tried } = makeLedger(1);
  ledger.count('a', DAY, 'question');
  await ledger.close();
  expect(tried).toHaveLength(1);
});
