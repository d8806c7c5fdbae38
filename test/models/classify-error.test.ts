import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { classifyError, type Provider } from '../../src/models/classify-error.ts';
import type { FailureClass } from '../../src/turns/answerer-error.ts';

/** A plain host: most relays stand on one, and the vendors' own say enough without their name. */
const provider: Provider = {
  host: 'api.example.com',
  model: 'some-model',
  hasKey: true,
  baseUrl: 'https://api.example.com/v1',
};
const SENT = [
  ...['model', 'messages', 'stream', 'stream_options', 'temperature', 'top_p', 'max_tokens'],
  ...['reasoning_effort', 'enable_thinking', 'thinking', 'user', 'system'],
];

function classify(
  status: number,
  body: unknown,
  { as = {}, headers = {} }: { as?: Partial<Provider>; headers?: Record<string, string> } = {},
) {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const said = { status, headers: new Headers(headers), body: text };
  return classifyError(said, { ...provider, ...as }, { sent: SENT, now: 0 });
}

/** OpenAI's form. */
const openai = (message: string, facts: object = {}) => ({ error: { message, ...facts } });
interface Row {
  readonly is: FailureClass;
  readonly detail?: string;
  readonly status: number;
  readonly body: unknown;
}

/** The table of vendors, and what people reported: one error a line. */
const TABLE = readFileSync(new URL('../fixtures/vendor-errors.jsonl', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as Row);

describe('an error', () => {
  it.each(TABLE)('is $is $detail: $status $body', ({ is, detail, status, body }) => {
    const found = classify(status, body);
    expect({ is: found.class, detail: found.detail }).toEqual({ is, detail });
  });

  it.each<[string, unknown, string[]]>([
    [
      'OpenAI',
      openai(
        "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.",
        { param: 'max_tokens', code: 'unsupported_parameter' },
      ),
      ['max_tokens'],
    ],
    [
      'OpenAI, a value',
      openai("Unsupported value: 'temperature' does not support 0.2 with this model.", {
        param: 'temperature',
        code: 'unsupported_value',
      }),
      ['temperature'],
    ],
    [
      'OpenAI, a role',
      openai("Unsupported value: 'messages[0].role' does not support 'system' with this model.", {
        param: 'messages[0].role',
        code: 'unsupported_value',
      }),
      ['system'],
    ],
    [
      'Anthropic, a limit',
      openai('max_tokens: 100000 > 8192, which is the maximum allowed number of output tokens'),
      ['max_tokens'],
    ],
    ['a relay, a name in words', openai('max tokens must be less than 4096'), ['max_tokens']],
    [
      'a relay, a limit',
      { message: 'max_tokens (9999) exceeds the maximum of 4096', code: 20015 },
      ['max_tokens'],
    ],
    [
      'a relay, a name in words with a capital',
      openai('Reasoning effort is not supported for this model'),
      ['reasoning_effort'],
    ],
    [
      'Kimi, a field of one word',
      openai('invalid thinking: only type=enabled is allowed for this model'),
      ['thinking'],
    ],
    [
      'FastAPI, a role',
      {
        detail: [
          { loc: ['body', 'messages', 0, 'role'], msg: "Input should be 'user' or 'assistant'" },
        ],
      },
      ['system'],
    ],
    [
      'Baidu, a role',
      {
        error_code: 336006,
        error_msg: 'the role of message with even index in the messages must be user or function',
      },
      ['system'],
    ],
    ['a relay, a role', openai("first message's role must be user"), ['system']],
    [
      'Mistral',
      {
        object: 'error',
        message: {
          detail: [
            {
              type: 'extra_forbidden',
              loc: ['body', 'stream_options'],
              msg: 'Extra inputs are not permitted',
              input: { include_usage: true },
            },
          ],
        },
      },
      ['stream_options'],
    ],
    [
      'Gemini',
      [
        {
          error: {
            code: 400,
            message:
              'Invalid JSON payload received. Unknown name "stream_options": Cannot find field.',
            status: 'INVALID_ARGUMENT',
          },
        },
      ],
      ['stream_options'],
    ],
    ['an old server', openai('Unknown field: stream_options'), ['stream_options']],
    [
      'a server that names the inner field',
      { detail: 'include_usage is not supported' },
      ['stream_options'],
    ],
    [
      'vLLM',
      { object: 'error', message: 'System role not supported', type: 'BadRequestError', code: 400 },
      ['system'],
    ],
    [
      'a chat template',
      {
        object: 'error',
        message: 'Conversation roles must alternate user/assistant/user/assistant/...',
        code: 400,
      },
      ['system'],
    ],
    [
      'Gemma',
      [
        {
          error: {
            code: 400,
            message: 'Developer instruction is not enabled for models/gemma-3',
            status: 'INVALID_ARGUMENT',
          },
        },
      ],
      ['system'],
    ],
    [
      'MiniMax',
      {
        base_resp: {
          status_code: 2013,
          status_msg: 'invalid params, invalid chat setting, invalid role: system',
        },
      },
      ['system'],
    ],
    [
      'a Mistral template',
      { object: 'error', message: 'Only user and assistant roles are supported!' },
      ['system'],
    ],
    [
      'Gemma’s template',
      {
        error: {
          code: 500,
          message: 'Jinja Exception: System role not supported',
          type: 'server_error',
        },
      },
      ['system'],
    ],
    [
      'DeepSeek, a range',
      openai('Invalid max_tokens value, the valid range of max_tokens is [1, 8192]'),
      ['max_tokens'],
    ],
    [
      'Kimi',
      openai('invalid temperature: only 1 is allowed for this model', {
        type: 'invalid_request_error',
      }),
      ['temperature'],
    ],
    [
      'Qwen',
      openai('<400> InternalError.Algo.InvalidParameter: Range of max_tokens should be [1, 8192]', {
        code: 'invalid_parameter_error',
      }),
      ['max_tokens'],
    ],
    [
      'Qwen, thinking',
      openai('parameter.enable_thinking must be set to true for this model', {
        code: 'invalid_parameter_error',
      }),
      ['enable_thinking'],
    ],
    ['GLM', openai('temperature参数非法。请检查文档。', { code: '1214' }), ['temperature']],
    [
      'Doubao',
      openai('The parameter `thinking.type` specified in the request is not valid', {
        code: 'InvalidParameter',
        param: 'thinking.type',
      }),
      ['thinking'],
    ],
    [
      'DeepSeek',
      openai('Failed to deserialize the JSON body: unknown field `reasoning_effort`'),
      ['reasoning_effort'],
    ],
    ['Groq', openai("property 'user' is unsupported"), ['user']],
    [
      'xAI',
      {
        code: 'Client specified an invalid argument',
        error: 'Argument not supported on this model: reasoningEffort',
      },
      ['reasoning_effort'],
    ],
    [
      'vLLM, a length',
      {
        object: 'error',
        message:
          "'max_tokens' is too large: 9000. This model's maximum context length is 8192 tokens.",
        code: 400,
      },
      ['max_tokens'],
    ],
    ['a Chinese relay', { code: 400, msg: '不支持参数 top_p' }, ['top_p']],
    ['a Chinese relay, the role', { code: 400, msg: '该模型不支持 system 角色' }, ['system']],
    [
      'two fields together',
      {
        detail: [
          { loc: ['body', 'top_p'], msg: 'x' },
          { loc: ['body', 'temperature'], msg: 'y' },
        ],
      },
      ['temperature', 'top_p'],
    ],
  ])('names the refused fields of %s', (_vendor, body, fields) => {
    const found = classify(400, body);
    expect(found).toMatchObject({ class: 'parameter-refused', fields });
    expect(classify(422, body)).toMatchObject({ class: 'parameter-refused', fields });
  });

  it('without a field that was sent names none', () => {
    expect(
      classify(400, {
        detail: [
          { type: 'extra_forbidden', loc: ['body', 'x'], msg: 'Extra inputs are not permitted' },
        ],
      }),
    ).toMatchObject({ class: 'parameter-refused', detail: 'unnamed' });
    expect(classify(400, openai('user not found in the system', {})).fields).toBeUndefined();
  });

  it('is a throttle where the host or the model is Qwen’s, and no credit elsewhere', () => {
    const body = openai('x', { code: 'insufficient_quota' });
    expect(classify(429, body).class).toBe('credit');
    expect(classify(429, body, { as: { host: 'dashscope.aliyuncs.com' } }).class).toBe('throttled');
    expect(classify(429, body, { as: { model: 'qwen-plus' } }).class).toBe('throttled');
  });

  it('404 is about the address when the base URL has no version', () => {
    const as = { baseUrl: 'http://localhost:8000' };
    expect(classify(404, openai('x'), { as }).class).toBe('address-wrong');
    expect(classify(404, openai('x', { code: 'model_not_found' }), { as }).class).toBe(
      'unknown-model',
    );
  });

  it('is not judged by the words of the question that it sends back', () => {
    const input = { role: 'user', content: '余额不足, invalid api key, rate limit' };
    const detail = [{ type: 'missing', loc: ['body', 'x'], msg: 'Field required', input }];
    expect(classify(422, { detail }).class).toBe('not-understood');
  });

  it.each<[string, Record<string, string>, unknown, number | undefined]>([
    ['a header', { 'retry-after': '7' }, {}, 7_000],
    ['a sentence of OpenAI', {}, openai('Please try again in 11.054s. Visit …'), 11_054],
    ['minutes', {}, openai('Please try again in 1m2.5s.'), 62_500],
    ['milliseconds', {}, openai('Please try again in 250ms.'), 250],
    ['a sentence of Kimi', {}, openai('please try again after 1 seconds'), 1_000],
    ['Gemini’s field', {}, [{ error: { message: 'x', details: [{ retryDelay: '41s' }] } }], 41_000],
    ['Chinese', {}, { msg: '请在 5 秒后重试' }, 5_000],
    ['nothing', {}, openai('limit 3s of audio'), undefined],
  ])('says how long to wait by %s', (_way, headers, body, waitMs) => {
    expect(classify(429, body, { headers }).retryAfterMs).toBe(waitMs);
  });

  it('keeps its status and codes for the log, and its words', () => {
    const found = classify(
      400,
      openai('Bad  thing', { code: 'weird_code', type: 'odd', param: null }),
    );
    expect(found).toMatchObject({ codes: ['400', 'weird_code', 'odd'], words: 'Bad thing' });
  });

  it.each([
    '{"a":'.repeat(20_000),
    '['.repeat(90_000),
    '<'.repeat(90_000),
    'a_'.repeat(49_000),
    `{"message":"${'model '.repeat(15_000)}"}`,
  ])('is read at any length and in any shape', (body) => {
    expect(classify(400, body).codes).toContain('400');
  });
});

it('reads a page of very many open tags', () => {
  expect(classify(502, `<html>${'<title'.repeat(20_000)}`).class).toBe('overloaded');
});
