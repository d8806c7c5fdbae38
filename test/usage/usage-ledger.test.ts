import { expect, it } from 'vitest';
import type { UsageCount } from '../../src/usage/ports.ts';
import { createUsageLedger } from '../../src/usage/usage-ledger.ts';
import { createLogLines } from '../support/log-lines.ts';
import { createStepClock } from '../support/step-clock.ts';

const count = (input: number, over: Partial<UsageCount> = {}): UsageCount => ({
  ...{ account: 'default', day: '2026-11-30', model: 'p/m', questions: 0, calls: 1, estimated: 0 },
  ...{ input, cached: 0, output: 0, reasoning: 0 },
  ...over,
});

/** A ledger over a store that fails as often as it is told. */
function makeLedger(failures = 0) {
  const clock = createStepClock();
  const written: { id: string; counts: readonly UsageCount[] }[] = [];
  const tried: string[] = [];
  let left = failures;
  let ids = 0;
  const ledger = createUsageLedger({
    store: {
      async add(id, counts) {
        tried.push(id);
        await Promise.resolve();
        if (left-- > 0) throw new Error('away');
        written.push({ id, counts });
      },
    },
    newId: () => `id-${(ids += 1)}`,
    clock,
    log: createLogLines().log,
  });
  return { ledger, written, tried, clock };
}

it('what is counted while a write is under way is added up to the next one', async () => {
  const { ledger, written } = makeLedger();
  for (const input of [1, 2, 3]) ledger.count(count(input));
  ledger.count(count(4, { model: 'p/other' }));
  await ledger.settled();
  expect(written.map(({ counts }) => counts)).toEqual([
    [count(1)],
    [count(5, { calls: 2 }), count(4, { model: 'p/other' })],
  ]);
});

it('while the store is away counts wait and nobody waits for them; the same batch is tried again', async () => {
  const { ledger, written, tried, clock } = makeLedger(1);
  ledger.count(count(1));
  await ledger.settled();
  ledger.count(count(2));
  expect(written).toEqual([]);
  await clock.advance(1000);
  await ledger.settled();
  expect(tried).toEqual(['id-1', 'id-1', 'id-2']);
  expect(written.map(({ counts }) => counts)).toEqual([[count(1)], [count(2)]]);
});

it('a stop writes what is left, once', async () => {
  const { ledger, written, tried } = makeLedger(1);
  ledger.count(count(1));
  await ledger.settled();
  ledger.count(count(2));
  await ledger.close();
  expect(tried).toEqual(['id-1', 'id-1', 'id-2']);
  expect(written).toHaveLength(2);
});

it('nobody waits for what is counted later, however long that goes on', async () => {
  const { ledger, written } = makeLedger();
  let goesOn = true;
  ledger.count(count(1));
  const counting = (async () => {
    while (goesOn) {
      ledger.count(count(1));
      await Promise.resolve();
      if (written.length > 100) throw new Error('It waited on');
    }
  })();
  await ledger.settled();
  goesOn = false;
  await counting;
  expect(written.length).toBeGreaterThan(0);
});
