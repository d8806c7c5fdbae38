import { isDeepStrictEqual } from 'node:util';
import { describe, expect, it } from 'vitest';
import type { ToolDefinition } from '../../src/answering/tool.ts';
import { createCompletion } from '../../src/models/completion.ts';
import { createEventParser } from '../../src/models/parse-events.ts';
import { createMessageCollector } from '../../src/models/tools/collect-message.ts';
import { createPrintedFilter } from '../../src/models/tools/hide-printed.ts';
import { TOOL_STREAMS, type ToolStream } from '../fixtures/tool-streams.ts';
import { JSON_LABEL, serveBytes, SSE } from './served-bytes.ts';

const { ask, serve } = serveBytes();

const tools: readonly ToolDefinition[] = ['read_page', 'web_search'].map((name) => ({
  name,
  description: name,
  parameters: { type: 'object', properties: {} },
}));
const labelOf = (bytes: string) => (bytes.startsWith('{') ? JSON_LABEL : SSE);
const CUTS = 12;
const PAGE = '{"url":"https://example.com"}';

/** Cuts bytes at places that a seed decides, in the middle of characters as well. */
function cut(bytes: Uint8Array, seed: number): Uint8Array[] {
  let state = seed;
  const next = (below: number) => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
    return state % below;
  };
  const places = Array.from({ length: CUTS }, () => next(bytes.length)).sort((a, b) => a - b);
  return [0, ...places].map((from, at) => bytes.slice(from, places[at] ?? bytes.length));
}

describe.each(TOOL_STREAMS)('the stream of $vendor: $variant', ({ bytes, ...expected }) => {
  const { calls, message, text = '' } = expected;
  const wanted = { model: 'test/m', calls, message };

  it('is heard as its calls and its message', async () => {
    serve(labelOf(bytes), bytes);
    const read = await ask(undefined, 0, { tools });
    expect(read).toMatchObject({ text, finish: 'stop', restarts: 0 });
    expect(read.wish).toEqual(wanted);
  });

  it.each([1, 2, 3])('is heard the same in other pieces (%i)', async (seed) => {
    serve(labelOf(bytes), ...cut(new TextEncoder().encode(bytes), seed));
    const read = await ask(undefined, 0, { tools });
    expect(read).toMatchObject({ text, finish: 'stop' });
    expect(read.wish).toEqual(wanted);
  });
});

/** Reads a stream that is cut in two, without a server, so that it can be cut at many of its bytes. */
function readCut(bytes: Uint8Array, at: number) {
  const message = createMessageCollector({ round: 0, toolNames: tools.map(({ name }) => name) });
  const completion = createCompletion(message);
  const filter = createPrintedFilter();
  const decoder = new TextDecoder();
  let text = '';
  const parser = createEventParser({
    longest: bytes.length,
    onTooLong: () => expect.unreachable(),
    onEvent: (event) => {
      if (event.is === 'json') text += filter.push(completion.take(event.value).text);
    },
  });
  for (const piece of [bytes.subarray(0, at), bytes.subarray(at)])
    parser.push(decoder.decode(piece, { stream: true }));
  parser.end();
  text += filter.push(completion.rest());
  return { text, ...message.request('test/m') };
}

it.each(TOOL_STREAMS)(
  'is the same with a cut at every fifth byte: $vendor, $variant',
  ({ bytes }) => {
    const encoded = new TextEncoder().encode(bytes);
    const uncut = readCut(encoded, 0);
    for (let at = 1; at < encoded.length; at += 5)
      if (!isDeepStrictEqual(readCut(encoded, at), uncut)) expect.fail(`cut at byte ${at}`);
  },
);

describe('a model that asks for too much', () => {
  const call = (index: number, args: string) => ({
    ...{ index, id: `c${index}`, type: 'function' },
    function: { name: 'read_page', arguments: args },
  });
  const asks = (...calls: object[]) =>
    `data: ${JSON.stringify({ choices: [{ delta: { tool_calls: calls }, finish_reason: 'tool_calls' }] })}\n\n`;

  it('has sixteen calls heard', async () => {
    serve(SSE, asks(...Array.from({ length: 40 }, (_, index) => call(index, '{}'))));
    const { wish } = await ask(undefined, 0, { tools });
    expect(wish?.calls.map(({ id }) => id)).toEqual(Array.from({ length: 16 }, (_, n) => `c${n}`));
    expect(wish?.message['tool_calls']).toHaveLength(16);
  });

  it('has a call heard without its arguments', async () => {
    serve(SSE, asks(call(0, JSON.stringify({ url: 'u'.repeat(70_000) })), call(1, PAGE)));
    const { wish } = await ask(undefined, 0, { tools });
    expect(wish?.calls.map((each) => each.arguments)).toEqual(['{}', PAGE]);
  });
});

const isPrinted = ({ bytes }: ToolStream) => /DSML|<tool_call>|minimax:/.test(bytes);

it.each(TOOL_STREAMS.filter((stream) => !isPrinted(stream)))(
  'is a failure where no tools are offered: $vendor, $variant',
  async ({ bytes }) => {
    serve(labelOf(bytes), bytes);
    await expect(ask()).rejects.toThrow(/asked for a tool/);
  },
);

describe('marks of a call in the text', () => {
  const says = (...texts: string[]) =>
    texts
      .map((content) => JSON.stringify({ choices: [{ delta: { content } }] }))
      .map((chunk) => `data: ${chunk}\n\n`)
      .join('') + 'data: [DONE]\n\n';

  it.each([
    [
      'that an answer is about',
      ['标签 <tool_call>', '{"name":"别的"}', '</tool_call> 是这样写的。'],
    ],
    ['of which only the beginning comes', ['用 a <', ' b 和 <tool_', 'callback>，以及 <']],
  ])('%s stay there', async (_which, texts) => {
    serve(SSE, says(...texts));
    const read = await ask(undefined, 0, { tools });
    expect(read.text).toBe(texts.join(''));
    expect(read.wish).toBeUndefined();
  });

  it('of DeepSeek never reach the follower, also for a tool that is not there', async () => {
    serve(
      SSE,
      says('好的。', '<｜DSML｜tool_calls><｜DSML｜invoke name="shell"></｜DSML｜invoke>'),
    );
    expect(await ask(undefined, 0, { tools })).toMatchObject({ text: '好的。' });
  });
});

it('knows at least 25 forms', () => {
  expect(TOOL_STREAMS.length).toBeGreaterThanOrEqual(25);
});

it('the arguments of a call take little time, in however many pieces they come', () => {
  const message = createMessageCollector({ round: 0, toolNames: ['read_page'] });
  const written = JSON.stringify({ url: '长'.repeat(60_000) });
  const startedAt = performance.now();
  for (const [at, piece] of (written.match(/[^]{1,4}/gu) ?? []).entries()) {
    const call = { ...(at === 0 && { name: 'read_page' }), arguments: piece };
    message.take({ delta: { tool_calls: [{ index: 0, function: call }] } });
  }
  expect(message.request('test/m')?.calls[0].arguments).toBe(written);
  expect(performance.now() - startedAt).toBeLessThan(2000);
});

it('arguments that are too long are none, and not what remains of them', () => {
  const message = createMessageCollector({ round: 0, toolNames: ['read_page'] });
  for (const piece of ['{"url":"', 'x'.repeat(70_000), '"}'])
    message.take({
      delta: { tool_calls: [{ index: 0, function: { name: 'read_page', arguments: piece } }] },
    });
  expect(message.request('test/m')?.calls[0].arguments).toBe('{}');
});
