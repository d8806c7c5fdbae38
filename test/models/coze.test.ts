import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  COZE_BOT,
  COZE_DONE,
  cozeChat,
  cozeEvent,
  cozeMessage,
  cozeRefuses,
  cozeSays,
  cozeStreams,
  startCoze,
  type PlayedCoze,
} from '../support/played-coze.ts';
import { createSqliteWorld } from '../store/sqlite/sqlite-world.ts';
import { createBot, FOLLOWER, openMemory } from './ask-a-bot.ts';

let coze: PlayedCoze;

beforeEach(async () => {
  coze = await startCoze();
});
afterEach(() => coze.close());

const bot = async (world = createSqliteWorld()) =>
  createBot(
    { api: 'coze', baseUrl: coze.url, model: COZE_BOT, apiKeys: ['pat_very-secret'] },
    { memory: await openMemory(world) },
  );
const paths = () => coze.calls.map(({ path }) => path);

describe('a Coze bot', () => {
  it('answers once, although Coze says the whole answer again at its end', async () => {
    coze.next(cozeSays('今天晴，', '明天雨。'));
    const { text, events } = await (await bot()).ask();
    expect(text).toBe('今天晴，明天雨。');
    expect(events.slice(-2)).toEqual([
      {
        type: 'usage',
        model: `coze/${COZE_BOT}`,
        tokens: { input: 614, cached: 0, output: 19, reasoning: 0 },
      },
      { type: 'finish', reason: 'stop' },
    ]);
  });

  it('is asked with nothing but the question, by a user that does not tell the OpenID', async () => {
    await (await bot()).ask({ question: '你好' });
    const [call] = coze.calls;
    expect(call?.path).toBe('POST /v3/chat');
    expect(call?.body).toEqual({
      bot_id: COZE_BOT,
      user_id: expect.stringMatching(/^[0-9a-f]{32}$/) as string,
      stream: true,
      auto_save_history: true,
      additional_messages: [{ role: 'user', content: '你好', content_type: 'text' }],
    });
    expect(JSON.stringify(call)).not.toContain(FOLLOWER.openId);
  });

  it('may think, use tools, and write several messages, of which one is not in pieces', async () => {
    coze.next(
      cozeStreams((ids) => [
        cozeEvent(
          'conversation.message.completed',
          cozeMessage(ids, '{"name":"weather"}', { id: '1', type: 'function_call' }),
        ),
        cozeEvent(
          'conversation.message.completed',
          cozeMessage(ids, '{"t":20}', { id: '2', type: 'tool_response' }),
        ),
        cozeEvent(
          'conversation.message.delta',
          cozeMessage(ids, '', { id: '3', reasoning_content: '想一想' }),
        ),
        cozeEvent('conversation.message.delta', cozeMessage(ids, '查到了。', { id: '3' })),
        cozeEvent('conversation.message.completed', cozeMessage(ids, '查到了。', { id: '3' })),
        cozeEvent('conversation.message.completed', cozeMessage(ids, '二十度。', { id: '4' })),
        cozeEvent(
          'conversation.message.completed',
          cozeMessage(ids, '{"card":1}', { id: '5', content_type: 'card' }),
        ),
        cozeEvent('conversation.chat.completed', cozeChat(ids, 'completed')),
        COZE_DONE,
      ]),
    );
    const { text, events } = await (await bot()).ask();
    expect(text).toBe('查到了。\n\n二十度。');
    expect(events).toContainEqual({ type: 'reasoning', text: '想一想' });
  });
});

describe('a conversation with a Coze bot', () => {
  it('goes on under its id of 19 digits, in another process too, and begins anew with 新对话', async () => {
    const world = createSqliteWorld();
    await (await bot(world)).ask({ question: '一' });
    const restarted = await bot(world);
    await restarted.ask({ question: '二', history: [{ question: '一', answer: '好的。' }] });
    await restarted.ask({ question: '三', conversation: { follower: FOLLOWER, id: 'c2' } });
    expect(paths()).toEqual([
      'POST /v3/chat',
      'POST /v3/chat?conversation_id=7507152932924669901',
      'POST /v3/chat',
    ]);
  });

  it('that Coze no longer knows begins anew within the question and hears what was said', async () => {
    const asked = await bot();
    await asked.ask({ question: '我叫小明' });
    coze.forgetAll();
    const history = [{ question: '我叫小明', answer: '你好，小明。' }];
    const { text } = await asked.ask({ question: '我叫什么？', history });
    expect(text).toBe('好的。');
    expect(paths()[2]).toBe('POST /v3/chat');
    expect(JSON.stringify(coze.calls[2]?.body)).toContain('你好，小明。');
  });
});

describe('a failure of Coze', () => {
  it.each([
    [4100, 'authentication is invalid', 'key', 'COZE_API_KEY'],
    [4101, 'The token you entered has no permission', 'not-allowed', 'COZE_API_KEY'],
    [
      4015,
      'The bot_id has not been published to the channel Agent As API.',
      'unknown-model',
      COZE_BOT,
    ],
    [4200, `Requested resource bot_id=${COZE_BOT} does not exist.`, 'unknown-model', COZE_BOT],
    [4028, 'Your free quota has been used up', 'credit', 'COZE_API_KEY'],
  ])('%i with status 200 is explained by what to change', async (code, msg, failure, advice) => {
    coze.next(cozeRefuses(code, msg));
    const { error } = await (await bot()).ask();
    expect(error).toMatchObject({ failure, code: 'provider_refused' });
    expect(error?.advice?.en).toContain(advice);
    expect(error?.advice?.zh).toContain(advice);
    expect(`${error?.advice?.en}${error?.advice?.zh}`).not.toContain('OPENAI');
  });

  it('401 names the key', async () => {
    await coze.close();
    coze = await startCoze('pat_another');
    const { error } = await (await bot()).ask();
    expect(error).toMatchObject({ failure: 'key' });
    expect(error?.advice?.en).toContain('COZE_API_KEY');
  });

  it.each([
    ['a chat that is still running', cozeRefuses(4016, 'The conversation has an ongoing chat')],
    ['too many requests', cozeRefuses(4013, 'rate limit')],
    ['an internal error', cozeRefuses(5000, "We're currently experiencing server issues.")],
    [
      'a chat that failed',
      cozeStreams((ids) => [
        cozeEvent('conversation.message.delta', cozeMessage(ids, '半句')),
        cozeEvent(
          'conversation.chat.failed',
          cozeChat(ids, 'failed', { last_error: { code: 5000, msg: 'event interval error' } }),
        ),
      ]),
    ],
    [
      'an error in the stream',
      cozeStreams(() => [cozeEvent('error', { code: 5000, msg: 'Internal error' })]),
    ],
    [
      'a stream without an end',
      cozeStreams((ids) => [cozeEvent('conversation.message.delta', cozeMessage(ids, '半句'))]),
    ],
  ])('is tried again: %s', async (_name, script) => {
    coze.next(script, cozeSays('整句。'));
    const { text, error } = await (await bot()).ask();
    expect(error).toBeUndefined();
    expect(text).toBe('整句。');
  });

  it('that waits for a tool of ours says so', async () => {
    coze.next(
      cozeStreams((ids) => [
        cozeEvent('conversation.chat.requires_action', cozeChat(ids, 'requires_action')),
      ]),
    );
    const { error } = await (await bot()).ask();
    expect(error).toMatchObject({ code: 'provider_refused', retryable: false });
    expect(error?.advice?.zh).toContain('端插件');
  });
});

it('停止 closes the connection and cancels the chat at Coze', async () => {
  const asked = await bot();
  const stop = new AbortController();
  coze.next(
    cozeStreams((ids) => [
      cozeEvent('conversation.message.delta', cozeMessage(ids, '一')),
      { then: 'hang' },
    ]),
  );
  const { error } = await asked.ask(
    {},
    { signal: stop.signal, onEvent: ({ type }) => type === 'text' && stop.abort() },
  );
  expect(error?.code).toBe('aborted');
  expect(await (await coze.call(1)).ended).toBe('client left');
  expect((await coze.call(2)).body).toEqual({
    conversation_id: '7507152932924669901',
    chat_id: '7507152942412283901',
  });
});
