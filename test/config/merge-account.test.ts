import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mergeAccount } from '../../src/config/merge-account.ts';
import { parseAccount } from '../../src/config/parse-account.ts';

const ENVIRONMENT = {
  WECHAT_TOKEN: 'envToken',
  SYSTEM_PROMPT: 'env prompt',
  OPENAI_API_KEY: 'sk-env',
  OPENAI_BASE_URL: 'https://env.example.com/v1',
  OPENAI_MODEL: 'env-model',
  OPENAI_MAX_RETRIES: '5',
  HTTPS_PROXY: 'http://proxy:1',
  PORT: '4000',
  PATH: '/bin',
};
const shop = (own: Record<string, string>, environment: Record<string, string> = ENVIRONMENT) =>
  mergeAccount({ name: 'shop', own, environment });
const ofDefault = (
  own: Record<string, string>,
  environment: Record<string, string> = ENVIRONMENT,
) => mergeAccount({ name: 'default', own, environment });

describe('an account of the store', () => {
  it('inherits the model and the way to it, and nothing else', () => {
    const { values, locked } = shop({ WECHAT_TOKEN: 'shopToken' });
    expect(values).toEqual({
      WECHAT_TOKEN: 'shopToken',
      OPENAI_API_KEY: 'sk-env',
      OPENAI_BASE_URL: 'https://env.example.com/v1',
      OPENAI_MODEL: 'env-model',
      OPENAI_MAX_RETRIES: '5',
      HTTPS_PROXY: 'http://proxy:1',
    });
    expect(locked).toEqual(new Map());
  });

  it('may change the model alone, at the same provider', () => {
    expect(parseAccount(shop({ OPENAI_MODEL: 'own' }).values).chatModels[0]).toMatchObject({
      apiKeys: ['sk-env'],
      model: 'own',
      maxRetries: 5,
    });
  });

  it('with an address of its own gets no key', () => {
    const { values } = shop({ OPENAI_BASE_URL: 'http://localhost:1/v1', OPENAI_MODEL: 'own' });
    expect(parseAccount(values).chatModels[0]).toMatchObject({
      baseUrl: 'http://localhost:1/v1',
      maxRetries: 2,
    });
    expect(parseAccount(values).chatModels[0]?.apiKeys).toEqual([]);
  });

  it('with a key of its own gets no address', () => {
    const {
      chatModels: [llm],
    } = parseAccount(shop({ OPENAI_API_KEY: 'sk-own', OPENAI_MODEL: 'own' }).values);
    expect(llm).toMatchObject({ apiKeys: ['sk-own'], model: 'own' });
    expect(llm).not.toHaveProperty('baseUrl');
  });

  it('inherits a key that the environment names by its file, unless it has a provider of its own', () => {
    const environment = { OPENAI_API_KEY_FILE: '/run/key', OPENAI_MODEL: 'm' };
    expect(shop({}, environment).values).toEqual(environment);
    const own = { OPENAI_BASE_URL: 'http://localhost:1/v1' };
    expect(shop(own, environment).values).toEqual(own);
  });

  it('that names models alone uses the keys of the environment for them', () => {
    const environment = {
      CHAT_MODELS: 'deepseek/a',
      SUMMARY_MODELS: 'deepseek/b',
      DEEPSEEK_API_KEY: 'sk-d',
      QWEN_API_KEY: 'sk-q',
      MINE_BASE_URL: 'http://mine/v1',
      FAILOVER_SECONDS: '9',
    };
    const { values } = shop({ CHAT_MODELS: 'qwen/c,mine/d' }, environment);
    expect(values).toEqual({
      CHAT_MODELS: 'qwen/c,mine/d',
      DEEPSEEK_API_KEY: 'sk-d',
      QWEN_API_KEY: 'sk-q',
      MINE_BASE_URL: 'http://mine/v1',
      FAILOVER_SECONDS: '9',
    });
    expect(parseAccount(values)).toMatchObject({
      chatModels: [{ apiKeys: ['sk-q'] }, { baseUrl: 'http://mine/v1' }],
      summaryModels: [{ model: 'c' }, { model: 'd' }],
      failoverMs: 9000,
    });
  });

  it('with a key of its own for one provider takes nothing of that provider from the environment', () => {
    const environment = {
      CHAT_MODELS: 'deepseek/a,qwen/b',
      DEEPSEEK_API_KEY_FILE: '/run/key',
      DEEPSEEK_BASE_URL: 'https://env.example.com/v1',
      DEEPSEEK_EXTRA_BODY: '{"a":1}',
      QWEN_API_KEY: 'sk-q',
      OPENAI_TEMPERATURE: '1',
    };
    const { values } = shop({ DEEPSEEK_API_KEY: 'sk-own' }, environment);
    expect(values).toEqual({
      CHAT_MODELS: 'deepseek/a,qwen/b',
      DEEPSEEK_API_KEY: 'sk-own',
      QWEN_API_KEY: 'sk-q',
      OPENAI_TEMPERATURE: '1',
    });
    expect(parseAccount(values).chatModels).toMatchObject([
      { baseUrl: 'https://api.deepseek.com', apiKeys: ['sk-own'] },
      { apiKeys: ['sk-q'] },
    ]);
  });

  it('with one model of OpenAI of its own does not answer with the list of the environment', () => {
    const environment = { CHAT_MODELS: 'deepseek/a', DEEPSEEK_API_KEY: 'sk-d' };
    const { values } = shop({ OPENAI_API_KEY: 'sk-own', OPENAI_MODEL: 'm' }, environment);
    expect(parseAccount(values).chatModels).toMatchObject([{ provider: 'openai', model: 'm' }]);
  });

  it('keeps what it has set for a provider that no list names any more', () => {
    expect(shop({ MINE_API_KEY: 'k' }, {}).values).toEqual({ MINE_API_KEY: 'k' });
  });

  it('takes no variable of another program along', () => {
    expect(shop({}, { OTHER_API_KEY: 'k', OTHER_BASE_URL: 'http://h' }).values).toEqual({});
  });

  it('takes proxies in small letters along', () => {
    expect(shop({}, { https_proxy: 'http://b:2' }).values).toEqual({ https_proxy: 'http://b:2' });
  });

  it('cannot set what belongs to the server, nor name a file', () => {
    expect(
      shop(
        { PORT: '1', DATA_DIR: '/', HTTPS_PROXY: 'http://own', WECHAT_TOKEN_FILE: '/etc/passwd' },
        {},
      ).values,
    ).toEqual({});
  });

  it.each(['OPENAI', 'DEEPSEEK', 'MINE'])(
    'never sends a key of %s to an address from another source',
    (prefix) => {
      const provider = (source: string) =>
        fc.record(
          {
            [`${prefix}_API_KEY`]: fc.constantFrom(`key-${source}`, '', ' '),
            [`${prefix}_BASE_URL`]: fc.constantFrom(`https://${source}.example.com/v1`, '', ' '),
            [`${prefix}_API_KEY_FILE`]: fc.constant(`/run/${source}`),
            OPENAI_MODEL: fc.constant(source),
            CHAT_MODELS: fc.constantFrom('deepseek/m', 'mine/m,openai/m', ''),
          },
          { requiredKeys: [] },
        );
      fc.assert(
        fc.property(
          fc.constantFrom('shop', 'default'),
          provider('own'),
          provider('env'),
          (name, own, environment) => {
            const { values } = mergeAccount({ name, own, environment });
            const provided = [
              values[`${prefix}_API_KEY`],
              values[`${prefix}_API_KEY_FILE`],
              values[`${prefix}_BASE_URL`],
            ];
            const sources = new Set(provided.flatMap((value) => /own|env/.exec(value ?? '') ?? []));
            expect(sources.size).toBeLessThan(2);
          },
        ),
      );
    },
  );
});

describe('the account default', () => {
  it('has what the environment sets, which is locked, and what the store adds', () => {
    const { values, locked } = ofDefault({ WECHAT_TOKEN: 'stored', WELCOME_TEXT: '欢迎' });
    expect(values).toMatchObject({ WECHAT_TOKEN: 'envToken', WELCOME_TEXT: '欢迎' });
    expect(locked.has('WECHAT_TOKEN')).toBe(true);
    expect(locked.has('WELCOME_TEXT')).toBe(false);
    expect(locked.has('PORT')).toBe(false);
  });

  it('does not count empty variables as set', () => {
    const { values, locked } = ofDefault({ WECHAT_TOKEN: 'stored' }, { WECHAT_TOKEN: ' ' });
    expect(values).toEqual({ WECHAT_TOKEN: 'stored' });
    expect(locked).toEqual(new Map());
  });

  it('has its provider from the environment alone where that names one', () => {
    const { values, locked } = ofDefault(
      { OPENAI_BASE_URL: 'https://stored.example.com', OPENAI_TEMPERATURE: '1' },
      { OPENAI_API_KEY: 'sk-env', OPENAI_MODEL: 'm' },
    );
    expect(values).toEqual({
      OPENAI_API_KEY: 'sk-env',
      OPENAI_MODEL: 'm',
      OPENAI_TEMPERATURE: '1',
    });
    expect(locked).toEqual(
      new Map([
        ['OPENAI_API_KEY', 'OPENAI_API_KEY'],
        ['OPENAI_BASE_URL', 'OPENAI_API_KEY'],
        ['OPENAI_MODEL', 'OPENAI_MODEL'],
        ['CHAT_MODELS', 'OPENAI_MODEL'],
      ]),
    );
  });

  it('has each provider from one source', () => {
    const { values, locked } = ofDefault(
      {
        CHAT_MODELS: 'deepseek/a,mine/b',
        DEEPSEEK_BASE_URL: 'https://stored.example.com',
        DEEPSEEK_EXTRA_BODY: '{"a":1}',
        MINE_BASE_URL: 'http://mine/v1',
      },
      { DEEPSEEK_API_KEY_FILE: '/run/key' },
    );
    expect(values).toEqual({
      CHAT_MODELS: 'deepseek/a,mine/b',
      DEEPSEEK_API_KEY_FILE: '/run/key',
      DEEPSEEK_EXTRA_BODY: '{"a":1}',
      MINE_BASE_URL: 'http://mine/v1',
    });
    expect(locked).toEqual(
      new Map([
        ['DEEPSEEK_API_KEY', 'DEEPSEEK_API_KEY_FILE'],
        ['DEEPSEEK_BASE_URL', 'DEEPSEEK_API_KEY_FILE'],
      ]),
    );
  });

  it('is locked by a file as well, and for both forms of the prompt', () => {
    const environment = { WECHAT_TOKEN_FILE: '/run/token', SYSTEM_PROMPT_FILE: 'prompt.md' };
    const own = { WECHAT_TOKEN: 'stored', SYSTEM_PROMPT: 'stored' };
    const { values, locked } = ofDefault(own, environment);
    expect(values).toEqual(environment);
    expect(locked).toEqual(
      new Map([
        ['WECHAT_TOKEN', 'WECHAT_TOKEN_FILE'],
        ['SYSTEM_PROMPT', 'SYSTEM_PROMPT_FILE'],
        ['SYSTEM_PROMPT_FILE', 'SYSTEM_PROMPT_FILE'],
      ]),
    );
  });
});
