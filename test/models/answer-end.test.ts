import { describe, expect, it } from 'vitest';
import type { AnswererError } from '../../src/turns/answerer-error.ts';
import { chunk, DONE, end, event, hang, reset, serveBytes, SSE } from './served-bytes.ts';

const { ask, clock, model, serve } = serveBytes();

describe('the end of an answer', () => {
  const texts = ['今天晴。', '明天雨', '，后天晴。'];
  const each = (finish: unknown) => texts.map((text) => event(chunk(text, finish))).join('');

  it.each<[string, string, string]>([
    ['a reason on every chunk', each('stop') + DONE, 'stop'],
    ['a reason on every chunk, and nothing more', each('stop'), 'stop'],
    ['the word null until the end', each('null') + event(end()), 'stop'],
    ['an empty word until the end', each('') + event(end()), 'stop'],
    ['only the mark', each(null) + DONE, 'unknown'],
    ['the mark in other letters', each(null) + 'data: [done]\n\n', 'unknown'],
    ['neither reason nor mark, after a sentence', each(null), 'unknown'],
  ])('with %s', async (_how, bytes, finish) => {
    serve(SSE, bytes);
    expect(await ask()).toMatchObject({ text: texts.join(''), finish });
  });

  it('is where the stream ends when its chunks never name a reason', async () => {
    serve(SSE, event('{"choices":[{"delta":{"content":"答案是 42"}}]}'));
    expect(await ask()).toMatchObject({ text: '答案是 42', finish: 'unknown' });
  });

  it('did not come when a server that names reasons stops in a sentence', async () => {
    serve(SSE, event(chunk('答案是')));
    await expect(ask()).rejects.toMatchObject({ code: 'provider_unreachable' });
  });

  it('did not come when a stream with a reason on every chunk breaks', async () => {
    serve(SSE, event(chunk('一，', 'stop')) + event(chunk('二，', 'stop')), reset);
    await expect(ask()).rejects.toMatchObject({ code: 'provider_unreachable' });
  });

  it.each(['stop', 'null'])(
    'is awaited for long after a chunk with text and the word %s',
    async (word) => {
      let goOn = () => {};
      const gate = new Promise<void>((resolve) => (goOn = resolve));
      serve(SSE, event(chunk('一，', word)), { until: gate }, event(chunk('二。', word)), DONE);
      const outcome = ask();
      await clock().isSet(30_000);
      goOn();
      expect((await outcome).text).toBe('一，二。');
    },
  );

  it('comes with the mark although the server keeps the connection', async () => {
    serve(SSE, event(chunk('好。')) + event(end()) + DONE, hang);
    const outcome = ask();
    await clock().run(100);
    expect(await outcome).toMatchObject({ text: '好。', finish: 'stop' });
    expect(await model().calls[0]?.ended).toBe('client left');
  });

  it('comes with the mark although no reason came and the server breaks off', async () => {
    serve(SSE, event(chunk('好')) + DONE, reset);
    expect(await ask()).toMatchObject({ text: '好', finish: 'unknown' });
  });

  it.each<[string, string]>([
    ...['stop', 'STOP', 'eos', 'eos_token', 'end_turn', 'stop_sequence', 'completed'].map(
      (word): [string, string] => [word, 'stop'],
    ),
    ...['length', 'max_tokens', 'MAX_TOKENS', 'model_length', 'model_context_window_exceeded'].map(
      (word): [string, string] => [word, 'length'],
    ),
    ...[
      'content_filter',
      'content-filter',
      'sensitive',
      'SAFETY',
      'PROHIBITED_CONTENT',
      'RECITATION',
      'BLOCKLIST',
      'SPII',
      'refusal',
      'guardrail_intervened',
    ].map((word): [string, string] => [word, 'content-filter']),
    ...['tool_calls', 'OTHER', '完成'].map((word): [string, string] => [word, 'unknown']),
  ])('is understood: %s', async (word, finish) => {
    serve(SSE, event(chunk('好')) + event(end(word)) + DONE);
    expect(await ask()).toMatchObject({ text: '好', finish });
  });

  it.each(['content_filter', 'SAFETY', 'sensitive'])(
    'by a filter without a word is one: %s',
    async (word) => {
      serve(SSE, event(end(word)) + DONE);
      expect(await ask()).toMatchObject({ text: '', finish: 'content-filter' });
    },
  );

  it.each(['error', 'network_error', 'insufficient_system_resource', 'engine_overloaded'])(
    'is a failure of the server: %s',
    async (word) => {
      serve(SSE, event(chunk('好')) + event(end(word)) + DONE);
      await expect(ask()).rejects.toMatchObject({ code: 'provider_busy' });
    },
  );

  it('is read from the marks of a filter that sends no reason', async () => {
    serve(
      SSE,
      event(chunk('好')) +
        event('{"choices":[{"delta":{},"finish_reason":"stop"}],"output_sensitive":true}'),
    );
    expect(await ask()).toMatchObject({ finish: 'content-filter' });
  });
});

describe('an answer without words', () => {
  it.each<[string, string, RegExp, RegExp | undefined]>([
    [
      'of thinking alone',
      event(JSON.stringify({ choices: [{ delta: { reasoning_content: '想。' } }] })) + event(end()),
      /thought and wrote no answer/,
      /OPENAI_REASONING_EFFORT/,
    ],
    [
      'of thinking that took all tokens',
      event(JSON.stringify({ choices: [{ delta: { reasoning: '想。' } }] })) + event(end('length')),
      /thought and wrote no answer/,
      /OPENAI_MAX_TOKENS/,
    ],
    [
      'of thinking in a list of its own',
      event(
        JSON.stringify({
          choices: [
            {
              delta: { content: '', reasoning_details: [{ type: 'reasoning.text', text: '想。' }] },
            },
          ],
        }),
      ) + event(end()),
      /thought and wrote no answer/,
      /OPENAI_REASONING_EFFORT/,
    ],
    ['of nothing', event(end()) + DONE, /answered nothing/, undefined],
    ['of blanks', event(chunk(' \n\u3000')) + event(end()), /nothing but blanks/, undefined],
    [
      'of invisible characters',
      event(chunk('\u200b\u2060\ufeff')) + event(end()),
      /nothing but blanks/,
      undefined,
    ],
  ])('%s says why', async (_of, bytes, message, advice) => {
    serve(SSE, bytes);
    const error: unknown = await ask().catch((cause: unknown) => cause);
    expect(error).toMatchObject({ code: 'provider_silent' });
    expect((error as AnswererError).message).toMatch(message);
    if (advice) expect((error as AnswererError).advice?.en).toMatch(advice);
  });

  it('says why although the server keeps the connection', async () => {
    serve(SSE, event(end()) + DONE, hang);
    const outcome = ask().catch((cause: unknown) => cause);
    await clock().run(100);
    expect(await outcome).toMatchObject({
      message: expect.stringContaining('answered nothing') as string,
    });
  });

  it('is given up when the blanks never end', async () => {
    serve(SSE, event(chunk(' '.repeat(6000))), event(chunk('\n'.repeat(6000))), hang);
    await expect(ask()).rejects.toThrow(/nothing but blanks/);
    expect(await model().calls[0]?.ended).toBe('client left');
  });

  it('after some words ends there', async () => {
    serve(SSE, event(chunk('好。')), event(chunk('\n'.repeat(12_000))), hang);
    expect((await ask()).text.trim()).toBe('好。');
  });
});

describe('a model that asks for a tool', () => {
  const call = { tool_calls: [{ index: 0, id: 'a', function: { name: 'f', arguments: '{}' } }] };
  const asks = (delta: object) => event(JSON.stringify({ choices: [{ delta }] }));
  it.each([
    ['in place of words', asks(call) + event(end('tool_calls')) + DONE],
    ['in the older form', asks({ function_call: { name: 'f' } }) + event(end('function_call'))],
    ['without naming it as the end', asks(call) + event(end()) + DONE],
    ['after words', event(chunk('我查一下。')) + asks(call) + event(end('tool_calls'))],
  ])('%s is named, asked once, and not taken for whole', async (_how, bytes) => {
    serve(SSE, bytes);
    await expect(ask(undefined, 2)).rejects.toMatchObject({
      code: 'provider_refused',
      advice: { en: expect.stringContaining('TEST_EXTRA_BODY') as string },
    });
    expect(model().calls).toHaveLength(1);
  });

  it.each([
    ['ran it by itself', event(chunk('好。')) + asks(call) + event(end()) + DONE],
    ['sends an empty list', asks({ content: '好。', tool_calls: [] }) + event(end('tool_calls'))],
  ])('is whole when its server %s', async (_what, bytes) => {
    serve(SSE, bytes);
    expect((await ask()).text).toBe('好。');
  });
});

describe('an answer in the form of another API', () => {
  it.each([
    ['Ollama', '{"message":{"role":"assistant","content":"三天。"},"done":true}\n'],
    ['Ollama, generate', '{"response":"三","done":false}\n{"response":"天。","done":true}\n'],
    ['Anthropic', '{"type":"message","content":[{"type":"text","text":"三天。"}]}'],
    [
      'Anthropic, a stream',
      `event: content_block_delta\n${event('{"type":"content_block_delta","delta":{"text":"三"}}')}`,
    ],
    ['OpenAI’s Responses', '{"object":"response","output":[{"content":[{"text":"三天。"}]}]}'],
    ['Gemini', '[{"candidates":[{"content":{"parts":[{"text":"三天。"}]}}]}]'],
    ['DashScope', '{"output":{"text":"三天。"},"request_id":"1"}'],
    ['Dify', event('{"event":"message","answer":"三天。"}')],
    ['Coze', 'event:conversation.message.delta\ndata:{"content":"三天。"}\n\ndata:"[DONE]"\n\n'],
  ])('of %s is named and paid once', async (_api, bytes) => {
    serve(undefined, bytes);
    await expect(ask(undefined, 2)).rejects.toMatchObject({
      failure: 'address-wrong',
      advice: { en: expect.stringContaining('TEST_BASE_URL') as string },
    });
    expect(model().calls).toHaveLength(1);
  });
});
