import { describe, expect, it } from 'vitest';
import type { ToolDefinition } from '../../src/answering/tool.ts';
import { TOOL_STREAMS } from '../fixtures/tool-streams.ts';
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

  it('is a failure where no tools are offered', async () => {
    serve(labelOf(bytes), bytes);
    await expect(ask()).rejects.toThrow(/asked for a tool/);
  });
});

it('knows at least 25 forms', () => {
  expect(TOOL_STREAMS.length).toBeGreaterThanOrEqual(25);
});
