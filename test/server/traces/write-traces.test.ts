import { pino } from 'pino';
import { expect, it } from 'vitest';
import { createTraceWriter } from '../../../src/server/traces/write-traces.ts';
import { StoreUnavailableError } from '../../../src/runtime/store-unavailable-error.ts';
import type { TurnStore } from '../../../src/turns/ports.ts';
import type { TraceAddition, TraceEntry } from '../../../src/turns/trace.ts';
import { createStepClock } from '../../support/step-clock.ts';
import { createSqliteWorld } from '../../store/sqlite/sqlite-world.ts';
import { ask } from '../../store/store-world.ts';

const restart = (at: number): TraceEntry => ({ type: 'restart', at });
const silent = pino({ level: 'silent' });

function open() {
  const clock = createStepClock();
  const done: string[] = [];
  const written: TraceAddition[] = [];
  let isAway = false;
  const writer = createTraceWriter({
    traces: {
      append(additions) {
        if (isAway) return Promise.reject(new StoreUnavailableError('away'));
        done.push('traces');
        written.push(...additions);
        return Promise.resolve();
      },
    },
    clock,
    log: silent,
  });
  const turns = writer.along({
    append: () => Promise.resolve((done.push('append'), [])),
    finish: () => Promise.resolve((done.push('finish'), 'finished')),
  } as unknown as TurnStore);
  return { clock, done, written, writer, turns, setAway: (away: boolean) => (isAway = away) };
}

it('writes entries with the next growth of an answer, whosever it is, and not before', async () => {
  const { done, written, writer, turns } = open();
  writer.add('t1', restart(1));
  writer.add('t2', restart(2));
  writer.add('t1', restart(3));
  expect(done).toEqual([]);
  await turns.append([]);
  expect(done).toEqual(['traces', 'append']);
  expect(written).toEqual([
    { turnId: 't1', entries: [restart(1), restart(3)] },
    { turnId: 't2', entries: [restart(2)] },
  ]);
});

it('asks for no write of its own where there is nothing to write', async () => {
  const { clock, done, turns } = open();
  await turns.append([]);
  await clock.advance(5_000);
  expect(done).toEqual(['append']);
});

it('writes what comes after the last answer within a second, once for all turns', async () => {
  const { clock, done, written, writer } = open();
  for (let n = 0; n < 100; n += 1) writer.add(`t${n}`, restart(n));
  await clock.advance(1_000);
  expect(done).toEqual(['traces']);
  expect(written).toHaveLength(100);
});

it('lets answers go on while the store takes no traces', async () => {
  const { done, writer, turns, setAway } = open();
  setAway(true);
  writer.add('t1', restart(1));
  await turns.append([]);
  await writer.close();
  expect(done).toEqual(['append']);
});

it('writes what is left at the end', async () => {
  const { written, writer } = open();
  writer.add('t1', restart(1));
  await writer.close();
  expect(written).toHaveLength(1);
});

it('shares the transaction of the answer in SQLite', async () => {
  const world = createSqliteWorld();
  const [store, other] = [await world.open(), await world.open()];
  const turn = await ask(store, '1');
  const writer = createTraceWriter({ traces: store.traces, clock: world.clock, log: silent });
  const turns = writer.along(store.turns);
  writer.add(turn.id, restart(1));
  await turns.finish(turn, { state: 'complete', rest: '一。' }, 'model');
  expect(await other.traces.read(turn.id)).toEqual([restart(1)]);
});
