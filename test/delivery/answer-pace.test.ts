import { expect, it } from 'vitest';
import { pino } from 'pino';
import { ANSWER_LENGTHS, createAnswerPace } from '../../src/delivery/answer-pace.ts';
import { createEventBus } from '../../src/events/event-bus.ts';
import { createBackground } from '../../src/runtime/background.ts';
import type { Collection } from '../../src/runtime/collection.ts';
import { createStepClock } from '../support/step-clock.ts';

const log = pino({ level: 'silent' });
const turn = (turnId: string) => ({ account: 'default', openId: 'oAnn', turnId });

/** A collection in memory, of which only what a pace needs is there. */
function createShelf() {
  const values = new Map<string, readonly number[]>();
  const collection = {
    get: (key: string) => {
      const value = values.get(key);
      return Promise.resolve(value && { key, value, version: 1 });
    },
    put: (key: string, value: readonly number[], { expiresInMs = 0 } = {}) => {
      // What is kept of an account that was removed ends by itself.
      expect(expiresInMs).toBeGreaterThan(0);
      values.set(key, value);
      return Promise.resolve('written' as const);
    },
  } as unknown as Collection<never>;
  return {
    values,
    open: (definition: { readonly name: string }) => {
      expect(definition).toEqual(ANSWER_LENGTHS);
      return collection as never;
    },
  };
}

function start(shelf = createShelf()) {
  const clock = createStepClock();
  const events = createEventBus(log);
  const background = createBackground(log);
  const pace = createAnswerPace({ events, collections: shelf, background, clock });
  events.emit({ type: 'account-opened', account: 'default' });
  const write = (
    turnId: string,
    length: number,
    over: { end?: 'complete' | 'failed'; origin?: 'own' } = {},
  ) => {
    events.emit({ type: 'answerer-first-text', ...turn(turnId) });
    events.emit({ type: 'answer-grown', length, ...turn(turnId) });
    events.emit({
      ...{ type: 'answer-ended', end: 'complete', origin: 'model' },
      ...over,
      ...turn(turnId),
    });
  };
  return { clock, events, background, pace, write, shelf };
}

it('knows since when an answer has text and how long it is, until it has ended', async () => {
  const { clock, events, pace } = start();
  expect(pace.growthOf('t1')).toBeUndefined();
  const firstTextAt = clock.now();
  events.emit({ type: 'answerer-first-text', ...turn('t1') });
  await clock.advance(700);
  events.emit({ type: 'answer-grown', length: 40, ...turn('t1') });
  expect(pace.growthOf('t1')).toEqual({ firstTextAt, length: 40 });
  events.emit({ type: 'answer-ended', end: 'complete', origin: 'model', ...turn('t1') });
  expect(pace.growthOf('t1')).toBeUndefined();
});

it('counts whole answers by a model, the last 200 of an account', () => {
  const { pace, write } = start();
  write('t0', 7, { end: 'failed' });
  write('t1', 8, { origin: 'own' });
  for (let n = 1; n <= 250; n += 1) write(`m${n}`, 1000 - n);
  expect(pace.lengthsOf('default')).toEqual(Array.from({ length: 200 }, (_, n) => 750 + n));
  expect(pace.lengthsOf('other')).toEqual([]);
});

it('still knows them after a restart', async () => {
  const first = start();
  first.write('t1', 300);
  await first.clock.advance(60_000);
  first.write('t2', 200);
  await first.background.settled();
  const second = start(first.shelf);
  await second.background.settled();
  expect(second.pace.lengthsOf('default')).toEqual([200, 300]);
});
