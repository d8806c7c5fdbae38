import { describe, expect, it } from 'vitest';
import type { Model, ModelEvent, ModelRequest } from '../../src/answering/model.ts';
import { NotCalledError } from '../../src/answering/not-called-error.ts';
import type { TokenUsage } from '../../src/turns/answer-event.ts';
import type { Budget, BudgetState } from '../../src/usage/budget.ts';
import { countUsage } from '../../src/usage/count-usage.ts';
import type { UsageCount } from '../../src/usage/ports.ts';
import { NO_PRICES } from '../../src/usage/prices.ts';
import { unheard } from '../support/recorded-events.ts';
import { createStepClock } from '../support/step-clock.ts';

const follower = { account: 'default', openId: 'oFollower' };
const ofFollower = { conversation: { follower, id: 'c' } };
const tokens: TokenUsage = { input: 40, cached: 30, output: 5, reasoning: 2 };
const usage: ModelEvent = { type: 'usage', model: 'p/m', tokens };
const text = (words: string): ModelEvent => ({ type: 'text', text: words });
const finish: ModelEvent = { type: 'finish', reason: 'stop' };

function makeCounted(events: readonly (ModelEvent | Error)[], budget: Partial<Budget> = {}) {
  const counts: UsageCount[] = [];
  let calls = 0;
  const model: Model = {
    id: 'p/m',
    lane: { key: 'l' },
    async *stream() {
      calls += 1;
      await Promise.resolve();
      for (const event of events) {
        if (event instanceof Error) throw event;
        yield event;
      }
    },
  };
  const counted = countUsage(model, {
    account: 'default',
    dayOf: () => '2026-11-30',
    clock: createStepClock(),
    events: unheard,
    prices: NO_PRICES,
    estimateTokens: (words) => words.length,
    ledger: {
      count: (count) => void counts.push(count),
      settled: () => Promise.resolve(),
      close: () => Promise.resolve(),
    },
    budget: { check: () => Promise.resolve('open'), mayCall: () => true, ...budget },
  });
  const ask = async (over: Partial<ModelRequest> = ofFollower, most = Infinity) => {
    const request = { system: 'sys', history: [], question: 'wh', released: () => 'r', ...over };
    const heard: ModelEvent[] = [];
    try {
      for await (const event of counted.stream(request, new AbortController().signal))
        if (heard.push(event) >= most) break;
    } catch (error) {
      return { heard, error: error as Error };
    }
    return { heard, error: undefined };
  };
  return { ask, counts, calls: () => calls };
}

/** "sys", "wh" and "r", at a token a letter. */
const PROMPT = 6;

describe('a call of a model', () => {
  it('is counted as the vendor told it, for the account and its follower', async () => {
    const { ask, counts } = makeCounted([text('a'), usage, finish]);
    const { heard } = await ask();
    expect(heard).toEqual([text('a'), usage, finish]);
    expect(counts).toEqual([
      {
        account: 'default',
        day: '2026-11-30',
        model: 'p/m',
        follower,
        questions: 0,
        calls: 1,
        estimated: 0,
        ...tokens,
      },
    ]);
  });

  it('that no follower asked for, such as a summary, is the account’s alone', async () => {
    const { ask, counts } = makeCounted([text('a'), usage, finish]);
    await ask({});
    expect(counts).toHaveLength(1);
    expect(counts[0]).not.toHaveProperty('follower');
  });

  it('whose vendor tells nothing is estimated, and said to be', async () => {
    const { ask, counts } = makeCounted([{ type: 'reasoning', text: 'hm' }, text('abc'), finish]);
    const { heard } = await ask();
    expect(counts).toMatchObject([{ calls: 1, estimated: 1, input: PROMPT, output: 5 }]);
    expect(heard.at(-1)).toMatchObject({ type: 'usage', isEstimate: true });
  });

  it('that was thrown away counts beside the one that stayed, and nothing counts twice', async () => {
    const { ask, counts } = makeCounted([
      text('abc'),
      { type: 'restart' },
      text('d'),
      usage,
      finish,
    ]);
    const { heard } = await ask();
    expect(counts).toMatchObject([
      { estimated: 1, input: PROMPT, output: 3 },
      { estimated: 0, ...tokens },
    ]);
    expect(heard.filter(({ type }) => type === 'usage')).toHaveLength(2);
  });

  it.each([
    ['failed', [text('abc'), new Error('broken')], Infinity],
    ['its reader broke off', [text('abc'), text('never read'), finish], 1],
  ] as const)('counts by estimate when it %s in the middle', async (_how, events, most) => {
    const { ask, counts } = makeCounted(events);
    await ask(ofFollower, most);
    expect(counts).toMatchObject([{ calls: 1, estimated: 1, output: 3 }]);
  });

  it('that was refused before a word costs nothing', async () => {
    const { ask, counts } = makeCounted([new Error('401')]);
    expect((await ask()).error?.message).toBe('401');
    expect(counts).toEqual([]);
  });

  it('is not made where the model has no price under a budget', async () => {
    const { ask, calls } = makeCounted([finish], { mayCall: () => false });
    expect((await ask()).error?.message).toContain('PRICES_FILE has no price for p/m');
    expect(calls()).toBe(0);
  });

  it.each<[BudgetState, number]>([
    ['open', 1],
    ['spent', 0],
  ])('that no follower waits for depends on the budget: %s', async (state, made) => {
    const { ask, calls } = makeCounted([finish], { check: () => Promise.resolve(state) });
    const { error } = await ask({});
    expect(calls()).toBe(made);
    expect(error instanceof NotCalledError).toBe(state === 'spent');
  });

  it('for a follower is not checked again: the question was let through', async () => {
    const { ask, calls } = makeCounted([finish], { check: () => Promise.resolve('spent') });
    await ask();
    expect(calls()).toBe(1);
  });
});
