import { describe, expect, it } from 'vitest';
import type { ModelRequest } from '../../src/answering/model.ts';
import { buildQuery } from '../../src/models/bots/build-query.ts';
import { buildRequest } from '../../src/models/build-request.ts';
import type { ModelSettings } from '../../src/models/model-settings.ts';
import type { ToolRound } from '../../src/turns/tool-round.ts';

const settings: ModelSettings = {
  ...{ provider: 'qwen', model: 'qwen3.7-plus', maxTokensField: 'max_tokens' },
  ...{ firstEventTimeoutMs: 1, idleTimeoutMs: 1, maxRetries: 0 },
};
const call = { id: 'call-of-qwen', name: 'read_page', arguments: '{"url": "u"}' };
const sent = {
  id: call.id,
  type: 'function',
  function: { name: call.name, arguments: call.arguments },
};
const round: ToolRound = {
  model: 'qwen/qwen3.7-plus',
  message: {
    ...{ role: 'assistant', content: '', reasoning_content: '想。', peculiar: 1 },
    tool_calls: [{ ...sent, extra_content: { google: 's' } }],
  },
  calls: [call],
  results: [{ id: call.id, text: '晴天\uD83D' }],
};
const request: ModelRequest = {
  ...{ system: '', history: [], question: '天气？', rounds: [round] },
  tools: [
    { name: 'read_page', description: 'Reads.', parameters: { type: 'object', properties: {} } },
  ],
};
const build = (more: Partial<ModelSettings> = {}, asked = request, leftOut: string[] = []) =>
  buildRequest({ ...settings, ...more }, asked, new Set(leftOut));

describe('a round', () => {
  it('goes back as received to the model that wrote it, with its results', () => {
    expect(build().messages).toEqual([
      { role: 'user', content: '天气？' },
      round.message,
      { role: 'tool', tool_call_id: call.id, content: '晴天\uFFFD' },
    ]);
  });

  it('goes to another model in the plain form, with ids that Mistral takes', () => {
    const [, message, result] = build({ provider: 'mistral' }).messages;
    const id = expect.stringMatching(/^[a-zA-Z0-9]{9}$/) as string;
    expect(message).toEqual({ role: 'assistant', content: null, tool_calls: [{ ...sent, id }] });
    expect(result).toMatchObject({ role: 'tool', tool_call_id: id });
  });

  it.each([
    ['deepseek', 'deepseek-v4-flash'],
    ['kimi', 'kimi-k3'],
    ['siliconflow', 'deepseek-ai/DeepSeek-V4-Flash'],
  ])('of another model has the field for thinking for %s/%s', (provider, model) => {
    expect(build({ provider, model }).messages[1]).toMatchObject({ reasoning_content: '' });
  });

  it('keeps its own thinking', () => {
    const own = { ...round, model: 'deepseek/m' };
    const [, message] = build(
      { provider: 'deepseek', model: 'm' },
      { ...request, rounds: [own] },
    ).messages;
    expect(message).toEqual(round.message);
  });

  it('stands before the words that are out, which are gone on with', () => {
    const asked = { ...request, released: () => '今天' };
    expect(build({}, asked).messages.map(({ role }) => role)).toEqual([
      ...['user', 'assistant', 'tool', 'assistant', 'user'],
    ]);
  });

  it('has a result for each call, however many came', () => {
    const two = { ...round, calls: [call, { ...call, id: 'b' }] } as const;
    expect(build({}, { ...request, rounds: [two] }).messages.at(-1)).toEqual({
      ...{ role: 'tool', tool_call_id: 'b', content: '' },
    });
  });

  it('reaches a bot in words', () => {
    const { text } = buildQuery(request, undefined);
    expect(text).toContain('天气？');
    expect(text).toContain('<looked_up>\nread_page {"url": "u"}\n晴天\uFFFD\n</looked_up>');
  });
});

describe('the tools of a request', () => {
  const field = { type: 'function', function: { ...request.tools?.[0] } };

  it('are functions, without a choice', () => {
    expect(build().tools).toEqual([field]);
    expect(build()).not.toHaveProperty('tool_choice');
    expect(build()).not.toHaveProperty('tool_stream');
  });

  it('are streamed by GLM only if it is told', () => {
    expect(build({ provider: 'glm' })).toHaveProperty('tool_stream', true);
    expect(build({ provider: 'glm' }, { ...request, tools: [], rounds: [] })).not.toHaveProperty(
      'tool_stream',
    );
  });

  it('stand beside those of the deployer', () => {
    const own = { type: 'web_search', web_search: { enable: true } };
    expect(build({ extraBody: { tools: [own] } }).tools).toEqual([field, own]);
    const nothing = { ...request, tools: [], rounds: [] };
    expect(build({ extraBody: { tools: [own] } }, nothing).tools).toEqual([own]);
  });

  it('are none without tools', () => {
    expect(build({}, { ...request, tools: [], rounds: [] })).not.toHaveProperty('tools');
  });
});
