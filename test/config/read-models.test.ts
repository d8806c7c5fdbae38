import { describe, expect, it } from 'vitest';
import { ConfigError } from '../../src/config/config-error.ts';
import { parseConfig } from '../../src/config/parse-config.ts';
import { PRESETS } from '../../src/models/presets.ts';
import { variablesOf } from '../../src/models/provider-variables.ts';

type Environment = Readonly<Record<string, string | undefined>>;

function problemsOf(environment: Environment): readonly string[] {
  try {
    parseConfig(environment);
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  return [];
}

const deepseek = { CHAT_MODELS: 'deepseek/deepseek-v4-flash', DEEPSEEK_API_KEY: 'sk-1' };

describe('the models of CHAT_MODELS', () => {
  it('are asked in their order, each at the address of its preset with its own keys', () => {
    const { chatModels, summaryModels, offeredModels, failoverMs } = parseConfig({
      CHAT_MODELS: 'deepseek/deepseek-v4-flash, qwen/qwen3.7-plus',
      DEEPSEEK_API_KEY: 'sk-1,sk-2',
      QWEN_API_KEY: 'sk-3',
      QWEN_EXTRA_BODY: '{"enable_thinking":false}',
      QWEN_WEB_SEARCH: 'on',
    });
    expect(chatModels).toMatchObject([
      {
        provider: 'deepseek',
        model: 'deepseek-v4-flash',
        baseUrl: 'https://api.deepseek.com',
        apiKeys: ['sk-1', 'sk-2'],
        namedIn: 'CHAT_MODELS',
      },
      {
        provider: 'qwen',
        baseUrl: 'https://dashscope.aliyuncs.com/compatible-mode/v1',
        apiKeys: ['sk-3'],
        extraBody: { enable_thinking: false },
        webSearch: true,
      },
    ]);
    expect(chatModels[0]).not.toHaveProperty('extraBody');
    expect(chatModels[0]).not.toHaveProperty('webSearch');
    expect(summaryModels).toEqual(chatModels);
    expect(offeredModels).toEqual(chatModels);
    expect(failoverMs).toBe(6000);
  });

  it('search nowhere for an account that answers from documents alone', () => {
    const { chatModels } = parseConfig({
      ...{ CHAT_MODELS: 'qwen/qwen3.7-plus', QWEN_API_KEY: 'sk-3' },
      ...{ QWEN_WEB_SEARCH: 'on', KNOWLEDGE_ONLY: 'on' },
    });
    expect(chatModels[0]).not.toHaveProperty('webSearch');
  });

  it('have their provider before the first slash, in any letters', () => {
    const { chatModels } = parseConfig({
      CHAT_MODELS: 'SiliconFlow/deepseek-ai/DeepSeek-V4-Flash',
      SILICONFLOW_API_KEY: 'sk-1',
    });
    expect(chatModels).toMatchObject([
      { provider: 'siliconflow', model: 'deepseek-ai/DeepSeek-V4-Flash' },
    ]);
  });

  it('may be at an address of the deployer, with a name of the deployer', () => {
    const { chatModels } = parseConfig({
      CHAT_MODELS: 'my-box/m1',
      MY_BOX_BASE_URL: 'http://127.0.0.1:8000/v1',
      MY_BOX_EXTRA_BODY: '{"a":1}',
    });
    expect(chatModels).toMatchObject([
      {
        provider: 'my-box',
        api: 'openai',
        apiKeys: [],
        extraBody: { a: 1 },
        firstEventTimeoutMs: 300_000,
      },
    ]);
  });

  it('share what is set for every model, and neither the fields nor the key of OpenAI', () => {
    const { chatModels } = parseConfig({
      ...deepseek,
      OPENAI_API_KEY: 'sk-other',
      OPENAI_EXTRA_BODY: '{"a":1}',
      OPENAI_MAX_TOKENS_FIELD: 'max_completion_tokens',
      OPENAI_FIRST_TOKEN_SECONDS: '7',
      OPENAI_TEMPERATURE: '0.3',
      OPENAI_MAX_CONCURRENCY: '5',
    });
    expect(chatModels).toMatchObject([
      {
        apiKeys: ['sk-1'],
        firstEventTimeoutMs: 7000,
        temperature: 0.3,
        atOnce: 5,
        maxTokensField: 'max_tokens',
      },
    ]);
    expect(chatModels[0]).not.toHaveProperty('extraBody');
  });

  it.each([
    ['openai/gpt-5.4-mini', { OPENAI_API_KEY: 'sk-1' }, 'max_completion_tokens'],
    [
      'openai/m',
      { OPENAI_API_KEY: 'sk-1', OPENAI_BASE_URL: 'https://relay.example.com/v1' },
      'max_tokens',
    ],
    [
      'azure/mine',
      { AZURE_API_KEY: 'k', AZURE_BASE_URL: 'https://r.openai.azure.com' },
      'max_completion_tokens',
    ],
  ])('%s takes the longest answer in the field that it knows', (models, more, field) => {
    const { chatModels } = parseConfig({ CHAT_MODELS: models, ...more });
    expect(chatModels[0]?.maxTokensField).toBe(field);
  });

  it('go through the proxy that their address needs', () => {
    const { chatModels } = parseConfig({
      ...deepseek,
      CHAT_MODELS: 'deepseek/a,ollama/b',
      HTTPS_PROXY: 'http://a:1',
    });
    expect(chatModels.map(({ proxy }) => proxy)).toEqual(['http://a:1/', undefined]);
  });

  it('of Dify and Coze speak their own protocols, at the address that each has', () => {
    const { chatModels, notes } = parseConfig({
      CHAT_MODELS: 'dify/app,coze/7340000000000000000',
      DIFY_BASE_URL: 'https://dify.example.com',
      DIFY_API_KEY: 'app-1',
      COZE_BASE_URL: 'https://api.coze.com/v3/chat',
      COZE_API_KEY: 'pat-1',
    });
    expect(chatModels).toMatchObject([
      { api: 'dify', baseUrl: 'https://dify.example.com/v1', model: 'app' },
      { api: 'coze', baseUrl: 'https://api.coze.com', model: '7340000000000000000' },
    ]);
    expect(notes.map(({ en }) => en)).toEqual([
      expect.stringContaining('DIFY_BASE_URL is read as https://dify.example.com/v1'),
      expect.stringContaining('COZE_BASE_URL is read as https://api.coze.com:'),
    ]);
  });

  it('are joined by those for summaries and for choosing', () => {
    const { summaryModels, offeredModels } = parseConfig({
      ...deepseek,
      SUMMARY_MODELS: 'ollama/qwen3',
      OFFERED_MODELS: 'deepseek/deepseek-v4-pro,ollama/qwen3',
    });
    expect(summaryModels.map(({ provider, model, namedIn }) => [provider, model, namedIn])).toEqual(
      [['ollama', 'qwen3', 'SUMMARY_MODELS']],
    );
    expect(offeredModels.map(({ model }) => model)).toEqual(['deepseek-v4-pro', 'qwen3']);
  });

  it('may include what OPENAI_MODEL names', () => {
    const environment = { OPENAI_API_KEY: 'sk-1', OPENAI_MODEL: 'm' };
    const listed = { ...environment, ...deepseek, CHAT_MODELS: 'deepseek/a,openai/m' };
    expect(parseConfig(listed).chatModels.map(({ model }) => model)).toEqual(['a', 'm']);
  });
});

describe('every preset', () => {
  it.each(PRESETS)('$name can be used with its key, and an address where it has none', (preset) => {
    const { apiKey, baseUrl } = variablesOf(preset.name);
    const { chatModels } = parseConfig({
      CHAT_MODELS: `${preset.name}/m`,
      [apiKey]: 'key-1',
      ...(preset.baseUrl === undefined && { [baseUrl]: 'https://host.example.com/v1' }),
    });
    expect(chatModels).toMatchObject([{ provider: preset.name, api: preset.api, model: 'm' }]);
  });

  it.each(PRESETS.filter(({ key }) => key === 'needed'))(
    '$name is refused without its key, by the name of the setting',
    ({ name, baseUrl: known }) => {
      const { apiKey, baseUrl } = variablesOf(name);
      const problems = problemsOf({
        CHAT_MODELS: `${name}/m`,
        ...(known === undefined && { [baseUrl]: 'https://host.example.com/v1' }),
      });
      expect(problems).toEqual([expect.stringContaining(`${apiKey} is missing`)]);
    },
  );
});

describe('lists of models that contradict something', () => {
  it.each([
    [{ CHAT_MODELS: 'gpt-5.4-mini' }, /without its provider.*provider\/model/],
    [
      { CHAT_MODELS: 'qwen3-max-20260101' },
      /qwen3-max-20260101 without.*qwen\/qwen3-max-20260101\./,
    ],
    [{ CHAT_MODELS: 'sk-0123456789abcdef0' }, /^(?!.*0123456789).*such as deepseek\/deepseek-v4/],
    [{ CHAT_MODELS: 'deepseek' }, /deepseek without a model/],
    [{ CHAT_MODELS: 'deepseek/' }, /deepseek without a model/],
    [{ ...deepseek, CHAT_MODELS: 'deepseek/a,,deepseek/b' }, /an entry with nothing in it/],
    [{ ...deepseek, CHAT_MODELS: 'deepseek/a deepseek/b' }, /not one model/],
    [{ ...deepseek, CHAT_MODELS: 'deepseek/a，deepseek/b' }, /full-width character ，/],
    [{ CHAT_MODELS: 'a_b/m', A_B_BASE_URL: 'http://h/v1' }, /name of a provider/],
    [{ CHAT_MODELS: 'mine/m1' }, /^MINE_BASE_URL is missing/],
    [{ CHAT_MODELS: 'deepsek/m1' }, /^DEEPSEK_BASE_URL is missing.*Did you mean deepseek/],
    [{ CHAT_MODELS: 'azure/m', AZURE_API_KEY: 'k' }, /^AZURE_BASE_URL is missing/],
    [{ CHAT_MODELS: 'dify/app', DIFY_API_KEY: 'k' }, /^DIFY_BASE_URL is missing/],
    [{ CHAT_MODELS: 'openai/m' }, /^OPENAI_API_KEY is missing/],
    [{ ...deepseek, DEEPSEEK_API_KEY: 'a,,b' }, /^DEEPSEEK_API_KEY has an entry with nothing/],
    [{ ...deepseek, DEEPSEEK_API_KEY: 'two words' }, /^DEEPSEEK_API_KEY holds a space/],
    [{ ...deepseek, DEEPSEEK_API_KEY: 'sk-xxxx' }, /^DEEPSEEK_API_KEY still holds a placeholder/],
    [{ ...deepseek, DEEPSEEK_BASE_URL: 'api.deepseek.com' }, /^DEEPSEEK_BASE_URL must be an addre/],
    [
      { ...deepseek, DEEPSEEK_WEB_SEARCH: 'on' },
      /^DEEPSEEK_WEB_SEARCH is on, and deepseek has no search.* set SEARCH_PROVIDER/,
    ],
    [
      { CHAT_MODELS: 'mine/m', MINE_BASE_URL: 'http://127.0.0.1:1/v1', MINE_WEB_SEARCH: 'on' },
      /^MINE_WEB_SEARCH is on/,
    ],
    [{ ...deepseek, DEEPSEEK_EXTRA_BODY: 'no' }, /^DEEPSEEK_EXTRA_BODY must be a JSON object/],
    [{ SUMMARY_MODELS: 'ollama/m' }, /^SUMMARY_MODELS is set without CHAT_MODELS/],
    [{ ...deepseek, OPENAI_MODEL: 'm' }, /OPENAI_MODEL names m.*CHAT_MODELS says which models/],
    [
      { CHAT_MODELS: 'wechat-api/m', WECHAT_API_BASE_URL: 'https://api.weixin.qq.com' },
      /names a provider wechat-api, whose settings would have the names of others/,
    ],
  ])('%j are refused once, in plain words', (environment, problem) => {
    expect(problemsOf(environment)).toEqual([expect.stringMatching(problem)]);
  });

  it('repeat no key', () => {
    const problems = problemsOf({ CHAT_MODELS: 'deepseek/m', DEEPSEEK_API_KEY: 'hidden word' });
    expect(problems.join()).not.toContain('hidden');
  });
});

describe('variables of other programs', () => {
  it('are left alone, however their names end', () => {
    const others = { ANTHROPIC_API_KEY: 'two words', OTHER_BASE_URL: 'x', OTHER_EXTRA_BODY: 'y' };
    expect(parseConfig({ ...deepseek, ...others })).toEqual(parseConfig(deepseek));
    expect(parseConfig(others).chatModels).toEqual([]);
  });
});
