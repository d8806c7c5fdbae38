import { expect, it } from 'vitest';
import { createEventBus } from '../../src/events/event-bus.ts';
import type { PageEvent } from '../../src/simulator/page/page-events.ts';
import { listenToAccount } from '../../src/simulator/listen-to-account.ts';
import { createPassiveSlices } from '../../src/simulator/passive-slices.ts';
import { createLogLines } from '../support/log-lines.ts';
import { settle } from '../support/step-clock.ts';

const follower = { account: 'simulator', openId: 'oFollower' };
const turn = { ...follower, turnId: 't1' };
const slices = [{ turnId: 't1', from: 0, to: 2 }];

/** A listener over answers that the test writes; a read ends when the test lets it. */
function start() {
  const { log, raw } = createLogLines();
  const events = createEventBus(log);
  const answers = new Map<string, string>();
  const told: PageEvent[] = [];
  const waiting: (() => void)[] = [];
  const listener = listenToAccount({
    events,
    log,
    passiveSlices: createPassiveSlices(),
    tell: (event) => told.push(event),
    turns: {
      async read(turnId) {
        const answer = answers.get(turnId);
        await new Promise<void>((resolve) => waiting.push(resolve));
        if (answer === 'away') throw new Error('The store is away');
        return answer === undefined ? undefined : { answer };
      },
    },
  });
  const readAll = async () => {
    for (const end of waiting.splice(0)) end();
    await settle();
  };
  return { events, answers, told, readAll, listener, logged: raw };
}

it('reads what an answer grew by in the store, and tells it before the parts that need it', async () => {
  const { events, answers, told, readAll } = start();
  answers.set('t1', '一。');
  events.emit({ type: 'answer-grown', length: 2, ...turn });
  events.emit({ type: 'parts-given', via: 'passive', key: 'm1', slices, ...follower });
  await settle();
  expect(told).toEqual([]);
  await readAll();
  answers.set('t1', '一。二。三。');
  events.emit({ type: 'answer-grown', length: 4, ...turn });
  await readAll();
  expect(told).toEqual([
    { type: 'grown', turnId: 't1', text: '一。' },
    { type: 'parts', slices, via: 'passive', state: 'given', key: 'm1' },
    { type: 'grown', turnId: 't1', text: '二。' },
  ]);
});

it('goes on after what a process that takes over found', async () => {
  const { events, answers, told, readAll } = start();
  answers.set('t1', '一。二。');
  events.emit({ type: 'turn-taken-over', length: 2, ...turn });
  events.emit({ type: 'answer-grown', length: 4, ...turn });
  events.emit({ type: 'answer-ended', end: 'replaced', origin: 'model', ...turn });
  await readAll();
  answers.set('t1', '一。二。三。');
  events.emit({ type: 'answer-grown', length: 6, ...turn });
  await readAll();
  expect(told).toEqual([
    { type: 'taken-over', turnId: 't1', openId: 'oFollower', answer: '一。' },
    { type: 'grown', turnId: 't1', text: '二。' },
    { type: 'grown', turnId: 't1', text: '三。' },
  ]);
});

it('tells later what it could not read when the store was away', async () => {
  const { events, answers, told, readAll, logged } = start();
  answers.set('t1', 'away');
  events.emit({ type: 'answer-grown', length: 2, ...turn });
  await readAll();
  answers.set('t1', '一。二。');
  events.emit({ type: 'answer-grown', length: 4, ...turn });
  await readAll();
  expect(told).toEqual([{ type: 'grown', turnId: 't1', text: '一。二。' }]);
  expect(logged()).toContain('store_failed');
});

it('tells which turn a message led to, and nothing of one that led to none', async () => {
  const { events, told } = start();
  events.emit({ type: 'message-received', key: 'm1', kind: 'text', turnId: 't1', ...follower });
  events.emit({ type: 'message-received', key: 'm2', kind: 'text', ...follower });
  await settle();
  expect(told).toEqual([{ type: 'turn', turnId: 't1', openId: 'oFollower', key: 'm1' }]);
});

it('tells which answerer is asked, when it begins to write, and how it ends', async () => {
  const { events, told } = start();
  const failure = { code: 'throttled', message: 'Too many requests', advice: 'Wait' };
  events.emit({ type: 'answerer-asked', answerer: 'documents', ...turn });
  events.emit({ type: 'answerer-first-text', ...turn });
  events.emit({ type: 'answerer-ended', how: 'failed', failure, ...turn });
  const tokens = { promptTokens: 7, completionTokens: 2 };
  events.emit({ type: 'answerer-ended', how: 'stop', ...tokens, ...turn });
  await settle();
  expect(told).toEqual([
    { type: 'model-began', turnId: 't1', answerer: 'documents' },
    { type: 'model-first-text', turnId: 't1' },
    { type: 'model-ended', turnId: 't1', how: 'failed', failure },
    { type: 'model-ended', turnId: 't1', how: 'stop', ...tokens },
  ]);
});

it('tells of parts that were given by a message, that were not taken, and whose reply was lost', async () => {
  const { events, told } = start();
  events.emit({ type: 'parts-given', via: 'customer-service', slices, ...follower });
  events.emit({ type: 'parts-lost', slices, ...follower });
  events.emit({ type: 'parts-given', via: 'passive', key: 'm1', slices, ...follower });
  events.emit({ type: 'reply-lost', key: 'm1', ...follower });
  events.emit({ type: 'reply-lost', key: 'without parts', ...follower });
  await settle();
  expect(told).toEqual([
    { type: 'parts', slices, via: 'customer-service', state: 'given' },
    { type: 'parts', slices, via: 'customer-service', state: 'failed' },
    { type: 'parts', slices, via: 'passive', state: 'given', key: 'm1' },
    { type: 'parts', slices, via: 'passive', state: 'failed', key: 'm1' },
  ]);
});

it('ends when all that happened before is told', async () => {
  const { events, answers, told, readAll, listener } = start();
  answers.set('t1', '一。');
  events.emit({ type: 'answer-grown', length: 2, ...turn });
  const closed = listener.close();
  events.emit({ type: 'answerer-first-text', ...turn });
  await readAll();
  await closed;
  expect(told).toEqual([{ type: 'grown', turnId: 't1', text: '一。' }]);
});
