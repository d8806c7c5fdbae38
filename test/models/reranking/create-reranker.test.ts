import { afterEach, describe, expect, it } from 'vitest';
import { createReranker } from '../../../src/models/reranking/create-reranker.ts';
import { rerankAddressOf } from '../../../src/models/reranking/rerank-address.ts';
import { AnswererError } from '../../../src/turns/answerer-error.ts';
import {
  playJsonApi,
  type JsonApiAnswer,
  type PlayedJsonApi,
} from '../../support/played-json-api.ts';
import { createJsonModelDeps, modelAt } from '../json-model.ts';

let api: PlayedJsonApi | undefined;
afterEach(() => api?.close());

async function play(answer: () => JsonApiAnswer, firstEventTimeoutMs = 60_000) {
  api = await playJsonApi(answer);
  const used: number[] = [];
  const { deps } = createJsonModelDeps({ countTokens: ({ tokens }) => used.push(tokens.input) });
  const settings = modelAt(api.url, { maxRetries: 0, firstEventTimeoutMs, model: 'bge-reranker' });
  return { reranker: createReranker(settings, deps), calls: api.calls, used };
}
const { signal } = new AbortController();

describe('a reranker', () => {
  it.each([
    [
      'Jina and SiliconFlow',
      { results: [r(0, 0.1), r(2, 0.9)], meta: { tokens: { input_tokens: 7 } } },
    ],
    ['Alibaba Cloud', { output: { results: [r(2, 0.9), r(0, 0.1)] }, usage: { total_tokens: 7 } }],
  ])('reads the ranking of %s, best first', async (_vendor, json) => {
    const { reranker, calls, used } = await play(() => ({ json }));
    expect(await reranker.rank('问题', ['a', 'b', 'c'], signal)).toEqual([
      { index: 2, score: 0.9 },
      { index: 0, score: 0.1 },
    ]);
    expect(calls[0]?.path).toBe('/v1/rerank');
    expect(calls[0]?.body).toEqual({
      ...{ model: 'bge-reranker', query: '问题', documents: ['a', 'b', 'c'], top_n: 3 },
    });
    expect(used).toEqual([7]);
  });

  it('leaves out places that were not asked for, that come twice, and scores that are none', async () => {
    const results = [
      r(5, 1),
      r(-1, 1),
      r(0.5, 1),
      r('0', 1),
      r(1, 0.3),
      r(1, 0.9),
      r(0, 'x'),
      null,
    ];
    const { reranker } = await play(() => ({ json: { results } }));
    expect(await reranker.rank('q', ['a', 'b'], signal)).toEqual([{ index: 1, score: 0.3 }]);
  });

  it('sends short texts, and none for nothing', async () => {
    const { reranker, calls } = await play(() => ({ json: { results: [r(0, 1)] } }));
    expect(await reranker.rank('q', [], signal)).toEqual([]);
    await reranker.rank('问'.repeat(900), ['长'.repeat(5000)], signal);
    const { query, documents } = calls[0]?.body as { query: string; documents: string[] };
    expect(query.length).toBeLessThan(200);
    expect(documents[0]?.length).toBeLessThan(600);
  });

  it.each<[string, JsonApiAnswer, string]>([
    ['no list', { json: { ok: true } }, 'provider_garbage'],
    ['an empty list', { json: { results: [] } }, 'provider_garbage'],
    ['no JSON', { text: 'oops' }, 'provider_garbage'],
    ['a refusal', { status: 403, json: { error: { message: 'no' } } }, 'provider_refused'],
    ['silence', 'hang', 'provider_silent'],
    ['a cut', 'reset', 'provider_unreachable'],
  ])('throws a typed error for %s', async (_what, answer, code) => {
    const { reranker } = await play(() => answer, 50);
    const error: unknown = await reranker
      .rank('q', ['a'], signal)
      .catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(AnswererError);
    expect((error as AnswererError).code).toBe(code);
  });
});

describe('the address of a reranker', () => {
  it('is beside the one for chats at Alibaba Cloud', () => {
    const at = (baseUrl: string) => rerankAddressOf(modelAt(baseUrl));
    expect(at('https://dashscope.aliyuncs.com/compatible-mode/v1/')).toBe(
      'https://dashscope.aliyuncs.com/compatible-api/v1/reranks',
    );
    expect(at('https://api.siliconflow.cn/v1')).toBe('/rerank');
  });
});

function r(index: unknown, relevance_score: unknown) {
  return { index, relevance_score };
}
