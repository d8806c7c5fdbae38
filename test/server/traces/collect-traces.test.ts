import { pino } from 'pino';
import { expect, it } from 'vitest';
import type { DomainEvent } from '../../../src/events/domain-event.ts';
import { createEventBus } from '../../../src/events/event-bus.ts';
import { collectTraces } from '../../../src/server/traces/collect-traces.ts';
import type { TraceEntry } from '../../../src/turns/trace.ts';
import { createStepClock } from '../../support/step-clock.ts';

const follower = { account: 'default', openId: 'oAnn' };
const turn = { turnId: 't1', ...follower };

function listen() {
  const clock = createStepClock();
  const events = createEventBus(pino({ level: 'silent' }));
  const added: (TraceEntry & { readonly turnId: string })[] = [];
  const stop = collectTraces(
    events,
    (turnId, entry) => void added.push({ turnId, ...entry }),
    clock,
  );
  const tell = (event: DomainEvent) => events.emit(event);
  return { clock, added, stop, tell };
}

const attempt = (key: string, number: number, turnId?: string): DomainEvent => ({
  ...{ type: 'attempt-ended', account: 'default', end: 'answered' },
  message: { openId: 'oAnn', key, number, tookMs: 400, ...(turnId !== undefined && { turnId }) },
});
const called = (model: string, end: 'stop' | 'failed'): DomainEvent => ({
  ...{ type: 'model-called', purpose: 'answer', model, number: 1, tookMs: 10, end, ...turn },
});

it('keeps an attempt with the turn that its message led to', () => {
  const { clock, added, tell } = listen();
  tell(attempt('k1', 2, 't1'));
  const at = clock.now() - 400;
  expect(added).toEqual([
    { turnId: 't1', type: 'attempt', at, tookMs: 400, key: 'k1', number: 2, end: 'answered' },
  ]);
});

it('keeps it with each turn that the reply carried, also when the reply is repeated', () => {
  const { added, tell } = listen();
  const slices = [
    { turnId: 't1', from: 5, to: 9 },
    { turnId: 't2', from: 0, to: 3 },
    { turnId: 't2', from: 3, to: 4 },
  ];
  tell({ type: 'parts-given', via: 'passive', key: 'k1', slices, ...follower });
  tell(attempt('k1', 1, 't2'));
  tell(attempt('k1', 2));
  expect(added.map(({ turnId }) => turnId)).toEqual(['t2', 't1', 't1', 't2']);
});

it('forgets what a reply carried when WeChat repeats no more', () => {
  const { clock, added, tell } = listen();
  const slices = [{ turnId: 't1', from: 0, to: 9 }];
  tell({ type: 'parts-given', via: 'passive', key: 'k1', slices, ...follower });
  clock.jump(60_000);
  tell({ type: 'parts-given', via: 'passive', key: 'k2', slices, ...follower });
  tell(attempt('k1', 1));
  expect(added).toEqual([]);
});

it('keeps nothing of what was refused, or led to no turn', () => {
  const { added, tell } = listen();
  tell({ type: 'attempt-ended', account: 'default', end: 'refused', reason: 'signature wrong' });
  tell(attempt('k1', 1));
  expect(added).toEqual([]);
});

it('says from which model an answer was switched, and only from one that failed', () => {
  const { added, tell } = listen();
  tell(called('p/one', 'failed'));
  tell(called('p/one', 'failed'));
  tell(called('p/two', 'stop'));
  tell(called('p/three', 'stop'));
  expect(added).toMatchObject([
    { model: 'p/one', end: 'failed' },
    { model: 'p/one', end: 'failed' },
    { model: 'p/two', switchedFrom: 'p/one' },
    { model: 'p/three' },
  ]);
  expect(added[1]).not.toHaveProperty('switchedFrom');
  expect(added[3]).not.toHaveProperty('switchedFrom');
});

it('measures the wait in the queue and the writing', () => {
  const { clock, added, tell } = listen();
  const queuedAt = clock.now();
  tell({ type: 'answer-queued', ...turn });
  clock.jump(700);
  tell({ type: 'answer-dequeued', ...turn });
  tell({ type: 'answerer-asked', answerer: 'p/m', ...turn });
  clock.jump(2_000);
  tell({ type: 'answerer-restarted', ...turn });
  tell({ type: 'answerer-ended', how: 'stop', ...turn });
  expect(added).toMatchObject([
    { type: 'queue', at: queuedAt, tookMs: 700 },
    { type: 'restart' },
    { type: 'writing', by: 'p/m', at: queuedAt + 700, tookMs: 2_000, end: 'stop' },
  ]);
});

it('keeps which tools ran, how that ended and how much the model read', () => {
  const { added, tell } = listen();
  const tool = { tool: 'current_time', end: 'done', bytes: 58 } as const;
  tell({ type: 'tool-called', ...tool, tookMs: 3, ...turn });
  expect(added).toMatchObject([{ type: 'tool', ...tool, tookMs: 3 }]);
});

it('keeps the titles of what was found, and that a model was passed by', () => {
  const { added, tell } = listen();
  const sources = [{ title: '退货', heading: '期限', score: 0.8 }];
  tell({
    type: 'documents-searched',
    tookMs: 5,
    fit: 'certain',
    isBelowFloor: false,
    sources,
    ...turn,
  });
  tell({ type: 'model-passed-by', model: 'p/one', ...turn });
  expect(added).toMatchObject([
    { type: 'search', sources },
    { type: 'passed-by', model: 'p/one' },
  ]);
});

it('hears nothing after its end', () => {
  const { added, stop, tell } = listen();
  stop();
  tell(attempt('k1', 1, 't1'));
  expect(added).toEqual([]);
});
