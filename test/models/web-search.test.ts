import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ModelEvent, ModelRequest } from '../../src/answering/model.ts';
import type { ToolRound } from '../../src/turns/tool-round.ts';
import {
  says,
  startScriptedModel,
  type ModelScript,
  type ScriptedModel,
} from '../support/scripted-model.ts';
import { createAsker } from './ask-a-model.ts';

let model: ScriptedModel;
beforeEach(async () => void (model = await startScriptedModel()));
afterEach(() => model.close());

const tool = {
  name: 'read_page',
  description: 'Reads.',
  parameters: { type: 'object', properties: {} },
};
const sentTool = { type: 'function', function: tool };
const conversation = { follower: { account: 'default', openId: 'o1' }, id: 'c' };
const forFollower: Partial<ModelRequest> = { conversation };
const kimiSearch = { type: 'builtin_function', function: { name: '$web_search' } };
const round: ToolRound = {
  ...{ model: 'kimi/test-model', message: { role: 'assistant', content: '', tool_calls: [] } },
  calls: [{ id: 'a', name: 'read_page', arguments: '{}' }],
  results: [{ id: 'a', text: '晴' }],
};

const asker = (provider: string, webSearch = true) =>
  createAsker({ baseUrl: model.url, provider, webSearch, maxRetries: 0 });
const sse = (...chunks: object[]): ModelScript => ({
  steps: [...chunks.map((chunk) => ({ raw: `data: ${JSON.stringify(chunk)}\n\n` })), 'done'],
});
const delta = (fields: object, finish: string | null = null) => ({
  choices: [{ index: 0, delta: fields, finish_reason: finish }],
});
const wants = (...names: string[]): ModelScript =>
  sse(
    delta(
      {
        content: '',
        tool_calls: names.map((name, index) => {
          const args = name === '$web_search' ? SEARCH : '{}';
          return {
            index,
            id: `${name}:${index}`,
            type: 'function',
            function: { name, arguments: args },
          };
        }),
      },
      'tool_calls',
    ),
  );
const SEARCH = '{"search_result":{"search_id":"s1"},"usage":{"total_tokens":13046}}';
const typesOf = (events: readonly ModelEvent[]) =>
  events.map(({ type }) => type).filter((type) => type !== 'reasoning');

describe("a vendor's own search", () => {
  it.each<[string, object]>([
    ['qwen', { enable_search: true }],
    [
      'glm',
      {
        tools: [
          sentTool,
          {
            type: 'web_search',
            web_search: { enable: true, search_engine: 'search_pro', search_result: true },
          },
        ],
      },
    ],
    ['kimi', { tools: [sentTool, kimiSearch] }],
    ['hunyuan', { enable_enhancement: true, search_info: true }],
    ['ernie', { web_search: { enable: true, enable_trace: true } }],
    ['openrouter', { tools: [sentTool, { type: 'openrouter:web_search' }] }],
  ])('is turned on in the words of %s', async (provider, fields) => {
    model.next(says('好'));
    await asker(provider).ask({ ...forFollower, tools: [tool] });
    expect(model.calls[0]?.body).toMatchObject(fields);
  });

  it.each<[string, Partial<ModelRequest>, boolean]>([
    ['is not for work that no follower asked for', {}, true],
    ['is off unless it is set', forFollower, false],
    ['is off in the last request', { ...forFollower, tools: [], rounds: [round] }, true],
  ])('%s', async (_title, request, webSearch) => {
    for (const provider of ['qwen', 'kimi']) {
      model.next(says('好'));
      await asker(provider, webSearch).ask(request);
    }
    for (const { body } of model.calls) {
      expect(body).not.toHaveProperty('enable_search');
      expect(body['tools'] ?? []).not.toContainEqual(kimiSearch);
    }
  });

  it('is left out after its field was refused', async () => {
    const qwen = asker('qwen');
    model.next(
      {
        status: 400,
        json: {
          error: { message: "Unsupported parameter: 'enable_search'", param: 'enable_search' },
        },
      },
      says('好'),
    );
    expect((await qwen.ask(forFollower)).text).toBe('好');
    expect(model.calls[1]?.body).not.toHaveProperty('enable_search');
  });
});

describe('the search of Kimi', () => {
  it('gets its arguments back as they are, and the answer follows', async () => {
    model.next(wants('$web_search'), says('今天晴。'));
    const { text, events } = await asker('kimi').ask(forFollower);
    expect(text).toBe('今天晴。');
    expect(typesOf(events)).toEqual(['restart', 'text', 'finish']);
    expect(model.calls[1]?.body.messages.slice(1)).toEqual([
      {
        ...{ role: 'assistant', content: '', reasoning_content: '' },
        tool_calls: [
          {
            id: '$web_search:0',
            type: 'function',
            function: { name: '$web_search', arguments: SEARCH },
          },
        ],
      },
      { role: 'tool', tool_call_id: '$web_search:0', content: SEARCH },
    ]);
    expect(model.calls[1]?.body['tools']).toEqual([kimiSearch]);
  });

  it('ends after five times', async () => {
    model.next(...Array.from({ length: 5 }, () => wants('$web_search')), says('没有找到。'));
    expect((await asker('kimi').ask(forFollower)).text).toBe('没有找到。');
    expect(model.calls[5]?.body).toMatchObject({ tool_choice: 'none' });
  });

  it('stands beside a tool of ours, whose result goes back with its own', async () => {
    const kimi = asker('kimi');
    model.next(wants('$web_search', 'read_page'), says('好。'));
    const { events } = await kimi.ask({ ...forFollower, tools: [tool] });
    const wish = events.find((event) => event.type === 'tool-request');
    expect(wish?.request.calls.map(({ name }) => name)).toEqual(['read_page']);
    const results = [{ id: 'read_page:1', text: '晴' }];
    const rounds = wish ? [{ ...wish.request, results }] : [];
    await kimi.ask({ ...forFollower, tools: [tool], rounds });
    expect(model.calls[1]?.body.messages.slice(2)).toEqual([
      { role: 'tool', tool_call_id: 'read_page:1', content: '晴' },
      { role: 'tool', tool_call_id: '$web_search:0', content: SEARCH },
    ]);
  });
});

describe('the sources of a search', () => {
  const source = { title: '天气网', url: 'https://weather.example/sh' };
  it.each<[string, string, object]>([
    [
      'qwen',
      'search_info',
      { search_info: { search_results: [{ site_name: 'x', index: 1, ...source }] } },
    ],
    ['hunyuan', 'search_info', { search_info: { search_results: [{ index: 1, ...source }] } }],
    [
      'glm',
      'web_search',
      { web_search: [{ title: source.title, link: source.url, refer: 'ref_1' }] },
    ],
    ['ernie', 'search_results', { search_results: [{ index: 1, ...source }] }],
    [
      'openrouter',
      'annotations',
      { choices: [{ delta: { annotations: [{ type: 'url_citation', url_citation: source }] } }] },
    ],
  ])('of %s (%s) are told once, before the words', async (provider, _where, chunk) => {
    const found = { ...delta({ content: '' }), ...chunk };
    model.next(sse(found, found, delta({ content: '晴。' }, 'stop')));
    const { events } = await asker(provider).ask(forFollower);
    expect(typesOf(events)).toEqual(['step', 'text', 'finish']);
    expect(events.find(({ type }) => type === 'step')).toEqual({
      ...{ type: 'step', tool: 'web_search', text: '天气网\nhttps://weather.example/sh' },
    });
  });

  it('are no addresses of another kind, and at most fifty', async () => {
    const many = Array.from({ length: 60 }, (_, n) => ({
      title: '',
      url: `https://a.example/${n}`,
    }));
    const search_results = [{ title: 'x', url: 'javascript:alert(1)' }, { url: 7 }, null, ...many];
    model.next(sse({ ...delta({ content: '晴。' }, 'stop'), search_results }));
    const { events } = await asker('ernie').ask(forFollower);
    const step = events.find((event) => event.type === 'step');
    expect(step?.text.split('\n')).toEqual(many.slice(0, 50).map(({ url }) => url));
  });
});
