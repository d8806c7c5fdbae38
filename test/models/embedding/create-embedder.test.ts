import { afterEach, describe, expect, it } from 'vitest';
import { createEmbedder } from '../../../src/models/embedding/create-embedder.ts';
import { createEmbedders } from '../../../src/models/embedding/embedders.ts';
import type { CountTokens } from '../../../src/models/json/json-caller.ts';
import type { ProviderModel } from '../../../src/models/model-settings.ts';
import { AnswererError } from '../../../src/turns/answerer-error.ts';
import {
  playJsonApi,
  type JsonApiAnswer,
  type PlayedJsonApi,
} from '../../support/played-json-api.ts';
import { createJsonModelDeps, KEY, modelAt } from '../json-model.ts';

let api: PlayedJsonApi | undefined;
afterEach(() => api?.close());

type Input = readonly string[];

/** A vector that tells which text it belongs to. */
const vectorOf = (text: string) => [text.length, 1, 0];
const vectors = (input: Input): JsonApiAnswer => ({
  json: {
    data: input.map((text, index) => ({ index, embedding: vectorOf(text) })),
    usage: { prompt_tokens: input.length * 10, total_tokens: input.length * 10 },
  },
});

async function play(
  answer: (input: Input, number: number, key: string) => JsonApiAnswer,
  more: Partial<ProviderModel> = {},
  countTokens?: CountTokens,
) {
  const played = await playJsonApi(({ body, headers }, number) =>
    answer(body['input'] as Input, number, headers.authorization ?? ''),
  );
  api = played;
  const { deps, lines, pauses } = createJsonModelDeps(countTokens && { countTokens });
  const embedder = createEmbedder(modelAt(played.url, more), deps);
  const embed = (texts: Input, signal = new AbortController().signal) =>
    embedder.embed(texts, signal);
  const sizes = () => played.calls.map(({ body }) => (body['input'] as Input).length);
  return { embed, lines, pauses, sizes, calls: played.calls };
}

const texts = (count: number) => Array.from({ length: count }, (_, n) => 'x'.repeat(n + 1));
const thrown = (work: Promise<unknown>) =>
  work.then(
    () => undefined,
    (error: unknown) => error as AnswererError,
  );

describe('an embedder', () => {
  it('asks for plain numbers and returns a vector of length 1 for each text, in order', async () => {
    const { embed, calls } = await play((input) => {
      const { json } = vectors(input) as { json: { data: unknown[] } };
      return { json: { data: json.data.reverse() } };
    });
    const found = await embed(['a', 'bb']);
    expect(calls[0]?.path).toBe('/v1/embeddings');
    expect(calls[0]?.headers.authorization).toBe(`Bearer ${KEY}`);
    expect(calls[0]?.body).toEqual({
      model: 'bge-m3',
      input: ['a', 'bb'],
      encoding_format: 'float',
    });
    expect(found.map((vector) => (vector[0] ?? 0) / (vector[1] ?? 0)).map(Math.round)).toEqual([
      1, 2,
    ]);
    for (const vector of found) expect(Math.hypot(...vector)).toBeCloseTo(1, 5);
  });

  it('sends at most 64 texts a request, and 10 to Qwen', async () => {
    const box = await play(vectors);
    expect(await box.embed(texts(150))).toHaveLength(150);
    expect(box.sizes()).toEqual([64, 64, 22]);
    await api?.close();
    const qwen = await play(vectors, { provider: 'qwen' });
    await qwen.embed(texts(25));
    expect(qwen.sizes()).toEqual([10, 10, 5]);
  });

  it.each([
    ['batch size is invalid, it should not be larger than 10.: input.contents', 400],
    ['Too many inputs. The maximum number of inputs is 16', 422],
    ['input数组最大不得超过64条，数量超限', 400],
    ['Payload Too Large', 413],
  ])('halves a batch that is refused with "%s", and remembers it', async (message, status) => {
    const { embed, sizes } = await play((input) =>
      input.length > 10 ? { status, json: { error: { message } } } : vectors(input),
    );
    expect(await embed(texts(40))).toHaveLength(40);
    expect(sizes()).toEqual([40, 20, 10, 10, 10, 10]);
    await embed(texts(30));
    expect(sizes().slice(6)).toEqual([10, 10, 10]);
  });

  it('halves a text that is too long, and leaves the others whole the first time', async () => {
    const message = 'input must have less than 512 tokens';
    const { embed, calls } = await play((input) =>
      input.some((text) => text.length > 400)
        ? { status: 413, json: { code: 20042, message, data: null } }
        : vectors(input),
    );
    const found = await embed(['short', '长'.repeat(700)]);
    expect(found).toHaveLength(2);
    expect(calls.map(({ body }) => (body['input'] as Input).map(({ length }) => length))).toEqual([
      [5, 700],
      [5],
      [700],
      [349],
    ]);
  });

  it('cuts what no model reads, and never sends an empty text', async () => {
    const { embed, calls } = await play(vectors);
    await embed(['', ' \n', '长'.repeat(9000), 'a\ud800b']);
    const input = calls[0]?.body['input'] as Input;
    expect(input.slice(0, 2)).toEqual(['-', '-']);
    expect(input[2]?.length).toBeLessThan(3000);
    expect(input[3]).toBe('a\ufffdb');
    expect(await embed([])).toEqual([]);
    expect(calls).toHaveLength(1);
  });

  it('leaves encoding_format out where it is refused, and reads base64', async () => {
    const bytes = Buffer.from(new Float32Array([3, 4]).buffer).toString('base64');
    const { embed, calls } = await play((_input, number) =>
      number === 1
        ? { status: 400, json: { error: { message: 'Unknown parameter: encoding_format' } } }
        : { json: { data: [{ embedding: bytes }] } },
    );
    const [vector] = await embed(['a']);
    expect([...(vector ?? [])].map((value) => value.toFixed(2))).toEqual(['0.60', '0.80']);
    expect(calls[1]?.body).not.toHaveProperty('encoding_format');
  });

  it.each<[string, JsonApiAnswer, string]>([
    ['fewer vectors than texts', { json: { data: [{ embedding: [1] }] } }, 'provider_garbage'],
    ['no list', { json: { vectors: [] } }, 'provider_garbage'],
    ['one place twice', { json: { data: [e(0), e(0)] } }, 'provider_garbage'],
    ['no numbers', { json: { data: [e(0), e(1, ['1', null])] } }, 'provider_garbage'],
    ['zeros', { json: { data: [e(0), e(1, [0, 0])] } }, 'provider_garbage'],
    ['two dimensions', { json: { data: [e(0), e(1, [1])] } }, 'provider_garbage'],
    ['a chat', { json: { choices: [{ message: { content: 'hi' } }] } }, 'provider_garbage'],
    ['a web page', { text: '<html><title>login</title>', type: 'text/html' }, 'provider_garbage'],
    ['half of its JSON', { text: '{"data":[{"emb' }, 'provider_garbage'],
    ['a wrong key', { status: 401, json: { error: { message: 'bad' } } }, 'provider_refused'],
    [
      'an unknown model',
      { status: 404, json: { error: { message: 'model not found' } } },
      'provider_refused',
    ],
    ['a spent account', { json: { code: 402, msg: '余额不足' } }, 'provider_refused'],
    ['a cut connection', 'reset', 'provider_unreachable'],
  ])('throws a typed error for %s', async (_what, answer, code) => {
    const { embed } = await play(() => answer);
    const error = await thrown(embed(['那双鞋防水吗', 'b']));
    expect(error).toBeInstanceOf(AnswererError);
    expect(error?.code).toBe(code);
    expect(error?.message).not.toContain(KEY);
  });

  it('names EMBEDDING_MODEL in its advice and quotes no text', async () => {
    const { embed } = await play(
      () => ({ status: 404, json: { error: { message: 'no model bge-m3 for 那双鞋防水吗' } } }),
      { namedIn: 'EMBEDDING_MODEL' },
    );
    const error = await thrown(embed(['那双鞋防水吗']));
    expect(error?.advice?.en).toContain('EMBEDDING_MODEL');
    expect(error?.message).not.toContain('防水');
  });

  it('gives up on a vendor that says nothing, and on one that never ends', async () => {
    const silent = await play(() => 'hang', { firstEventTimeoutMs: 50, maxRetries: 1 });
    expect((await thrown(silent.embed(['a'])))?.code).toBe('provider_silent');
    expect(silent.calls).toHaveLength(2);
    await api?.close();
    const endless = await play(() => ({ begins: '{"data":[' }), {
      ...{ firstEventTimeoutMs: 50, maxRetries: 0 },
    });
    expect((await thrown(endless.embed(['a'])))?.code).toBe('provider_silent');
  });

  it('retries what may be over soon, after the wait that was asked for', async () => {
    const { embed, pauses } = await play((input, number) => {
      if (number === 1)
        return {
          status: 429,
          json: { error: { message: 'slow down' } },
          headers: { 'retry-after': '3' },
        };
      return number === 2 ? { status: 503, json: {} } : vectors(input);
    });
    expect(await embed(['a'])).toHaveLength(1);
    expect(pauses).toEqual([3000, 1000]);
  });

  it('takes the next key when one is dead, and begins with it from then on', async () => {
    const { embed, calls, lines } = await play(
      (input, _number, key) =>
        key === 'Bearer good'
          ? vectors(input)
          : { status: 401, json: { error: { message: 'no' } } },
      { apiKeys: ['dead', 'good'] },
    );
    await embed(['a']);
    await embed(['b']);
    expect(calls.map(({ headers }) => headers.authorization)).toEqual([
      'Bearer dead',
      'Bearer good',
      'Bearer good',
    ]);
    expect(lines.join('')).not.toMatch(/"(?:dead|good)"/);
  });

  it('stops when it is told to', async () => {
    const stop = new AbortController();
    const { embed } = await play(() => {
      stop.abort();
      return 'hang';
    });
    expect((await thrown(embed(['a'], stop.signal)))?.code).toBe('aborted');
  });

  it('tells what each call used, as counted or estimated', async () => {
    const used: unknown[] = [];
    const { embed } = await play(
      (input, number) =>
        number === 1 ? vectors(input) : { json: { data: [{ embedding: [1, 2] }] } },
      {},
      ({ model, tokens, isEstimate }) => used.push([model, tokens.input, isEstimate]),
    );
    await embed(['a', 'b']);
    await embed(['四个汉字']);
    expect(used).toEqual([
      ['my-box/bge-m3', 20, false],
      ['my-box/bge-m3', 3, true],
    ]);
  });
});

describe('the embedders', () => {
  it('find one for vectors of before only at the same provider', async () => {
    api = await playJsonApi(({ body }) => vectors(body['input'] as Input));
    const embedders = createEmbedders(modelAt(api.url), createJsonModelDeps().deps);
    expect(embedders.find('my-box/bge-m3')).toBe(embedders.current);
    expect(embedders.find('qwen/text-embedding-v4')).toBeUndefined();
    const older = embedders.find('my-box/BAAI/bge-large');
    await older?.embed(['a'], new AbortController().signal);
    expect(api.calls[0]?.body['model']).toBe('BAAI/bge-large');
    expect(createEmbedders(undefined, createJsonModelDeps().deps).find('a/b')).toBeUndefined();
  });
});

function e(index: number, embedding: unknown = [1, 2]) {
  return { index, embedding };
}
