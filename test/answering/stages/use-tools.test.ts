import { describe, expect, it } from 'vitest';
import type { Ask } from '../../../src/answering/answerer.ts';
import { composeStages } from '../../../src/answering/compose-stages.ts';
import { createOfferTools } from '../../../src/answering/stages/offer-tools.ts';
import { createUseTools, type UseToolsDeps } from '../../../src/answering/stages/use-tools.ts';
import type { Tool } from '../../../src/answering/tool.ts';
import type { StepKeeper, StoredRound } from '../../../src/answering/tools/turn-steps.ts';
import type { AnswerEvent } from '../../../src/turns/answer-event.ts';
import type { ToolCall, ToolRequest } from '../../../src/turns/tool-round.ts';
import { createLogLines } from '../../support/log-lines.ts';
import { recordEvents } from '../../support/recorded-events.ts';
import { createStepClock, settle } from '../../support/step-clock.ts';
import { createScriptedAnswerer, finish, restart, text } from '../answerer-double.ts';
import { exampleAsk } from '../example-ask.ts';
import { readAll } from '../read-all.ts';

const call = (id: string, name = 'look', given: unknown = { page: id }): ToolCall => ({
  ...{ id, name },
  arguments: typeof given === 'string' ? given : JSON.stringify(given),
});
const requestOf = (...calls: [ToolCall, ...ToolCall[]]): ToolRequest => ({
  model: 'p/m',
  message: { role: 'assistant', content: null },
  calls,
});
const wants = (...calls: [ToolCall, ...ToolCall[]]): AnswerEvent => ({
  type: 'tool-request',
  request: requestOf(...calls),
});
const step = (words: string, tool = 'look'): AnswerEvent => ({ type: 'step', tool, text: words });

/** A tool that runs until a test ends it, or at once where it is given words. */
function createLook(words?: (page: unknown) => string) {
  const ran: unknown[] = [];
  const signals: AbortSignal[] = [];
  const ends: ((result: string | Error) => void)[] = [];
  const tool: Tool = {
    name: 'look',
    description: 'Looks at a page.',
    parameters: { type: 'object', properties: { page: { type: 'string' } }, required: ['page'] },
    run({ page }, { signal }) {
      ran.push(page);
      signals.push(signal);
      if (words) return Promise.resolve(words(page));
      return new Promise((resolve, reject) =>
        ends.push((result) => (result instanceof Error ? reject(result) : resolve(result))),
      );
    },
  };
  return { tool, ran, signals, end: (at: number, result: string | Error) => ends[at]?.(result) };
}

interface World extends Partial<Pick<UseToolsDeps, 'steps' | 'isSentLater'>> {
  readonly tools?: readonly Tool[];
  readonly stored?: readonly StoredRound[];
}

/** A stage over a scripted answerer, for an account whose last attempt has to be answered after 14 s. */
function start({ tools = [createLook((page) => `${String(page)}.`).tool], ...over }: World = {}) {
  const clock = createStepClock();
  const model = createScriptedAnswerer();
  const { events, told } = recordEvents();
  const { log, lines, raw } = createLogLines();
  const kept: (readonly StoredRound[])[] = [];
  let forgotten = 0;
  let typed = 0;
  const keeper: StepKeeper = {
    read: () => Promise.resolve(over.stored ?? []),
    keep(rounds) {
      kept.push(rounds);
      return Promise.resolve();
    },
    forget() {
      forgotten += 1;
      return Promise.resolve();
    },
  };
  const stage = createUseTools({
    tools: () => tools,
    steps: over.steps ?? 6,
    time: { toolsMs: 30_000, lastAttemptMs: 14_000, writingMs: 3000 },
    isSentLater: over.isSentLater ?? (() => Promise.resolve(false)),
    createKeeper: () => keeper,
    showTyping: () => void (typed += 1),
    ...{ clock, log, events },
  });
  const answer = composeStages([createOfferTools(() => tools), stage], (ask, signal) =>
    model.answer(ask, signal),
  );
  const ask = exampleAsk({ askedAt: clock.now(), system: '系统' });
  const abort = new AbortController();
  return {
    ...{ clock, model, told, lines, raw, kept, abort },
    typed: () => typed,
    forgotten: () => forgotten,
    run: (more: Partial<Ask> = {}) => readAll(answer({ ...ask, ...more }, abort.signal)),
    resultsOf: (at: number) =>
      model.prompts[at]?.rounds?.flatMap(({ results }) => results.map((result) => result.text)),
  };
}

describe('a question to a model that may use tools', () => {
  it('goes to the model with the tools, and is answered by it', async () => {
    const { model, run, kept } = start();
    model.script(text('好。'), finish);
    expect(await run()).toEqual([text('好。'), finish]);
    expect(model.prompts).toMatchObject([{ tools: [{ name: 'look' }], rounds: [] }]);
    expect(model.prompts[0]?.tools?.[0]).not.toHaveProperty('run');
    expect(model.prompts[0]?.system).toMatch(/^系统\n\n.*陌生人/);
    expect(kept).toEqual([]);
  });

  it('goes on as it is where there is no tool, and where it is a task', async () => {
    const { model, run } = start({ tools: [] });
    model.script(finish);
    await run();
    expect(model.prompts[0]?.system).toBe('系统');
    expect(model.prompts[0]).not.toHaveProperty('tools');
    const other = start();
    other.model.script(finish);
    await other.run({ task: { name: 'memory', argument: '' } });
    expect(other.model.prompts[0]).not.toHaveProperty('tools');
  });

  it('goes to it again with what the tools returned, round by round', async () => {
    const { model, run } = start();
    model.script(wants(call('a'), call('b')), finish);
    model.script(wants(call('c')), finish);
    model.script(text('好。'), finish);
    expect(await run()).toEqual([
      ...[wants(call('a'), call('b')), step('a.'), step('b.')],
      ...[wants(call('c')), step('c.'), text('好。'), finish],
    ]);
    expect(model.prompts[1]?.rounds).toMatchObject([
      {
        ...requestOf(call('a'), call('b')),
        results: [
          { id: 'a', text: 'a.' },
          { id: 'b', text: 'b.' },
        ],
      },
    ]);
    expect(model.prompts[2]?.rounds).toHaveLength(2);
  });

  it('has at most three tools run concurrently', async () => {
    const look = createLook();
    const { model, run } = start({ tools: [look.tool] });
    model.script(wants(call('a'), call('b'), call('c'), call('d')), finish);
    model.script(text('好。'), finish);
    const answered = run();
    await settle();
    expect(look.ran).toEqual(['a', 'b', 'c']);
    look.end(1, 'b.');
    await settle();
    expect(look.ran).toEqual(['a', 'b', 'c', 'd']);
    for (const at of [3, 2, 0]) look.end(at, `${at}.`);
    // Results are told in the order of the calls.
    expect((await answered).filter(({ type }) => type === 'step')).toEqual(
      ['0.', 'b.', '2.', '3.'].map((words) => step(words)),
    );
  });

  it('tells which tools ran, how long and with how much, and nothing of what they were asked', async () => {
    const look = createLook();
    const { model, run, told, clock } = start({ tools: [look.tool] });
    model.script(wants(call('秘密')), finish);
    model.script(text('好。'), finish);
    const answered = run();
    await clock.advance(300);
    look.end(0, '结果');
    await answered;
    expect(told).toEqual([
      {
        ...{ type: 'tool-called', tool: 'look', end: 'done', tookMs: 300, bytes: 6 },
        ...{ turnId: 't1', account: 'default', openId: 'oAnn' },
      },
    ]);
  });

  it('shows the follower that an answer is on its way as long as a tool runs', async () => {
    const look = createLook();
    const { model, run, typed, clock } = start({
      tools: [look.tool],
      isSentLater: () => Promise.resolve(true),
    });
    model.script(wants(call('a')), finish);
    model.script(text('好。'), finish);
    const answered = run();
    await settle();
    expect(typed()).toBe(1);
    await clock.advance(10_000);
    expect(typed()).toBe(2);
    look.end(0, 'a.');
    await answered;
    await clock.advance(60_000);
    expect(typed()).toBe(2);
  });
});

describe('words before a request', () => {
  it('are taken back, as far as they are not out', async () => {
    const { model, run } = start();
    model.script(text('我查一下。'), wants(call('a')), finish);
    model.script(text('好。'), finish);
    expect(await run()).toEqual([
      ...[text('我查一下。'), wants(call('a')), restart, step('a.')],
      ...[text('好。'), finish],
    ]);
  });

  it('that are out stand in a paragraph of their own, and the model is not asked to go on after them', async () => {
    let released = '';
    const { model, run, kept } = start();
    model.script(text('我查一下。'), wants(call('a')), finish);
    model.script(text('今天'), text('晴。'), finish);
    const answered = run({
      released: () => {
        // The engine releases a sentence before the request is read.
        if (model.prompts.length === 1) released = '我查一下。';
        return released;
      },
    });
    expect((await answered).filter(({ type }) => type === 'text')).toEqual(
      ['我查一下。', '\n\n今天', '晴。'].map((words) => text(words)),
    );
    expect(model.prompts[1]?.released()).toBe('');
    released += '\n\n今天';
    expect(model.prompts[1]?.released()).toBe('今天');
    expect(kept.at(-1)?.[0]?.releasedLength).toBe(5);
  });
});

describe('a call that cannot be run', () => {
  it.each([
    ['of a tool that the model made up', call('a', '秘密'), '没有叫这个名字的工具。'],
    ['without an object', call('a', 'look', '[1]'), '参数不是 JSON 对象，工具没有运行。'],
    ['with broken arguments', call('a', 'look', '{"page'), '参数不是 JSON 对象，工具没有运行。'],
    ['without what is required', call('a', 'look', {}), '缺少必填的参数，工具没有运行。'],
    ['with another type', call('a', 'look', { page: 1 }), '有参数的类型不对，工具没有运行。'],
  ])('%s has a sentence for its result', async (_, made, words) => {
    const look = createLook(() => 'never');
    const { model, run, resultsOf, told, raw } = start({ tools: [look.tool] });
    model.script(wants(made), finish);
    model.script(text('好。'), finish);
    await run();
    expect(resultsOf(1)).toEqual([words]);
    expect(look.ran).toEqual([]);
    expect(told).toMatchObject([{ type: 'tool-called', end: 'failed' }]);
    expect(JSON.stringify(told) + raw()).not.toContain('秘密');
  });

  it('because it was made before has the result of the first, and does not run again', async () => {
    const look = createLook((page) => `${String(page)}.`);
    const { model, run, resultsOf } = start({ tools: [look.tool] });
    model.script(wants(call('a'), call('b', 'look', '{ "page": "a" }')), finish);
    model.script(wants(call('c', 'look', { page: 'a' })), finish);
    model.script(text('好。'), finish);
    await run();
    expect(look.ran).toEqual(['a']);
    expect(resultsOf(2)).toEqual(['a.', 'a.', 'a.']);
  });
});

describe('a tool', () => {
  it('that throws costs nothing but its result', async () => {
    const look = createLook();
    const { model, run, resultsOf, lines, told } = start({ tools: [look.tool] });
    model.script(wants(call('a')), finish);
    model.script(text('好。'), finish);
    const answered = run();
    await settle();
    look.end(0, new Error('a bug'));
    expect((await answered).at(-1)).toEqual(finish);
    expect(resultsOf(1)).toEqual(['工具出错了。']);
    expect(lines).toMatchObject([{ level: 'warn', msg: 'A tool failed' }]);
    expect(told).toMatchObject([{ end: 'failed' }]);
  });

  it('that hangs is left alone after 20 s', async () => {
    const look = createLook();
    const { model, run, resultsOf, clock, told } = start({
      tools: [look.tool],
      isSentLater: () => Promise.resolve(true),
    });
    model.script(wants(call('a')), finish);
    model.script(text('好。'), finish);
    const answered = run();
    await clock.advance(20_000);
    await answered;
    expect(look.signals[0]?.aborted).toBe(true);
    expect(resultsOf(1)).toEqual(['工具没有及时完成。']);
    expect(told).toMatchObject([{ end: 'stopped', tookMs: 20_000 }]);
    // There is time for others.
    expect(model.prompts[1]?.tools).toHaveLength(1);
  });

  it('that returns a book is cut at a character', async () => {
    const book = '😀'.repeat(10_000);
    const { model, run, resultsOf } = start({ tools: [createLook(() => book).tool] });
    model.script(wants(call('a')), finish);
    model.script(text('好。'), finish);
    await run();
    const [result = ''] = resultsOf(1) ?? [];
    expect(Buffer.byteLength(result)).toBeLessThanOrEqual(16 * 1024);
    expect(Buffer.byteLength(result)).toBeGreaterThan(16 * 1024 - 8);
    expect(result).toMatch(/^(😀)+\n［后面的内容已截断。］$/u);
  });
});

describe('the last request', () => {
  it('comes when the steps are used up, and what is over them does not run', async () => {
    const look = createLook((page) => `${String(page)}.`);
    const { model, run, resultsOf } = start({ tools: [look.tool], steps: 2 });
    model.script(wants(call('a'), call('b'), call('c')), finish);
    model.script(text('好。'), finish);
    expect((await run()).at(-1)).toEqual(finish);
    expect(look.ran).toEqual(['a', 'b']);
    expect(model.prompts[1]?.tools).toEqual([]);
    expect(resultsOf(1)).toEqual(['a.', 'b.', expect.stringMatching(/^工具没有运行/)]);
  });

  it('comes when the model has read 64 KB of results', async () => {
    const { model, run, resultsOf } = start({
      tools: [createLook(() => 'x'.repeat(20_000)).tool],
      steps: 20,
    });
    model.script(wants(call('a'), call('b'), call('c'), call('d'), call('e')), finish);
    model.script(text('好。'), finish);
    await run();
    expect(model.prompts[1]?.tools).toEqual([]);
    const results = resultsOf(1) ?? [];
    expect(Buffer.byteLength(results.slice(0, 4).join(''))).toBe(64 * 1024);
    expect(results[4]).toMatch(/^工具没有运行/);
  });

  it('comes as soon when the model reads the same again and again', async () => {
    const look = createLook(() => 'x'.repeat(16_000));
    const { model, run, resultsOf } = start({ tools: [look.tool], steps: 20 });
    const again = (id: string) => call(id, 'look', { page: 'a' });
    model.script(wants(again('a'), again('b'), again('c'), again('d'), again('e')), finish);
    model.script(text('好。'), finish);
    await run();
    expect(look.ran).toEqual(['a']);
    expect(model.prompts[1]?.tools).toEqual([]);
    expect(Buffer.byteLength((resultsOf(1) ?? []).join(''))).toBeLessThan(65 * 1024);
  });

  it('comes 3 s before the last attempt ends: what runs is stopped, and what ended is told', async () => {
    const look = createLook();
    const { model, run, resultsOf, clock, told } = start({ tools: [look.tool] });
    model.script(wants(call('a'), call('b')), finish);
    model.script(text('好。'), finish);
    const answered = run();
    await settle();
    look.end(0, 'a.');
    await clock.advance(10_999);
    expect(model.prompts).toHaveLength(1);
    await clock.advance(1);
    expect((await answered).at(-1)).toEqual(finish);
    expect(look.signals[1]?.aborted).toBe(true);
    expect(resultsOf(1)).toEqual(['a.', '工具没有及时完成。']);
    expect(model.prompts[1]?.tools).toEqual([]);
    expect(told).toMatchObject([{ end: 'done' }, { end: 'stopped' }]);
  });

  it('follows at once where the model was too slow to ask for a tool', async () => {
    const look = createLook();
    const { model, run, resultsOf, clock } = start({ tools: [look.tool] });
    model.script({ until: clock.sleep(12_000) }, wants(call('a')), finish);
    model.script(text('好。'), finish);
    const answered = run();
    await clock.advance(12_000);
    await answered;
    expect(look.ran).toEqual([]);
    expect(model.prompts[1]?.tools).toEqual([]);
    expect(resultsOf(1)).toEqual([expect.stringMatching(/^工具没有运行/)]);
  });

  it('is made twice to a model that does not stop asking, and what it says then is the answer', async () => {
    const { model, run } = start({ steps: 1 });
    for (const id of ['a', 'b', 'c']) model.script(text(`${id}。`), wants(call(id)), finish);
    const events = await run();
    expect(events.slice(-3)).toEqual([text('c。'), wants(call('c')), finish]);
    expect(events.filter(({ type }) => type === 'restart')).toHaveLength(2);
    expect(model.prompts.map(({ tools }) => tools?.length)).toEqual([1, 0, 0]);
    expect(model.surprises).toEqual([]);
  });
});

describe('the steps', () => {
  it('are written down before a tool runs and with each result, and deleted with the end', async () => {
    const look = createLook();
    const { model, run, kept, forgotten } = start({ tools: [look.tool] });
    model.script(wants(call('a'), call('b')), finish);
    model.script(text('好。'), finish);
    const answered = run();
    await settle();
    expect(kept).toMatchObject([[{ results: [] }]]);
    look.end(1, 'b.');
    await settle();
    expect(kept.at(-1)).toMatchObject([{ results: [{ id: 'b', text: 'b.' }] }]);
    expect(forgotten()).toBe(0);
    look.end(0, 'a.');
    await answered;
    expect(kept.at(-1)).toMatchObject([{ results: [{ id: 'a' }, { id: 'b' }] }]);
    expect(forgotten()).toBe(1);
  });

  it('of an earlier owner are not repeated: only what has no result runs', async () => {
    const look = createLook((page) => `${String(page)}.`);
    const stored = [
      { ...requestOf(call('a')), releasedLength: 0, results: [{ id: 'a', text: '早先的' }] },
      {
        ...requestOf(call('b'), call('c')),
        releasedLength: 5,
        results: [{ id: 'c', text: '也早先的' }],
      },
    ];
    const { model, run, resultsOf } = start({ tools: [look.tool], stored, steps: 3 });
    model.script(text('好。'), finish);
    const events = await run({ released: () => '我查一下。\n\n今天' });
    expect(look.ran).toEqual(['b']);
    expect(events).toEqual([
      ...[step('早先的'), step('b.'), step('也早先的')],
      ...[text('好。'), finish],
    ]);
    expect(resultsOf(0)).toEqual(['早先的', 'b.', '也早先的']);
    expect(model.prompts[0]?.released()).toBe('今天');
    // Its steps count.
    expect(model.prompts[0]?.tools).toEqual([]);
  });

  it('stay when the answer is stopped, without results of what was stopped', async () => {
    const look = createLook();
    const { model, run, kept, forgotten, abort } = start({ tools: [look.tool] });
    model.script(wants(call('a'), call('b')), finish);
    const answered = run();
    await settle();
    look.end(0, 'a.');
    await settle();
    abort.abort('handed over');
    await expect(answered).rejects.toMatchObject({ code: 'aborted' });
    expect(kept.at(-1)).toMatchObject([{ results: [{ id: 'a' }] }]);
    expect(kept.at(-1)?.[0]?.results).toHaveLength(1);
    expect(forgotten()).toBe(0);
  });
});
