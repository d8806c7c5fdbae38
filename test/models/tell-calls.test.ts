import { expect, it } from 'vitest';
import type { Model, ModelEvent, ModelRequest } from '../../src/answering/model.ts';
import { tellCalls } from '../../src/models/tell-calls.ts';
import { AnswererError } from '../../src/turns/answerer-error.ts';
import { recordEvents } from '../support/recorded-events.ts';
import { createStepClock, type StepClock } from '../support/step-clock.ts';

type Play = (request: ModelRequest, clock: StepClock) => Generator<ModelEvent>;

const turn = { turnId: 't1', account: 'default', openId: 'oAnn' };
const asked: ModelRequest = {
  ...{ system: '', history: [], question: '问', askedFor: { turn, purpose: 'answer' } },
};
const tokens = { input: 3, cached: 1, output: 5, reasoning: 0 };
const busy = new AnswererError('provider_busy', 'busy', { retryable: true, failure: 'throttled' });

function tellOf(play: Play) {
  const clock = createStepClock();
  const { events, told } = recordEvents();
  const model: Model = {
    ...{ id: 'p/m', lane: { key: 'p', concurrency: undefined } },
    async *stream(request) {
      for (const event of play(request, clock)) yield await Promise.resolve(event);
    },
  };
  const telling = tellCalls(model, { clock, events });
  const read = async (request: ModelRequest, most = Infinity) => {
    let count = 0;
    for await (const event of telling.stream(request, new AbortController().signal)) {
      count += event.type === 'text' ? 1 : 0;
      if (count >= most) break;
    }
  };
  return { read, told };
}

it('tells of one try when its first token came, what it used and how it ended', async () => {
  const { read, told } = tellOf(function* (_request, clock) {
    clock.jump(300);
    yield { type: 'reasoning', text: '想' };
    clock.jump(200);
    yield { type: 'text', text: '好' };
    yield { type: 'usage', model: 'p/m', tokens };
    yield { type: 'finish', reason: 'length' };
  });
  await read(asked);
  expect(told).toEqual([
    {
      ...{ type: 'model-called', purpose: 'answer', model: 'p/m', number: 1, tookMs: 500 },
      ...{ firstTokenAfterMs: 300, tokens, end: 'length', ...turn },
    },
  ]);
});

it('tells of each try of a model that is asked again', async () => {
  const { read, told } = tellOf(function* (request, clock) {
    clock.jump(100);
    expect(request.mayRetry?.(busy)).toBe(true);
    clock.jump(900);
    yield { type: 'text', text: '好' };
    yield { type: 'finish', reason: 'stop' };
  });
  await read(asked);
  expect(told).toMatchObject([
    { number: 1, tookMs: 100, end: 'failed', failure: 'throttled' },
    { number: 2, tookMs: 900, firstTokenAfterMs: 900, end: 'stop' },
  ]);
});

it('tells once of the failure that ends the question, and passes it on', async () => {
  const { read, told } = tellOf(function* (request) {
    yield { type: 'reasoning', text: '想' };
    request.mayRetry?.(busy);
    throw busy;
  });
  await expect(read({ ...asked, mayRetry: () => false })).rejects.toBe(busy);
  expect(told).toMatchObject([{ number: 1, end: 'failed', failure: 'throttled' }]);
});

it('tells that we stopped it when the reader breaks off', async () => {
  const { read, told } = tellOf(function* () {
    yield { type: 'text', text: '好' };
    yield { type: 'text', text: '的' };
  });
  await read(asked, 1);
  expect(told).toMatchObject([{ end: 'stopped' }]);
});

it('tells nothing of work that no follower waits for', async () => {
  const { read, told } = tellOf(function* () {
    yield { type: 'finish', reason: 'stop' };
  });
  await read({ system: '', history: [], question: '问' });
  expect(told).toEqual([]);
});
