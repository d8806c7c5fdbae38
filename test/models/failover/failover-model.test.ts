import { describe, expect, it } from 'vitest';
import {
  hangs,
  refuses,
  says,
  startScriptedModel,
  streams,
  type ModelScript,
} from '../../support/scripted-model.ts';
import { createJumpClock, startProcess, startTwoModels } from './two-models.ts';

const history = [1, 2, 3, 4].map((n) => ({
  turnId: `t${n}`,
  sequence: n,
  question: `问题 ${n}`,
  answer: `回答 ${n}`,
}));
const tooLong = refuses(400, { code: 'context_length_exceeded', message: 'x' });
const resetAfterText = streams({ text: '春天。夏' }, 'reset');

/** A row of the table: what the first model does each time, and how often each is asked. */
interface Row {
  readonly first: ModelScript;
  readonly calls: number;
  readonly atSecond?: number;
}

describe('calls for one question while the first model fails', () => {
  it.each<[string, Row]>([
    ['401', { first: refuses(401), calls: 1 }],
    ['402', { first: refuses(402), calls: 1 }],
    ['429', { first: refuses(429, { message: 'x' }, { 'retry-after': '1' }), calls: 1 }],
    ['500', { first: refuses(500), calls: 3 }],
    ['503 with a long Retry-After', { first: refuses(503, {}, { 'retry-after': '5' }), calls: 1 }],
    ['a reset before text', { first: { beforeHeaders: ['reset'] }, calls: 3 }],
    ['a reset after thinking', { first: streams({ reasoning: '嗯' }, 'reset'), calls: 3 }],
    ['garbage', { first: streams({ raw: 'data: {oops\n\n' }, 'end'), calls: 3 }],
    ['a reset in the middle', { first: resetAfterText, calls: 2 }],
    ['an unknown model', { first: refuses(404, { code: 'model_not_found' }), calls: 1 }],
    ['a request that is not understood', { first: refuses(400, { message: 'bad' }), calls: 1 }],
  ])('%s', async (_failure, { first: script, calls }) => {
    const [first, second] = await startTwoModels();
    for (let n = 0; n < calls; n += 1) first.next(script);
    second.next(says('秋天。'));
    const { ask, told } = await startProcess([first, second]);
    const { text, error } = await ask({}, { keep: () => '' });
    expect(error).toBeUndefined();
    expect(text).toBe('秋天。');
    expect([first.calls.length, second.calls.length]).toEqual([calls, 1]);
    expect(told.filter(({ type }) => type === 'model-switched')).toMatchObject([
      { from: 'one/m', to: 'two/m', account: 'default' },
    ]);
  });

  it('a hang: one, and the next one is asked after FAILOVER_SECONDS', async () => {
    const clock = createJumpClock();
    const [first, second] = await startTwoModels();
    first.next(hangs());
    second.next(says('好。'));
    const { ask } = await startProcess([first, second], { clock });
    const asked = ask();
    const call = await first.call(1);
    await clock.pass(5_999);
    expect(second.calls).toHaveLength(0);
    await clock.pass(1);
    expect((await asked).text).toBe('好。');
    expect(await call.ended).toBe('client left');
    expect(first.calls).toHaveLength(1);
  });

  it('comments: one, because they are no token', async () => {
    const clock = createJumpClock();
    const [first, second] = await startTwoModels();
    let comment = () => {};
    const commented = new Promise<void>((resolve) => (comment = resolve));
    first.next(streams({ until: commented }, { raw: ': keep-alive\n\n' }, 'hang'));
    second.next(says('好。'));
    const { ask } = await startProcess([first, second], { clock });
    const asked = ask();
    await first.call(1);
    comment();
    await clock.pass(6_000);
    expect((await asked).text).toBe('好。');
  });

  it('a refusal of the content: one, none at the second, and the answer ends as refused', async () => {
    const [first, second] = await startTwoModels();
    first.next(refuses(400, { code: 'data_inspection_failed', message: 'x' }));
    const { ask } = await startProcess([first, second]);
    expect((await ask()).events).toEqual([{ type: 'finish', reason: 'content-filter' }]);
    expect([first.calls.length, second.calls.length]).toEqual([1, 0]);
  });

  it('a context that is too long: three shrinking ones, and none at the second', async () => {
    const [first, second] = await startTwoModels();
    first.next(tooLong, tooLong, tooLong);
    const { ask } = await startProcess([first, second]);
    expect((await ask({ history, system: '你是客服' })).error).toMatchObject({
      failure: 'too-long',
    });
    expect(first.calls.map(({ body }) => body.messages.length)).toEqual([10, 6, 2]);
    expect(second.calls).toHaveLength(0);
  });

  it('a reset in the middle that the second try survives: two, and the first stays the first', async () => {
    const [first, second] = await startTwoModels();
    first.next(resetAfterText, says('天。'), says('好。'));
    const { ask } = await startProcess([first, second]);
    expect((await ask({}, { keep: (text) => text.slice(0, 4) })).text).toBe('春天。夏天。');
    expect((await ask()).text).toBe('好。');
    expect(second.calls).toHaveLength(0);
  });
});

describe('a switch', () => {
  it('in the middle goes on after the text that is out, and voids the rest', async () => {
    const [first, second] = await startTwoModels();
    first.next(resetAfterText, streams({ text: '夏天。秋' }, 'reset'));
    second.next(says('秋天。冬天。'));
    const { ask } = await startProcess([first, second]);
    const released = (text: string) => text.slice(0, text.lastIndexOf('。') + 1);
    const { text, events } = await ask({}, { keep: released });
    expect(text).toBe('春天。夏天。秋天。冬天。');
    expect(events.filter(({ type }) => type === 'restart')).toHaveLength(2);
    const told = second.calls[0]?.body.messages.map(({ content }) => content);
    expect(told?.[1]).toBe('春天。夏天。');
  });

  it('before any text says no restart', async () => {
    const [first, second] = await startTwoModels();
    first.next(refuses(401));
    second.next(says('好。'));
    const { ask } = await startProcess([first, second]);
    const { events } = await ask();
    expect(events.map(({ type }) => type)).toEqual(['text', 'finish']);
  });

  it('does not come while the first model thinks', async () => {
    const clock = createJumpClock();
    const [first, second] = await startTwoModels();
    let go = () => {};
    const end = new Promise<void>((resolve) => (go = resolve));
    first.next(streams({ reasoning: '嗯' }, { until: end }, { text: '好。' }, 'done'));
    const { failover } = await startProcess([first, second], { clock });
    const request = { system: '', history: [], question: '你好' };
    const answer = failover.stream(request, new AbortController().signal)[Symbol.asyncIterator]();
    expect((await answer.next()).value).toMatchObject({ type: 'reasoning' });
    await clock.pass(20_000);
    go();
    expect((await answer.next()).value).toEqual({
      ...{ type: 'text', text: '好。', model: 'one/m' },
    });
    await answer.return?.();
    expect(second.calls).toHaveLength(0);
  });

  it('leaves the last model all the time it may take', async () => {
    const clock = createJumpClock();
    const [first, second] = await startTwoModels();
    let go = () => {};
    const late = new Promise<void>((resolve) => (go = resolve));
    first.next(refuses(401));
    second.next(streams({ until: late }, { text: '好。' }, 'done'));
    const { ask } = await startProcess([first, second], { clock });
    const asked = ask();
    await second.call(1);
    await clock.pass(50_000);
    go();
    expect((await asked).text).toBe('好。');
  });

  it('ends with the question when the follower stops it', async () => {
    const [first, second] = await startTwoModels();
    first.next(hangs());
    const { ask } = await startProcess([first, second]);
    const stop = new AbortController();
    const asked = ask({}, { signal: stop.signal });
    await first.call(1);
    stop.abort('stopped');
    expect((await asked).error).toMatchObject({ code: 'aborted' });
    expect(second.calls).toHaveLength(0);
  });
});

describe('the order', () => {
  it('begins with the model that a follower chose, and ignores an unknown one', async () => {
    const [first, second] = await startTwoModels();
    first.next(says('一'));
    second.next(says('二'));
    const { ask } = await startProcess([first, second]);
    expect((await ask({ model: 'two/m' })).text).toBe('二');
    expect((await ask({ model: 'nine/m' })).text).toBe('一');
  });

  it('begins with a model beside the order only if the follower chose it', async () => {
    const [first, second] = await startTwoModels();
    first.next(says('一'), refuses(401));
    second.next(says('二'));
    const { ask } = await startProcess([first, second], {
      models: (one) => [one],
      offersSecond: true,
    });
    expect((await ask()).text).toBe('一');
    expect((await ask({ model: 'two/m' })).text).toBe('二');
    expect((await ask()).error).toMatchObject({ failure: 'key' });
    expect(second.calls).toHaveLength(1);
  });

  it('shares the load between two keys within a tenth', async () => {
    const [first, second] = await startTwoModels({ answerWith: () => says('好。') });
    const { ask } = await startProcess([first, second], { keys: ['key-a', 'key-b'] });
    for (let n = 0; n < 21; n += 1) await ask();
    const withA = first.calls.filter(({ headers }) => headers.authorization?.endsWith('key-a'));
    expect(withA).toHaveLength(11);
  });

  it.each([401, 402, 429])('takes the next key of the same model after %i', async (status) => {
    const [first, second] = await startTwoModels();
    first.next(refuses(status), says('好。'), says('好。'), says('好。'));
    const { ask } = await startProcess([first, second], { keys: ['key-a', 'key-b'] });
    for (let n = 0; n < 3; n += 1) expect((await ask()).text).toBe('好。');
    const used = first.calls.map(({ headers }) => headers.authorization);
    expect(used).toEqual(['a', 'b', 'b', 'b'].map((name) => `Bearer key-${name}`));
    expect(second.calls).toHaveLength(0);
  });

  it('asks a model that hangs with one of its keys only', async () => {
    const clock = createJumpClock();
    const [first, second] = await startTwoModels();
    first.next(hangs());
    second.next(says('好。'));
    const { ask } = await startProcess([first, second], { clock, keys: ['key-a', 'key-b'] });
    const asked = ask();
    await first.call(1);
    await clock.pass(6_000);
    expect((await asked).text).toBe('好。');
    expect(first.calls).toHaveLength(1);
  });

  it('gives the keys of a single model all the time it may take', async () => {
    const clock = createJumpClock();
    const [first, second] = await startTwoModels();
    let go = () => {};
    const late = new Promise<void>((resolve) => (go = resolve));
    first.next(streams({ until: late }, { text: '好。' }, 'done'));
    const { ask } = await startProcess([first, second], {
      ...{ clock, keys: ['key-a', 'key-b'] },
      models: (one) => [one],
    });
    const asked = ask();
    await first.call(1);
    await clock.pass(50_000);
    go();
    expect((await asked).text).toBe('好。');
  });
});

describe('a single model with a single key', () => {
  it('is retried as without failover, and asked again by the next question', async () => {
    const [first, second] = await startTwoModels();
    first.next(refuses(500), refuses(500), refuses(500), says('好。'));
    const { ask, told } = await startProcess([first, second], { models: (one) => [one] });
    expect((await ask()).error).toMatchObject({ failure: 'overloaded' });
    expect((await ask()).text).toBe('好。');
    expect(told.filter(({ type }) => type.startsWith('breaker'))).toEqual([]);
  });

  it('tells of a dead key once, and when it is over', async () => {
    const [first, second] = await startTwoModels();
    first.next(refuses(401), refuses(401), says('好。'));
    const { ask, told, background } = await startProcess([first, second], {
      models: (one) => [one],
    });
    for (let n = 0; n < 3; n += 1) await ask();
    await background.settled();
    const news = told.filter(({ type }) => type.startsWith('breaker'));
    expect(news).toMatchObject([
      { type: 'breaker-opened', failure: 'key', provider: 'one', keyNumber: 1 },
      { type: 'breaker-closed', failure: 'key', provider: 'one', keyNumber: 1 },
    ]);
    expect(JSON.stringify(told)).not.toContain('key-a');
  });
});

describe('the lane', () => {
  it('has room for as many answers as the first model writes with all its keys', async () => {
    const first = await startScriptedModel();
    const { failover } = await startProcess([first, first], {
      keys: ['key-a', 'key-b'],
      models: (one, two) => [{ ...one, atOnce: 3 }, two],
    });
    expect(failover.lane.concurrency).toBe(6);
    await first.close();
  });
});

it('names the settings of the provider that failed, in the log lines of the switch and of the breaker', async () => {
  const models = await startTwoModels();
  const [first, second] = models;
  first.next({ status: 401, json: { error: { message: 'no', code: 'invalid_api_key' } } });
  second.next(says('好。'));
  const { ask, lines } = await startProcess(models);
  await ask();
  const advice = lines.flatMap((line) =>
    typeof line['advice'] === 'string' ? [line['advice']] : [],
  );
  expect(advice.length).toBeGreaterThanOrEqual(2);
  for (const one of advice) expect(one).toMatch(/^ONE_API_KEY /);
});
