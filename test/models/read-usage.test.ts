import { describe, expect, it } from 'vitest';
import { readUsage } from '../../src/models/read-usage.ts';

describe('the tokens that a vendor counted', () => {
  it.each([
    [
      'OpenAI, Qwen, GLM',
      {
        prompt_tokens: 100,
        completion_tokens: 50,
        total_tokens: 150,
        prompt_tokens_details: { cached_tokens: 64 },
        completion_tokens_details: { reasoning_tokens: 30 },
      },
      { input: 100, cached: 64, output: 50, reasoning: 30 },
    ],
    [
      'DeepSeek',
      {
        prompt_tokens: 100,
        completion_tokens: 50,
        prompt_cache_hit_tokens: 96,
        prompt_cache_miss_tokens: 4,
      },
      { input: 100, cached: 96, output: 50, reasoning: 0 },
    ],
    [
      'Kimi',
      { prompt_tokens: 100, completion_tokens: 50, cached_tokens: 20 },
      { input: 100, cached: 20, output: 50, reasoning: 0 },
    ],
    [
      'an Anthropic-like server, which counts its cache beside',
      {
        input_tokens: 10,
        output_tokens: 50,
        cache_read_input_tokens: 80,
        cache_creation_input_tokens: 5,
      },
      { input: 95, cached: 80, output: 50, reasoning: 0 },
    ],
    [
      'a server that writes numbers as text',
      {
        prompt_tokens: '100',
        completion_tokens: '50',
        prompt_tokens_details: { cached_tokens: '7' },
      },
      { input: 100, cached: 7, output: 50, reasoning: 0 },
    ],
    [
      'a server with details of null',
      {
        prompt_tokens: 1,
        completion_tokens: 2,
        prompt_tokens_details: null,
        completion_tokens_details: null,
      },
      { input: 1, cached: 0, output: 2, reasoning: 0 },
    ],
    [
      'a server whose parts exceed the whole',
      {
        prompt_tokens: 10,
        completion_tokens: 5,
        prompt_tokens_details: { cached_tokens: 11 },
        completion_tokens_details: { reasoning_tokens: 6 },
      },
      { input: 10, cached: 10, output: 5, reasoning: 5 },
    ],
  ])('is read from %s', (_vendor, usage, tokens) => expect(readUsage(usage)).toEqual(tokens));

  it.each([
    null,
    undefined,
    {},
    { prompt_tokens: 5 },
    { prompt_tokens: -1, completion_tokens: 1 },
    { prompt_tokens: 1e308, completion_tokens: 1 },
    { prompt_tokens: '1e300', completion_tokens: 1 },
    { prompt_tokens: 1, completion_tokens: 2 ** 53 },
    'x',
  ])('is unknown from %j', (usage) => expect(readUsage(usage)).toBeUndefined());
});
