import { expect, it } from 'vitest';
import { createEventBus } from '../../src/events/event-bus.ts';
import { listenForActivity } from '../../src/usage/listen-for-activity.ts';
import { createLogLines } from '../support/log-lines.ts';

function listen() {
  const counts: Record<string, number> = {};
  const events = createEventBus(createLogLines().log);
  const stop = listenForActivity(events, {
    ledger: {
      count(account, day, name) {
        const key = `${account} ${day} ${name}`;
        counts[key] = (counts[key] ?? 0) + 1;
      },
    },
    dayOf: (account, now) => `${account}-day-${now}`,
    clock: { now: () => 7 },
  });
  return { events, counts, stop };
}
const of = { account: 'shop', openId: 'o1' };
const turn = { ...of, turnId: 't1' };
const at = (name: string) => `shop shop-day-7 ${name}`;

it('messages are counted by kind, and those that lead to an answer as questions', () => {
  const { events, counts, stop } = listen();
  events.emit({ type: 'message-received', key: '1', kind: 'text', turnId: 't1', ...of });
  events.emit({ type: 'message-received', key: '2', kind: 'event', event: 'subscribe', ...of });
  stop();
  events.emit({ type: 'message-received', key: '3', kind: 'text', ...of });
  expect(counts).toEqual({
    [at('message text')]: 1,
    [at('message event subscribe')]: 1,
    [at('question')]: 1,
  });
});

it('answers are counted by way, by whose words they are, and by time', () => {
  const { events, counts } = listen();
  events.emit({ type: 'first-content', via: 'passive', afterMs: 1800, ...turn });
  events.emit({ type: 'answer-ended', end: 'complete', origin: 'documents', ...turn });
  events.emit({ type: 'answer-complete', way: 'both', afterMs: 6500, ...turn });
  expect(counts).toEqual({
    [at('first 2000')]: 1,
    [at('origin documents')]: 1,
    [at('answer both')]: 1,
    [at('whole 8000')]: 1,
  });
});

it('a failure is counted by the code of the last answerer, and one that another answerer made good is none', () => {
  const { events, counts } = listen();
  const failure = { code: 'provider_busy', message: '' };
  const failed = { type: 'answerer-ended', how: 'failed', failure, ...turn } as const;
  events.emit(failed);
  events.emit({ ...failed, how: 'stop' });
  events.emit({ type: 'answer-ended', end: 'complete', origin: 'model', ...turn });
  events.emit({ ...failed, how: 'over-budget' });
  events.emit({ type: 'answer-ended', end: 'failed', origin: 'own', ...turn });
  events.emit(failed);
  events.emit({ type: 'answer-ended', end: 'failed', origin: 'own', ...turn });
  expect(counts).toEqual({
    [at('origin model')]: 1,
    [at('failure over-budget')]: 1,
    [at('failure provider_busy')]: 1,
  });
});

it('refused pushes are counted by reason, and other ends of attempts not', () => {
  const { events, counts } = listen();
  const ended = { type: 'attempt-ended', account: 'shop' } as const;
  events.emit({ ...ended, end: 'refused', reason: 'signature wrong' });
  events.emit({ ...ended, end: 'answered' });
  expect(counts).toEqual({ [at('refused signature wrong')]: 1 });
});
