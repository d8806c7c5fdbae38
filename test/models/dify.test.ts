import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  DIFY_PING,
  DIFY_USAGE,
  difyEvent,
  difyRefuses,
  difySays,
  difyStreams,
  startDify,
  type PlayedDify,
} from '../support/played-dify.ts';
import { createSqliteWorld } from '../store/sqlite/sqlite-world.ts';
import { createBot, FOLLOWER, openMemory } from './ask-a-bot.ts';
import { createHandClock } from './hand-clock.ts';

let dify: PlayedDify;

beforeEach(async () => {
  dify = await startDify();
});
afterEach(() => dify.close());

const settings = () => ({ api: 'dify' as const, baseUrl: dify.baseUrl, model: 'app' });
const bot = async (world = createSqliteWorld()) =>
  createBot(settings(), { memory: await openMemory(world) });
const queries = () =>
  dify.calls.filter(({ body }) => 'query' in body).map(({ body }) => body['query']);
const conversations = () =>
  dify.calls.filter(({ body }) => 'query' in body).map(({ body }) => body['conversation_id']);
const inConversation = (id: string) => ({ conversation: { follower: FOLLOWER, id } });

describe('a Dify app', () => {
  it.each(['message', 'agent_message'])('answers in pieces of %s', async (event) => {
    dify.next(
      difyStreams((ids) => [
        DIFY_PING,
        difyEvent('agent_thought', ids, { id: 't1', position: 1, thought: '', tool: '' }),
        difyEvent(event, ids, { answer: '今天晴，' }),
        DIFY_PING,
        difyEvent(event, ids, { answer: '明天雨。' }),
        difyEvent('message_file', ids, { id: 'f1', type: 'image', url: 'https://x/cat.png' }),
        difyEvent('message_end', ids, {
          metadata: { usage: DIFY_USAGE, retriever_resources: [{ content: '资料' }] },
        }),
      ]),
    );
    const { text, events } = await (await bot()).ask();
    expect(text).toBe('今天晴，明天雨。');
    expect(events.slice(-2)).toEqual([
      {
        type: 'usage',
        model: 'dify/app',
        tokens: { input: 1033, cached: 0, output: 128, reasoning: 0 },
      },
      { type: 'finish', reason: 'stop' },
    ]);
  });

  it('answers through a chatflow, whose steps show that it works', async () => {
    dify.next(
      difyStreams((ids) => [
        difyEvent('workflow_started', ids, { workflow_run_id: 'r', data: { id: 'r' } }),
        difyEvent('node_started', ids, { data: { node_type: 'llm', title: 'LLM' } }),
        difyEvent('reasoning_chunk', ids, { data: { reasoning: '想一想', is_final: false } }),
        difyEvent('message', ids, { answer: '好。' }),
        difyEvent('node_finished', ids, { data: { status: 'succeeded' } }),
        difyEvent('workflow_finished', ids, { data: { status: 'succeeded', error: null } }),
        difyEvent('message_end', ids, { metadata: { usage: { total_tokens: 50, latency: 2.5 } } }),
      ]),
    );
    const { text, events } = await (await bot()).ask();
    expect(text).toBe('好。');
    expect(events).toContainEqual({ type: 'reasoning', text: '想一想' });
    expect(events.at(-1)).toEqual({ type: 'finish', reason: 'stop' });
  });

  it('is asked with nothing but the question, by a user that does not tell the OpenID', async () => {
    await (await bot()).ask({ question: '那上海呢？', system: 'Be kind.' });
    const [call] = dify.calls;
    expect(call?.body).toEqual({
      inputs: {},
      query: '那上海呢？',
      response_mode: 'streaming',
      conversation_id: '',
      user: expect.stringMatching(/^[0-9a-f]{32}$/) as string,
    });
    expect(JSON.stringify(call)).not.toContain(FOLLOWER.openId);
  });

  it('replaces what it said before it was released', async () => {
    dify.next(
      difyStreams((ids) => [
        difyEvent('message', ids, { answer: '这是不该说的' }),
        difyEvent('message_replace', ids, {
          answer: '这个问题我不方便回答。',
          reason: 'moderation',
        }),
        difyEvent('message_end', ids, { metadata: {} }),
      ]),
    );
    const { text, events } = await (await bot()).ask();
    expect(text).toBe('这个问题我不方便回答。');
    expect(events.filter(({ type }) => type === 'restart')).toHaveLength(1);
  });

  it('says no more when it replaces what was released', async () => {
    dify.next(
      difyStreams((ids) => [
        difyEvent('message', ids, { answer: '第一句。第二' }),
        difyEvent('message_replace', ids, { answer: '换成这句。' }),
        difyEvent('message_end', ids, { metadata: {} }),
      ]),
    );
    const { text, events } = await (await bot()).ask({ released: releasedAfter(1, '第一句。') });
    expect(text).toBe('第一句。第二');
    expect(events.at(-1)).toEqual({ type: 'finish', reason: 'content-filter' });
  });
});

describe('a conversation with a Dify app', () => {
  it('goes on where it was, in another process too, and begins anew with 新对话', async () => {
    const world = createSqliteWorld();
    const first = await bot(world);
    await first.ask({ question: '一' });
    const restarted = await bot(world);
    await restarted.ask({ question: '二', history: [{ question: '一', answer: '好的。' }] });
    await restarted.ask({ question: '三', ...inConversation('c2') });
    const [one, two, three] = conversations();
    expect(one).toBe('');
    expect(two).toMatch(/^[0-9a-f-]{36}$/);
    expect(three).toBe('');
    expect(queries()).toEqual(['一', '二', '三']);
    expect(new Set(dify.calls.map(({ body }) => body['user'])).size).toBe(1);
  });

  it('is another one for each follower', async () => {
    const asked = await bot();
    await asked.ask({ question: '一' });
    const other = { follower: { ...FOLLOWER, openId: 'oOther' }, id: 'c1' };
    await asked.ask({ question: '二', conversation: other });
    expect(conversations()).toEqual(['', '']);
    expect(new Set(dify.calls.map(({ body }) => body['user'])).size).toBe(2);
  });

  it('that Dify no longer knows begins anew within the question and hears what was said', async () => {
    const asked = await bot();
    await asked.ask({ question: '我叫小明' });
    dify.forgetAll();
    const history = [{ question: '我叫小明', answer: '你好，小明。' }];
    const { text, events } = await asked.ask({ question: '我叫什么？', history });
    expect(text).toBe('好的。');
    expect(events.at(-1)).toMatchObject({ type: 'finish' });
    expect(conversations().map((id) => id === '')).toEqual([true, false, true]);
    expect(queries()[2]).toContain('我叫小明');
    expect(queries()[2]).toMatch(/我叫什么？$/);
    await asked.ask({
      question: '再见',
      history: [...history, { question: '我叫什么？', answer: '好的。' }],
    });
    expect(queries()[3]).toBe('再见');
  });

  it('that ended begins anew as well, but only once for a question', async () => {
    const asked = await bot();
    await asked.ask({ question: '一' });
    const ended = difyRefuses(400, 'conversation_completed', 'The conversation has ended.');
    dify.next(ended, ended);
    const { error } = await asked.ask({
      question: '二',
      history: [{ question: '一', answer: '好' }],
    });
    expect(error?.code).toBe('provider_refused');
    expect(dify.calls).toHaveLength(3);
  });

  it('hears what another model answered in between', async () => {
    const asked = await bot();
    await asked.ask({ question: '一' });
    await asked.ask({
      question: '三',
      history: [
        { question: '一', answer: '好的。' },
        { question: '今天星期几', answer: '星期一。' },
      ],
    });
    expect(conversations()[1]).not.toBe('');
    expect(queries()[1]).toContain('星期一。');
    expect(queries()[1]).not.toContain('我：一');
  });

  it('begins anew when the exchange it remembers was taken back', async () => {
    const asked = await bot();
    await asked.ask({ question: '一' });
    await asked.ask({ question: '二', history: [{ question: '一', answer: '好的。' }] });
    await asked.ask({ question: '三', history: [{ question: '一', answer: '好的。' }] });
    expect(conversations()[2]).toBe('');
    expect(queries()[2]).not.toContain('二');
  });

  it('goes on after a text that is out', async () => {
    await (await bot()).ask({ question: '讲个故事', released: () => '从前有座山，' });
    expect(queries()[0]).toContain('讲个故事');
    expect(queries()[0]).toContain('从前有座山，');
    expect(queries()[0]).toContain('接着写完');
  });
});

describe('a failure of Dify', () => {
  it.each([
    [401, 'unauthorized', 'Access token is invalid', 'key', 'DIFY_API_KEY'],
    [400, 'provider_quota_exceeded', 'Your quota has been exhausted.', 'credit', 'Model Provider'],
    [
      400,
      'provider_not_initialize',
      'No valid model provider credentials found.',
      'key',
      'Model Provider',
    ],
    [429, 'rate_limit_error', 'Rate Limit Error', 'credit', 'DIFY_API_KEY'],
    [
      400,
      'app_unavailable',
      'App unavailable, please check your app configurations.',
      'unknown-model',
      'publish',
    ],
    [400, 'agent_not_published', 'Agent has not been published.', 'unknown-model', 'publish'],
    [
      400,
      'not_chat_app',
      'Please check if your app mode matches the right API route.',
      'unknown-model',
      'DIFY_API_KEY',
    ],
    [
      404,
      'not_found',
      'The requested URL was not found on the server.',
      'address-wrong',
      'DIFY_BASE_URL',
    ],
  ])('%i %s is explained by what to change', async (status, code, message, failure, advice) => {
    dify.next(difyRefuses(status, code, message));
    const { error } = await (await bot()).ask();
    expect(error).toMatchObject({ failure, code: 'provider_refused' });
    expect(error?.advice?.en).toContain(advice);
    expect(`${error?.advice?.en}${error?.advice?.zh}`).not.toContain('OPENAI');
    expect(dify.calls).toHaveLength(1);
  });

  it.each([
    ['429 too_many_requests', difyRefuses(429, 'too_many_requests', 'Too many requests.')],
    ['500', difyRefuses(500, 'internal_server_error', 'The server encountered an error.')],
    [
      'a connection that is cut',
      difyStreams((ids) => [difyEvent('message', ids, { answer: '半' }), { then: 'reset' }]),
    ],
    [
      'a stream without an end',
      difyStreams((ids) => [difyEvent('message', ids, { answer: '半句' })]),
    ],
    ['an answer without a word', difySays()],
    [
      'an error in the stream',
      difyStreams((ids) => [
        difyEvent('message', ids, { answer: '半句' }),
        difyEvent('error', ids, {
          status: 500,
          code: 'internal_server_error',
          message: 'Internal error',
        }),
      ]),
    ],
    [
      'a workflow that failed',
      difyStreams((ids) => [
        difyEvent('workflow_finished', ids, {
          data: { status: 'failed', error: 'Run failed: timed out' },
        }),
      ]),
    ],
  ])('is tried again: %s', async (_name, script) => {
    dify.next(script, difySays('整句。'));
    const { text, error } = await (await bot()).ask();
    expect(error).toBeUndefined();
    expect(text).toBe('整句。');
    expect(queries()).toHaveLength(2);
  });

  it('by content review is a refusal, not a failure', async () => {
    dify.next(
      difyStreams((ids) => [
        difyEvent('error', ids, {
          status: 400,
          code: 'completion_request_error',
          message: '[tongyi] Input data may contain inappropriate content.',
        }),
      ]),
    );
    const { events } = await (await bot()).ask();
    expect(events).toEqual([{ type: 'finish', reason: 'content-filter' }]);
  });

  it('by silence names the setting, and stops the answer at Dify', async () => {
    const clock = createHandClock();
    const asked = createBot({ ...settings(), maxRetries: 0 }, { clock });
    dify.next(
      difyStreams((ids) => [difyEvent('message', ids, { answer: '一' }), { then: 'hang' }]),
    );
    const outcome = asked.ask();
    await clock.run(30_000);
    expect((await outcome).error?.advice?.en).toContain('OPENAI_IDLE_SECONDS');
    expect((await dify.call(2)).path).toMatch(/^POST \/v1\/chat-messages\/[0-9a-f-]{36}\/stop$/);
  });

  it('is logged without the words of the follower and without the key', async () => {
    const asked = await bot();
    dify.next(
      difyRefuses(400, 'invalid_param', 'The query 我的密码是一二三四 is bad for app-very-secret'),
    );
    await asked.ask({ question: '我的密码是一二三四' });
    const shown = asked.lines.filter((line) => !line.includes('"level":20')).join('');
    expect(shown).not.toContain('密码');
    expect(asked.lines.join('')).not.toContain('app-very-secret');
  });
});

it('停止 closes the connection and stops the answer at Dify', async () => {
  const asked = await bot();
  const stop = new AbortController();
  dify.next(difyStreams((ids) => [difyEvent('message', ids, { answer: '一' }), { then: 'hang' }]));
  const { error } = await asked.ask(
    {},
    { signal: stop.signal, onEvent: ({ type }) => type === 'text' && stop.abort() },
  );
  expect(error?.code).toBe('aborted');
  const [question, stopping] = [await dify.call(1), await dify.call(2)];
  expect(await question.ended).toBe('client left');
  expect(stopping.path).toMatch(/\/stop$/);
  expect(stopping.body).toEqual({ user: question.body['user'] });
});

/** Says nothing when it is asked first, as when the attempt begins, and the text from then on. */
function releasedAfter(times: number, text: string): () => string {
  let asked = 0;
  return () => ((asked += 1) > times + 1 ? text : '');
}
