import { describe, expect, it } from 'vitest';
import type { ToolDefinition } from '../../src/answering/tool.ts';
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
