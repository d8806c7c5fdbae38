import { expect, it } from 'vitest';
import { fillIds } from '../../src/models/bots/fill-ids.ts';
import { createSqliteWorld } from '../store/sqlite/sqlite-world.ts';
import { FOLLOWER, openMemory } from './ask-a-bot.ts';
import { chunk, DONE, end, event, JSON_LABEL, serveBytes, SSE, whole } from './served-bytes.ts';

const { ask, serve } = serveBytes();

const named = (name: string, data: unknown) =>
  `event: ${name}\ndata: ${typeof data === 'string' ? data : JSON.stringify(data)}\n\n`;

it('FastGPT with details is read without the nodes of its workflow', async () => {
  serve(
    SSE,
    named('flowNodeStatus', { status: 'running', name: '知识库搜索' }),
    named('flowNodeResponse', {
      nodeId: 'n1',
      moduleName: '知识库搜索',
      runningTime: 1.78,
      error: 'one of three data sets is empty',
      textOutput: '不是回答',
    }),
    named('flowNodeStatus', { status: 'running', name: 'AI 对话' }),
    named('answer', chunk('')),
    named('answer', chunk('电影')),
    named('toolCall', { tool: { id: 't', toolName: 'weather', params: '', response: '' } }),
    named('toolResponse', { tool: { id: 't', response: '晴' } }),
    named('fastAnswer', chunk('《铃芽之旅》')),
    named('updateVariables', { error: 'a variable of the workflow' }),
    named('answer', end()),
    named('answer', '[DONE]'),
    named('flowResponses', [{ moduleName: 'AI 对话', error: 'none', text: '不是回答' }]),
  );
  expect(await ask()).toMatchObject({ text: '电影《铃芽之旅》', finish: 'stop' });
});

it('an error event of FastGPT is one', async () => {
  serve(SSE, named('error', { code: 500, message: 'core.app.error.unExist' }));
  await expect(ask()).rejects.toMatchObject({ name: 'AnswererError' });
});

it('MaxKB, which sends its usage with the last chunk, is read', async () => {
  const last = JSON.stringify({
    choices: [{ index: 0, delta: { content: '', reasoning_content: '' }, finish_reason: 'stop' }],
    usage: { prompt_tokens: 5, completion_tokens: 7, total_tokens: 12 },
  });
  serve(SSE, event(chunk('您好，')), event(chunk('请说。')), event(last));
  expect(await ask()).toMatchObject({ text: '您好，请说。', finish: 'stop' });
});

it('an n8n workflow that answers in one piece is read', async () => {
  serve(JSON_LABEL, JSON.stringify(whole('办好了。')));
  expect(await ask()).toMatchObject({ text: '办好了。', finish: 'stop' });
});

it('plain chunks of FastGPT are read as of any model', async () => {
  serve(SSE, event(chunk('好')), event(end()), DONE);
  expect(await ask()).toMatchObject({ text: '好', finish: 'stop' });
});

it('{conversation} and {user} in the extra body become ids that tell nothing and stay the same', async () => {
  const memory = await openMemory(createSqliteWorld());
  const extra = { chatId: '{conversation}', variables: { uid: 'wx-{user}', shop: 'one' } };
  const conversation = { follower: FOLLOWER, id: 'c1' };
  const [first, again, next] = [
    await fillIds(extra, conversation, memory),
    await fillIds(extra, conversation, memory),
    await fillIds(extra, { ...conversation, id: 'c2' }, memory),
  ];
  expect(first).toEqual({
    chatId: expect.stringMatching(/^[0-9a-f]{32}$/) as string,
    variables: { uid: expect.stringMatching(/^wx-[0-9a-f]{32}$/) as string, shop: 'one' },
  });
  expect(again).toEqual(first);
  expect(next?.['chatId']).not.toBe(first?.['chatId']);
  expect(next?.['variables']).toEqual(first?.['variables']);
  expect(await fillIds(extra, undefined, memory)).toEqual({ variables: { shop: 'one' } });
});
