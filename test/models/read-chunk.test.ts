import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readChunk } from '../../src/models/read-chunk.ts';

function choice(delta: unknown, finish_reason: unknown = null) {
  return { choices: [{ delta, finish_reason }] };
}

describe('readChunk', () => {
  it.each<[string, unknown, object]>([
    ['text', choice({ content: '你' }), { text: '你' }],
    [
      'reasoning of DeepSeek',
      choice({ content: null, reasoning_content: 'h' }),
      { reasoning: 'h' },
    ],
    ['reasoning under its other name', choice({ reasoning: 'h' }), { reasoning: 'h' }],
    ['a refusal, which is text', choice({ refusal: 'No.' }), { text: 'No.' }],
    [
      'a completion in one piece',
      { choices: [{ message: { content: 'all' } }] },
      { message: 'all' },
    ],
    ['the end', choice({}, 'stop'), { finish: 'stop' }],
    ['the end by length', choice({}, 'length'), { finish: 'length' }],
    ['the end by a filter', choice({}, 'content_filter'), { finish: 'content-filter' }],
    [
      'a server without machines',
      choice({}, 'insufficient_system_resource'),
      { finish: 'interrupted' },
    ],
    ['an unknown end', choice({}, 'tool_calls'), { finish: 'unknown' }],
    [
      'token counts beside the choices',
      { choices: [], usage: { prompt_tokens: 3, completion_tokens: 4 } },
      { usage: { input: 3, cached: 0, output: 4, reasoning: 0 } },
    ],
    ['a number, as PHP makes of digits', choice({ content: 42 }), { text: '42' }],
    [
      'token counts inside the choice',
      { choices: [{ delta: {}, usage: { prompt_tokens: 1, completion_tokens: 2 } }] },
      { usage: { input: 1, cached: 0, output: 2, reasoning: 0 } },
    ],
  ])('reads %s', (_what, chunk, facts) => {
    const { namesFinish, kind, asksForTool } = readChunk(chunk);
    expect(readChunk(chunk)).toEqual({
      text: '',
      reasoning: '',
      namesFinish,
      kind,
      asksForTool,
      ...facts,
    });
  });

  it('takes any JSON without throwing', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        readChunk(value);
        readChunk({ choices: [value], usage: value });
        readChunk({ choices: [{ delta: value, finish_reason: value }] });
      }),
    );
  });

  it('reads nothing from what objects inherit', () => {
    expect(readChunk(choice({}, 'toString')).finish).toBe('unknown');
  });
});
