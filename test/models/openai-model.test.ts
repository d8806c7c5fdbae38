import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createOpenAiModel } from '../../src/models/openai-model.ts';
import type { ModelSettings } from '../../src/models/model-settings.ts';
import type { DomainEvent } from '../../src/events/domain-event.ts';
import { AnswererError } from '../../src/turns/answerer-error.ts';
import type { ModelEvent, ModelRequest } from '../../src/answering/model.ts';
import {
  answersNothing,
  hangs,
  refuses,
  says,
  startScriptedModel,
  streams,
  type ModelScript,
  type ScriptedModel,
} from '../support/scripted-model.ts';
import { createHandClock, type HandClock } from './hand-clock.ts';

const FIRST_EVENT_MS = 60_000;
const IDLE_MS = 40_000;
const KEY = 'sk-very-secret';

let model: ScriptedModel;
let clock: HandClock;
let logged: string;
let told: DomainEvent[];

beforeEach(async () => {
  model = await startScriptedModel();
  clock = createHandClock();
  logged = '';
  told = [];
});
afterEach(() => model.close());

function createModel(settings: Partial<ModelSettings> = {}) {
  const log = pino({ level: 'debug' }, { write: (line: string) => void (logged += line) });
  return createOpenAiModel(
    {
      provider: 'test',
      baseUrl: model.url,
      apiKey: KEY,
      model: 'test-model',
      maxTokensField: 'max_tokens',
      firstEventTimeoutMs: FIRST_EVENT_MS,
      idleTimeoutMs: IDLE_MS,
      maxRetries: 2,
      ...settings,
    },
    {
      ...{ clock, log, random: () => 1, account: 'default' },
      events: { emit: (event) => void told.push(event) },
    },
  );
}

/** Everything that an answer consists of, and how it ended. */
interface Outcome {
  events: ModelEvent[];
  error?: AnswererError;
}

async function ask(
  settings: Partial<ModelSettings> = {},
  options: {
    signal?: AbortSignal;
    onEvent?: (event: ModelEvent) => void;
    request?: ModelRequest;
  } = {},
): Promise<Outcome> {
  const request = options.request ?? { system: '', history: [], question: '你好' };
  const signal = options.signal ?? new AbortController().signal;
  const events: ModelEvent[] = [];
  try {
    for await (const event of createModel(settings).stream(request, signal)) {
      const last = events.at(-1);
      // What arrives together comes as one piece.
      if (event.type === 'text' && last?.type === 'text')
        events[events.length - 1] = text(last.text + event.text);
      else events.push(event);
      options.onEvent?.(event);
    }
    return { events };
  } catch (error) {
    expect(error).toBeInstanceOf(AnswererError);
    return { events, error: error as AnswererError };
  }
}

/** Lets the pauses between tries pass at once. */
async function askThroughPauses(pauses: number, settings: Partial<ModelSettings> = {}) {
  const outcome = ask(settings);
  for (let n = 0; n < pauses; n++) await clock.run(500 * 2 ** n);
  return outcome;
}

const text = (piece: string): ModelEvent => ({ type: 'text', text: piece });
const stop: ModelEvent = { type: 'finish', reason: 'stop' };

/** A promise and the function that fulfils it. */
function gate() {
  let open = () => {};
  const opened = new Promise<void>((resolve) => (open = resolve));
  return { opened, open };
}

describe('a good answer', () => {
  it('gives text, reasoning, usage and the end in order', async () => {
    const usage = { prompt_tokens: 7, completion_tokens: 2 };
    model.next(
      streams(
        { reasoning: '嗯' },
        { text: '你' },
        { text: '好' },
        { finish: 'stop' },
        { usage },
        'done',
      ),
    );
    expect(await ask()).toEqual({
      events: [
        { type: 'reasoning', text: '嗯' },
        text('你好'),
        {
          type: 'usage',
          model: 'test/test-model',
          tokens: { input: 7, cached: 0, output: 2, reasoning: 0 },
        },
        stop,
      ],
    });
    const [call] = model.calls;
    expect(call?.headers.authorization).toBe(`Bearer ${KEY}`);
    expect(call?.body['stream_options']).toEqual({ include_usage: true });
    expect(await call?.ended).toBe('complete');
    expect(clock.pending()).toEqual([]);
    const provider = new URL(model.url).host;
    expect(told).toEqual([
      { type: 'model-asked', account: 'default', provider },
      {
        type: 'tokens-used',
        account: 'default',
        provider,
        model: 'test/test-model',
        input: 7,
        cached: 0,
        output: 2,
        reasoning: 0,
      },
    ]);
  });

  it('that comes with the second try is counted as two calls and one failure', async () => {
    model.next({ status: 500, json: {} }, says('好。'));
    await askThroughPauses(1);
    const provider = new URL(model.url).host;
    expect(told).toEqual([
      { type: 'model-asked', account: 'default', provider },
      { type: 'model-failed', account: 'default', provider, code: 'provider_busy' },
      { type: 'model-asked', account: 'default', provider },
    ]);
  });

  it('puts characters together that arrive in two halves', async () => {
    const cut = Buffer.from('data: {"choices":[{"delta":{"content":"好"}}]}\n\n');
    const middle = cut.indexOf('好') + 1;
    const again = gate();
    model.next({
      steps: [
        { raw: cut.subarray(0, middle) },
        { until: again.opened },
        { raw: cut.subarray(middle) },
        { finish: 'stop' },
        'done',
      ],
    });
    const outcome = ask();
    await model.call(1);
    again.open();
    expect((await outcome).events).toEqual([text('好'), stop]);
  });

  it('sends a stand-in for the key to a server that needs none', async () => {
    model.next(says('hi'));
    await ask({ apiKey: '' });
    expect(model.calls[0]?.headers.authorization).toBe('Bearer none');
  });

  it.each<[string, ModelScript, ModelEvent[]]>([
    [
      'a filter stopped it',
      streams({ text: '我' }, { finish: 'content_filter' }, 'done'),
      [text('我'), { type: 'finish', reason: 'content-filter' }],
    ],
    [
      'a filter stopped it before the first word',
      streams({ finish: 'content_filter' }, 'done'),
      [{ type: 'finish', reason: 'content-filter' }],
    ],
    [
      'it was too long',
      streams({ text: '我' }, { finish: 'length' }, 'done'),
      [text('我'), { type: 'finish', reason: 'length' }],
    ],
    [
      'the mark came without a reason',
      streams({ text: '我' }, 'done'),
      [text('我'), { type: 'finish', reason: 'unknown' }],
    ],
    [
      'the reason came without the mark',
      streams({ text: '我' }, { finish: 'stop' }, 'end'),
      [text('我'), stop],
    ],
    [
      'the connection was cut behind the reason',
      streams({ text: '我' }, { finish: 'stop' }, 'reset'),
      [text('我'), stop],
    ],
    [
      'comments keep the stream alive',
      streams({ raw: ': keep-alive\n\n' }, { text: '我' }, { finish: 'stop' }, 'done'),
      [text('我'), stop],
    ],
    [
      'spaces came before the first word',
      streams({ text: '\n' }, { text: ' ' }, { text: '我' }, { finish: 'stop' }, 'done'),
      [text('\n 我'), stop],
    ],
    [
      'the server ignored the wish for a stream',
      { json: { choices: [{ message: { content: '我' }, finish_reason: 'stop' }] } },
      [text('我'), stop],
    ],
    [
      'the provider refused the content',
      refuses(400, { code: 'data_inspection_failed', message: 'x' }),
      [{ type: 'finish', reason: 'content-filter' }],
    ],
    [
      'DeepSeek refused the content',
      refuses(400, { code: 'invalid_request_error', message: 'Content Exists Risk' }),
      [{ type: 'finish', reason: 'content-filter' }],
    ],
  ])('ends well when %s', async (_title, script, events) => {
    model.next(script);
    expect(await ask()).toEqual({ events });
    expect(model.calls).toHaveLength(1);
  });

  it('does not wait for token counts for long', async () => {
    model.next(streams({ text: '我' }, { finish: 'stop' }, 'hang'));
    const outcome = ask();
    await clock.run(1_500);
    expect(await outcome).toEqual({ events: [text('我'), stop] });
  });

  it('hangs up on a server that goes on with garbage behind the end', async () => {
    model.next(streams({ text: '我' }, { finish: 'stop' }, { raw: 'data: {not json\n\n' }, 'hang'));
    expect(await ask()).toEqual({ events: [text('我'), stop] });
    expect(await model.calls[0]?.ended).toBe('client left');
  });

  it('asks again without the wish for token counts, once for all, when a server refuses it', async () => {
    model.next(refuses(400, { message: 'Unknown field: stream_options' }), says('a'), says('b'));
    const asked = createModel({ maxRetries: 0 });
    const signal = new AbortController().signal;
    for (const question of ['1', '2']) {
      const request = { system: '', history: [], question };
      for await (const event of asked.stream(request, signal))
        expect(event.type).not.toBe('restart');
    }
    expect(model.calls.map(({ body }) => 'stream_options' in body)).toEqual([true, false, false]);
  });
});

describe('a failed try', () => {
  const failures: [string, ModelScript, string][] = [
    ['is busy', refuses(429, { code: 'rate_limit_exceeded', message: 'x' }), 'provider_busy'],
    ['is broken', refuses(500), 'provider_busy'],
    ['is overloaded', refuses(503), 'provider_busy'],
    ['gives up', streams({ finish: 'insufficient_system_resource' }, 'done'), 'provider_busy'],
    [
      'reports an error in its stream',
      streams({ error: { message: 'x', code: 'server_error' } }, 'end'),
      'provider_busy',
    ],
    ['reports an error in one piece', { json: { error: { message: 'x' } } }, 'provider_busy'],
    ['hangs up at once', { beforeHeaders: ['reset'] }, 'provider_unreachable'],
    [
      'sends no JSON',
      streams({ raw: 'data: {"choices":[{"delta":{"content":"secret words\n\n' }, 'end'),
      'provider_garbage',
    ],
    [
      'sends a web page',
      { headers: { 'content-type': 'text/html' }, steps: [{ raw: '<h1>Welcome' }, 'end'] },
      'provider_garbage',
    ],
    [
      'sends JSON of another kind',
      streams({ raw: 'data: 5\n\ndata: null\n\ndata: []\n\n' }, 'done'),
      'provider_silent',
    ],
    ['answers nothing', answersNothing(), 'provider_silent'],
    [
      'answers with spaces',
      streams({ text: ' \n' }, { finish: 'stop' }, 'done'),
      'provider_silent',
    ],
    ['sends an empty body', streams('end'), 'provider_silent'],
    ['only thinks', streams({ reasoning: 'hm' }, { finish: 'length' }, 'done'), 'provider_silent'],
  ];

  it.each(failures)('is made again when the provider %s', async (_title, script) => {
    model.next(script, says('好'));
    const { events, error } = await askThroughPauses(1);
    expect(error).toBeUndefined();
    const isAnswer = ({ type }: ModelEvent) => type === 'text' || type === 'finish';
    expect(events.filter(isAnswer)).toEqual([text('好'), stop]);
    expect(model.calls).toHaveLength(2);
  });

  it.each(failures)(
    'has its code when the provider %s and no try is left',
    async (_title, script, code) => {
      model.next(script);
      const { error } = await ask({ maxRetries: 0 });
      expect(error).toMatchObject({ code, retryable: true });
      expect(logged + JSON.stringify(error?.cause ?? '') + error?.message).not.toMatch(
        /secret words/,
      );
    },
  );

  it('is made at most as often as allowed, with growing pauses', async () => {
    model.next(refuses(500), refuses(500), refuses(500));
    const outcome = ask();
    await clock.run(500);
    await clock.run(1_000);
    expect((await outcome).error?.code).toBe('provider_busy');
    expect(model.calls).toHaveLength(3);
  });

  it('waits as long as the provider asks for', async () => {
    model.next(refuses(429, {}, { 'retry-after': '7' }), says('好'));
    const outcome = ask();
    await clock.run(7_000);
    expect((await outcome).events).toEqual([text('好'), stop]);
  });

  it('is final when the provider asks for a minute', async () => {
    model.next(refuses(429, {}, { 'retry-after': '60' }));
    expect((await ask()).error).toMatchObject({ code: 'provider_busy', retryable: true });
  });

  it.each<[string, ModelScript['steps'], string]>([
    ['the stream is cut', ['reset'], 'provider_unreachable'],
    ['the stream ends early', ['end'], 'provider_unreachable'],
    ['an error comes in the stream', [{ error: { message: 'x' } }, 'end'], 'provider_busy'],
    ['garbage comes in the stream', [{ raw: 'data: {oops\n\n' }, 'end'], 'provider_garbage'],
  ])('says restart when %s behind the first words', async (_title, steps = []) => {
    model.next(streams({ text: 'half' }, ...steps), refuses(500), says('whole'));
    const { events } = await askThroughPauses(2);
    expect(events).toEqual([text('half'), { type: 'restart' }, text('whole'), stop]);
  });

  it.each([
    { status: 500, headers: {}, code: 'provider_busy' },
    { status: 200, headers: { 'content-type': 'application/json' }, code: 'provider_garbage' },
  ])('with a body that does not end is not read to its end ($status)', async (told) => {
    const { status, headers, code } = told;
    model.next({ status, headers, steps: [{ raw: '{'.repeat(8_000_000) }, 'hang'] });
    const outcome = ask({ maxRetries: 0 });
    const call = await model.call(1);
    expect((await outcome).error).toMatchObject({ code });
    expect(await call.ended).toBe('client left');
  });

  it('by a mistake in the code is not taken for a failed connection', async () => {
    const request = { system: '', history: undefined as never, question: '你好' };
    const events = createModel().stream(request, new AbortController().signal);
    await expect(events[Symbol.asyncIterator]().next()).rejects.toThrow(TypeError);
    expect(told.filter(({ type }) => type === 'model-failed')).toEqual([]);
  });

  it('is made again when nobody listens at the address', async () => {
    const gone = await startScriptedModel();
    await gone.close();
    const { error } = await askThroughPauses(2, { baseUrl: gone.url });
    expect(error).toMatchObject({ code: 'provider_unreachable', retryable: true });
    expect(error?.message).toContain('ECONNREFUSED');
  });
});

describe('silence', () => {
  it('is ended when no first event comes', async () => {
    model.next(hangs(), says('好'));
    const outcome = ask();
    const call = await model.call(1);
    await clock.run(FIRST_EVENT_MS);
    expect(await call.ended).toBe('client left');
    await clock.run(500);
    expect((await outcome).events).toEqual([text('好'), stop]);
  });

  it('is ended when headers come and no event', async () => {
    model.next(streams({ raw: ': soon\n\n' }, 'hang'));
    const outcome = ask({ maxRetries: 0 });
    await model.call(1);
    await clock.run(FIRST_EVENT_MS);
    expect((await outcome).error).toMatchObject({ code: 'provider_silent', retryable: true });
  });

  it('is ended when an error status comes without its body', async () => {
    model.next({ status: 500, steps: ['hang'] });
    const outcome = ask({ maxRetries: 0 });
    const call = await model.call(1);
    await clock.run(FIRST_EVENT_MS);
    expect((await outcome).error?.code).toBe('provider_silent');
    expect(await call.ended).toBe('client left');
  });

  it('is ended in the middle of a stream', async () => {
    model.next(streams({ text: 'half' }, 'hang'), says('whole'));
    const outcome = ask();
    await clock.run(IDLE_MS);
    await clock.run(500);
    expect((await outcome).events).toEqual([
      text('half'),
      { type: 'restart' },
      text('whole'),
      stop,
    ]);
  });

  it('is not tried again when the time for the whole answer is over', async () => {
    model.next(streams({ text: 'half' }, 'hang'));
    const outcome = ask({ totalTimeoutMs: 30_000 });
    await model.call(1);
    await clock.run(30_000);
    expect((await outcome).error?.code).toBe('provider_silent');
    expect(model.calls).toHaveLength(1);
  });
});

describe('a refusal', () => {
  it.each<[number, Record<string, unknown>, RegExp]>([
    [
      400,
      { code: 'unsupported_parameter', param: 'max_tokens', message: 'x' },
      /does not accept a parameter/,
    ],
    [400, { code: 'Arrearage', message: 'x' }, /no credit/],
    [400, { code: 'context_length_exceeded', message: 'x' }, /HISTORY_TOKENS/],
    [
      401,
      { message: `Incorrect API key provided: ${KEY}` },
      /TEST_API_KEY was refused by 127\.0\.0\.1:\d+/,
    ],
    [402, { message: 'Insufficient Balance' }, /no credit/],
    [403, { message: 'x' }, /may not use the model test-model/],
    [404, { message: 'x' }, /model test-model does not exist .*OPENAI_MODEL.*TEST_BASE_URL/],
    [429, { code: 'insufficient_quota', message: 'x' }, /no credit/],
    [429, { code: '1113', message: '您的账户已欠费' }, /no credit/],
    [503, { code: 'model_not_found', message: 'x' }, /OPENAI_MODEL/],
  ])('with %i %o is final and says what to do', async (status, body, advice) => {
    model.next(refuses(status, body));
    const { error, events } = await ask();
    expect(events).toEqual([]);
    expect(error).toMatchObject({ code: 'provider_refused', retryable: false });
    expect(error?.advice?.en).toMatch(advice);
    expect(model.calls).toHaveLength(1);
    expect(logged + String(error) + error?.advice?.en).not.toContain(KEY);
  });

  it('follows no redirect with the key', async () => {
    model.next({ status: 307, headers: { location: `${model.url}/chat/completions` }, json: {} });
    expect((await ask()).error?.advice?.en).toMatch(/TEST_BASE_URL/);
    expect(model.calls).toHaveLength(1);
  });

  it('for a missing key names the setting', async () => {
    model.next(refuses(401));
    expect((await ask({ apiKey: '' })).error?.advice?.en).toMatch(/set TEST_API_KEY/);
  });
});

describe('an abort', () => {
  it('before the question asks nothing', async () => {
    expect((await ask({}, { signal: AbortSignal.abort() })).error).toMatchObject({
      code: 'aborted',
      retryable: false,
    });
    expect(model.calls).toHaveLength(0);
  });

  it('while the model thinks hangs up', async () => {
    model.next(hangs());
    const stopping = new AbortController();
    const outcome = ask({}, { signal: stopping.signal });
    const call = await model.call(1);
    stopping.abort();
    expect((await outcome).error?.code).toBe('aborted');
    expect(await call.ended).toBe('client left');
    expect(clock.pending()).toEqual([]);
  });

  it('in the middle of a stream is an error, not an end', async () => {
    model.next(streams({ text: 'half' }, 'hang'));
    const stopping = new AbortController();
    const { events, error } = await ask(
      {},
      { signal: stopping.signal, onEvent: () => setImmediate(() => stopping.abort()) },
    );
    expect(events).toEqual([text('half')]);
    expect(error?.code).toBe('aborted');
    expect(await model.calls[0]?.ended).toBe('client left');
  });

  it('during a pause makes no further try', async () => {
    model.next(refuses(500));
    const stopping = new AbortController();
    const outcome = ask({}, { signal: stopping.signal });
    await clock.isSet(500);
    stopping.abort();
    expect((await outcome).error?.code).toBe('aborted');
    expect(model.calls).toHaveLength(1);
  });

  it('by leaving the loop hangs up too', async () => {
    model.next(streams({ text: 'half' }, 'hang'));
    const request = { system: '', history: [], question: 'q' };
    for await (const event of createModel().stream(request, new AbortController().signal)) {
      expect(event).toEqual(text('half'));
      break;
    }
    expect(await model.calls[0]?.ended).toBe('client left');
    expect(clock.pending()).toEqual([]);
  });
});

it('is named after provider and model, without what the address may hide', () => {
  const { id, lane } = createModel({ baseUrl: 'http://user:pass@127.0.0.1:9/v1', atOnce: 3 });
  expect(id).toBe('test/test-model');
  expect(lane.concurrency).toBe(3);
  expect(lane.key).not.toMatch(/pass|secret|127/);
});
