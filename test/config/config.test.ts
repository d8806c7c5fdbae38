import { cpus } from 'node:os';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ConfigError } from '../../src/config/config-error.ts';
import { listSettings, parseConfig } from '../../src/config/parse-config.ts';

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

const AES_KEY = 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG';
const account = {
  WECHAT_TOKEN: 'token123',
  WECHAT_APP_ID: 'wx0123456789abcdef',
  WECHAT_APP_SECRET: '0123456789abcdef0123456789abcdef',
};

describe('the settings of a newcomer: none', () => {
  it('are the defaults', () => {
    expect(parseConfig({})).toEqual({
      host: undefined,
      port: 3000,
      logLevel: 'info',
      dataDir: './data',
      redis: undefined,
      wechat: {
        token: undefined,
        appId: undefined,
        appSecret: undefined,
        encodingAesKey: undefined,
        previousEncodingAesKey: undefined,
        messageMode: 'auto',
        apiBaseUrl: 'https://api.weixin.qq.com',
        timestampWindowSeconds: 600,
      },
      chatModels: [],
      summaryModels: [],
      offeredModels: [],
      failoverMs: 6000,
      conversation: {
        language: 'zh',
        welcomeText: undefined,
        aiLabel: undefined,
        answerLinks: undefined,
        systemPrompt: undefined,
        systemPromptFile: undefined,
        historyTokens: 4000,
        lifetimeMinutes: 720,
        burstWindowMs: 0,
      },
      delivery: {
        style: 'adaptive',
        customerService: 'auto',
        replyMarginMs: 500,
        attempts: 3,
        textLimitBytes: 2048,
        owedTextMinutes: 60,
      },
      limits: { questionsPerMinute: 30, questionsPerDay: 0, tokensPerDay: 0 },
      notes: [],
      dailyBudget: 0,
      quotaTimeZone: 'Asia/Shanghai',
      knowledge: {
        folder: undefined,
        bases: undefined,
        isOnly: false,
        refusalText: undefined,
        syncsArticles: false,
        learnFrom: 3,
        linkHosts: [],
      },
      tools: {
        names: ['current_time', 'read_page', 'web_search'],
        steps: 6,
        seconds: 30,
        search: undefined,
        unknownLinks: 'mark',
      },
      mcpConfig: undefined,
      fetchProxy: undefined,
      rerankModel: undefined,
      queryModel: undefined,
      embeddingModel: undefined,
      synonymsFile: undefined,
      retentionDays: 30,
      answersAtOnce: 1000,
      maxConnections: 20_000,
      forgetsOnUnsubscribe: true,
      hasSimulator: true,
      console: { isOn: true, port: undefined, isInsecureAllowed: false },
      publicUrl: undefined,
      traceDays: 7,
      pricesFile: undefined,
      shutdownSeconds: 15,
      processes: 1,
      metricsKey: undefined,
      hasOpenMetrics: false,
    });
  });

  it('are the same as empty ones, which a copied .env.example has', () => {
    const empty = Object.fromEntries(listSettings().map((name) => [name, ' ']));
    expect(parseConfig(empty)).toEqual(parseConfig({}));
  });
});

describe('the number of processes', () => {
  it.each([
    ['3', 3],
    ['max', cpus().length],
  ])('%s is one that PM2 understands as well', (value, expected) => {
    expect(parseConfig({ KUAIHUI_PROCESSES: value }).processes).toBe(expected);
  });
});

describe('the simulator', () => {
  it.each([
    ['is there without a real account', {}, true],
    ['is gone with one', { WECHAT_TOKEN: 'abc123' }, false],
    ['stays beside one when that is wanted', { WECHAT_TOKEN: 'abc123', SIMULATOR: 'on' }, true],
    ['can be switched off', { SIMULATOR: 'off' }, false],
  ])('%s', (_, environment, isThere) => {
    expect(parseConfig(environment).hasSimulator).toBe(isThere);
  });
});

describe('the limits for each follower', () => {
  it('are as they are set', () => {
    const { limits, quotaTimeZone } = parseConfig({
      FOLLOWER_QUESTIONS_PER_MINUTE: '5',
      FOLLOWER_QUESTIONS_PER_DAY: '50',
      FOLLOWER_TOKENS_PER_DAY: '100000',
      QUOTA_TIME_ZONE: 'Europe/Berlin',
    });
    expect(limits).toEqual({ questionsPerMinute: 5, questionsPerDay: 50, tokensPerDay: 100_000 });
    expect(quotaTimeZone).toBe('Europe/Berlin');
  });

  it('refuse a time zone that does not exist', () => {
    expect(problemsOf({ QUOTA_TIME_ZONE: 'Beijing' })).toEqual([
      'QUOTA_TIME_ZONE must be the name of a time zone, such as Asia/Shanghai.',
    ]);
  });
});

describe('a model', () => {
  it.each([
    ['no limit', {}, undefined],
    ['no limit when it says 0', { OPENAI_MAX_CONCURRENCY: '0' }, undefined],
    ['the limit that is set', { OPENAI_MAX_CONCURRENCY: '20' }, 20],
  ])('has %s of concurrent answers', (_, environment, atOnce) => {
    const given = { OPENAI_API_KEY: 'sk-1', OPENAI_MODEL: 'm', ...environment };
    expect(parseConfig(given).chatModels[0]?.atOnce).toBe(atOnce);
  });

  it('needs its name and a key', () => {
    const [llm] = parseConfig({ OPENAI_API_KEY: 'sk-1', OPENAI_MODEL: 'gpt-5.4-mini' }).chatModels;
    expect(llm).toEqual({
      provider: 'openai',
      api: 'openai',
      apiKeys: ['sk-1'],
      model: 'gpt-5.4-mini',
      maxTokensField: 'max_tokens',
      firstEventTimeoutMs: 60_000,
      idleTimeoutMs: 30_000,
      totalTimeoutMs: 300_000,
      untaggedThinking: 'auto',
      maxRetries: 2,
    });
  });

  it.each([
    ['http://127.0.0.1:11434/v1', 300_000],
    ['http://localhost:1234/v1', 300_000],
    ['http://[::1]:8000/v1', 300_000],
    ['http://ollama:11434/v1', 300_000],
    ['http://host.docker.internal:11434/v1', 300_000],
    ['http://192.168.1.20:8000/v1', 300_000],
    ['http://gpu.local:8000/v1', 300_000],
    ['https://api.deepseek.com', 60_000],
    ['https://8.130.0.1/v1', 60_000],
  ])('at %s may take %i ms to its first word', (baseUrl, firstEventTimeoutMs) => {
    const environment = { OPENAI_BASE_URL: baseUrl, OPENAI_MODEL: 'm' };
    expect(parseConfig(environment).chatModels[0]).toMatchObject({ firstEventTimeoutMs });
    const set = { ...environment, OPENAI_FIRST_TOKEN_SECONDS: '7' };
    expect(parseConfig(set).chatModels[0]).toMatchObject({ firstEventTimeoutMs: 7_000 });
  });

  it('counts as configured by an address without a key', () => {
    const environment = { OPENAI_BASE_URL: 'http://127.0.0.1:11434/v1', OPENAI_MODEL: 'qwen3' };
    const [llm] = parseConfig(environment).chatModels;
    expect(llm).toMatchObject({ baseUrl: 'http://127.0.0.1:11434/v1', model: 'qwen3' });
    expect(llm?.apiKeys).toEqual([]);
  });

  it('is asked through the proxy of the environment, in capitals or small letters', () => {
    const environment = { OPENAI_API_KEY: 'sk-1', OPENAI_MODEL: 'm' };
    const proxyWith = (more: Environment) =>
      parseConfig({ ...environment, ...more }).chatModels[0]?.proxy;
    expect(proxyWith({ HTTPS_PROXY: 'http://a:1' })).toBe('http://a:1/');
    expect(proxyWith({ HTTPS_PROXY: 'http://a:1', https_proxy: 'http://b:2' })).toBe('http://b:2/');
    expect(proxyWith({ https_proxy: 'http://b:2', no_proxy: 'openai.com' })).toBeUndefined();
    expect(
      proxyWith({ ALL_PROXY: 'http://a:1', OPENAI_BASE_URL: 'http://127.0.0.1:11434/v1' }),
    ).toBeUndefined();
  });

  it('is found at an address that names the call, and the start is told', () => {
    const {
      chatModels: [llm],
      notes,
    } = parseConfig({
      OPENAI_BASE_URL: 'https://api.deepseek.com/chat/completions',
      OPENAI_MODEL: 'm',
    });
    expect(llm?.baseUrl).toBe('https://api.deepseek.com');
    expect(notes.map(({ en }) => en).join()).toContain('https://api.deepseek.com:');
  });

  it('gets optional parameters only when they are set', () => {
    const {
      chatModels: [llm],
    } = parseConfig({
      OPENAI_API_KEY: 'sk-1',
      OPENAI_MODEL: 'm',
      OPENAI_TEMPERATURE: '0.3',
      OPENAI_TOP_P: '1',
      OPENAI_MAX_TOKENS: '800',
      OPENAI_MAX_TOKENS_FIELD: 'max_completion_tokens',
      OPENAI_REASONING_EFFORT: 'low',
      OPENAI_EXTRA_BODY: '{"enable_thinking":false}',
    });
    expect(llm).toMatchObject({
      temperature: 0.3,
      topP: 1,
      maxTokens: 800,
      maxTokensField: 'max_completion_tokens',
      reasoningEffort: 'low',
      extraBody: { enable_thinking: false },
    });
  });
});

describe('Redis', () => {
  it.each([
    'redis://127.0.0.1:6379',
    'redis://localhost',
    'redis://:p%40ss@redis.example.com:6380/2',
    'rediss://user:secret@redis.example.com/',
    'redis://[::1]:6379/0',
  ])('may be at %s', (url) => {
    expect(parseConfig({ REDIS_URL: url }).redis).toEqual({ url, keyPrefix: 'kuaihui' });
  });

  it('may be shared by several bots, each with a prefix of its own', () => {
    const environment = { REDIS_URL: 'redis://localhost', REDIS_KEY_PREFIX: 'shop-2' };
    expect(parseConfig(environment).redis?.keyPrefix).toBe('shop-2');
  });

  it('is not used because of a prefix alone', () => {
    expect(parseConfig({ REDIS_KEY_PREFIX: 'shop' }).redis).toBeUndefined();
  });
});

describe('values', () => {
  it('may have white space around them and be written in capitals', () => {
    const config = parseConfig({ ...account, WECHAT_TOKEN: ' token123 ', LOG_LEVEL: 'WARN' });
    expect(config.wechat.token).toBe('token123');
    expect(config.logLevel).toBe('warn');
  });

  it.each([
    ['yes', true],
    ['on', true],
    ['TRUE', true],
    ['1', true],
    ['no', false],
    ['off', false],
    ['False', false],
    ['0', false],
  ])('that are on or off may be %s', (value, isOn) => {
    expect(parseConfig({ FORGET_ON_UNSUBSCRIBE: value }).forgetsOnUnsubscribe).toBe(isOn);
  });

  it('of texts may hold line breaks, written as \\n', () => {
    const config = parseConfig({ WELCOME_TEXT: '你好\\n欢迎', SYSTEM_PROMPT: 'a\\nb' });
    expect(config.conversation).toMatchObject({ welcomeText: '你好\n欢迎', systemPrompt: 'a\nb' });
  });

  it('of the welcome may fill a message of WeChat; a line break is one byte of it', () => {
    const text = `${'长'.repeat(682)}\\na`;
    const { welcomeText } = parseConfig({ WELCOME_TEXT: text }).conversation;
    expect(Buffer.byteLength(welcomeText ?? '')).toBe(2048);
  });

  it.each(['off', 'OFF'])('of the AI label: %s switches it off', (value) => {
    expect(parseConfig({ AI_LABEL: value }).conversation.aiLabel).toBe('');
    expect(parseConfig({ AI_LABEL: '（AI生成）' }).conversation.aiLabel).toBe('（AI生成）');
  });

  it('of the AES key need not be canonical base64', () => {
    const config = parseConfig({ ...account, WECHAT_ENCODING_AES_KEY: AES_KEY });
    expect(config.wechat.encodingAesKey).toBe(AES_KEY);
  });
});

describe('a mistake', () => {
  const model = { OPENAI_API_KEY: 'sk-1', OPENAI_MODEL: 'm' };
  it.each<[string, Environment, RegExp]>([
    ['PORT no number', { PORT: 'http' }, /^PORT must be a number from 0 to 65535; http was read/],
    [
      'a key in the place of a number',
      { PORT: 'sk-0123456789abcdef' },
      /^PORT must be a number.*; sk…ef \(19\) was read/,
    ],
    ['HOST with a scheme', { HOST: 'http://0.0.0.0' }, /^HOST must be an address/],
    ['HOST with a port', { HOST: '0.0.0.0:3000' }, /^HOST must be an address/],
    ['HOST as a pattern', { HOST: '*' }, /^HOST must be an address/],
    ['PORT too high', { PORT: '70000' }, /^PORT must be a number/],
    ['PORT a fraction', { PORT: '30.5' }, /^PORT must be a whole number/],
    [
      'LOG_LEVEL',
      { LOG_LEVEL: 'Loud' },
      /^LOG_LEVEL must be one of: trace, debug.*; Loud was read/,
    ],
    ['PORT a key', { PORT: 'sk-1234567890abcdefghij' }, /; sk-…hij \(23\) was read\.$/],
    ['REDIS_URL no address', { REDIS_URL: 'localhost:6379' }, /^REDIS_URL must be an address such/],
    ['REDIS_URL without a host', { REDIS_URL: 'redis:///0' }, /^REDIS_URL must be an address/],
    ['REDIS_URL a web page', { REDIS_URL: 'http://localhost' }, /^REDIS_URL must.*rediss:.*TLS/],
    ['REDIS_URL a database by name', { REDIS_URL: 'redis://h/main' }, /^REDIS_URL must be/],
    ['REDIS_URL a bare # in it', { REDIS_URL: 'redis://:a#b@h' }, /^REDIS_URL must.*# as %23/],
    ['REDIS_URL a bare % in it', { REDIS_URL: 'redis://:a%b@h' }, /^REDIS_URL must.*% as %25/],
    ['REDIS_KEY_PREFIX', { REDIS_KEY_PREFIX: 'a:{b}' }, /^REDIS_KEY_PREFIX must be 1 to 64/],
    [
      'OPENAI_API_KEY with words in it',
      { OPENAI_API_KEY: 'sk-在此填写', OPENAI_MODEL: 'm' },
      /^OPENAI_API_KEY still holds a placeholder/,
    ],
    [
      'OPENAI_API_KEY two of them',
      { OPENAI_API_KEY: 'sk-1 sk-2' },
      /^OPENAI_API_KEY holds a space/,
    ],
    [
      'WECHAT_TOKEN too short',
      { WECHAT_TOKEN: 'ab' },
      /^WECHAT_TOKEN must be 3 to 32 letters and digits/,
    ],
    ['WECHAT_TOKEN too long', { WECHAT_TOKEN: 'a'.repeat(33) }, /^WECHAT_TOKEN must be/],
    ['WECHAT_TOKEN with a dash', { WECHAT_TOKEN: 'bot-token' }, /^WECHAT_TOKEN must be/],
    [
      'WECHAT_APP_ID the original id',
      { ...account, WECHAT_APP_ID: 'gh_0123456789ab' },
      /^WECHAT_APP_ID must be the AppID.*wx/,
    ],
    [
      'WECHAT_APP_SECRET',
      { ...account, WECHAT_APP_SECRET: 'too short' },
      /^WECHAT_APP_SECRET must be/,
    ],
    [
      'WECHAT_ENCODING_AES_KEY too short',
      { ...account, WECHAT_ENCODING_AES_KEY: AES_KEY.slice(1) },
      /^WECHAT_ENCODING_AES_KEY must be the 43/,
    ],
    [
      'WECHAT_ENCODING_AES_KEY with its padding',
      { ...account, WECHAT_ENCODING_AES_KEY: `${AES_KEY}=` },
      /43/,
    ],
    [
      'WECHAT_PREVIOUS_ENCODING_AES_KEY',
      { ...account, WECHAT_ENCODING_AES_KEY: AES_KEY, WECHAT_PREVIOUS_ENCODING_AES_KEY: 'old' },
      /^WECHAT_PREVIOUS_ENCODING_AES_KEY must be the 43/,
    ],
    [
      'an older AES key without the newer',
      { ...account, WECHAT_PREVIOUS_ENCODING_AES_KEY: AES_KEY },
      /^WECHAT_PREVIOUS_ENCODING_AES_KEY needs WECHAT_ENCODING_AES_KEY/,
    ],
    [
      'WECHAT_MESSAGE_MODE',
      { WECHAT_MESSAGE_MODE: 'secret' },
      /^WECHAT_MESSAGE_MODE must be one of: auto, plain, compat, safe/,
    ],
    [
      'WECHAT_API_BASE_URL',
      { WECHAT_API_BASE_URL: 'api.weixin.qq.com' },
      /^WECHAT_API_BASE_URL must be an address that begins with http/,
    ],
    [
      'WECHAT_TIMESTAMP_WINDOW_SECONDS',
      { WECHAT_TIMESTAMP_WINDOW_SECONDS: '-1' },
      /^WECHAT_TIMESTAMP_WINDOW_SECONDS must be/,
    ],
    [
      'a secret without an app id',
      { ...account, WECHAT_APP_ID: undefined },
      /^WECHAT_APP_SECRET needs WECHAT_APP_ID/,
    ],
    [
      'safe mode without an app id',
      {
        ...{ WECHAT_TOKEN: 'abc', WECHAT_ENCODING_AES_KEY: AES_KEY },
        WECHAT_MESSAGE_MODE: 'safe',
      },
      /^WECHAT_MESSAGE_MODE=safe needs WECHAT_APP_ID/,
    ],
    ['an account without a token', { ...account, WECHAT_TOKEN: '' }, /^WECHAT_TOKEN is missing/],
    [
      'safe mode without a key',
      { ...account, WECHAT_MESSAGE_MODE: 'safe' },
      /^WECHAT_MESSAGE_MODE=safe needs WECHAT_ENCODING_AES_KEY/,
    ],
    ['OPENAI_MODEL missing', { OPENAI_API_KEY: 'sk-1' }, /^OPENAI_MODEL is missing/],
    [
      'OPENAI_MODEL without a provider',
      { OPENAI_MODEL: 'm' },
      /^OPENAI_MODEL is set without a provider/,
    ],
    [
      'OPENAI_BASE_URL',
      { OPENAI_BASE_URL: '127.0.0.1:11434', OPENAI_MODEL: 'm' },
      /^OPENAI_BASE_URL must be an address/,
    ],
    [
      'OPENAI_BASE_URL with a query',
      { ...model, OPENAI_BASE_URL: 'https://api.example.com/v1?key=1' },
      /^OPENAI_BASE_URL must end before .*https:\/\/api\.example\.com\/v1\.$/,
    ],
    [
      'OPENAI_MODEL in quotation marks',
      { ...model, OPENAI_MODEL: '“deepseek-v4-flash”' },
      /^OPENAI_MODEL holds quotation marks.*Take them away/,
    ],
    [
      'OPENAI_MODEL with an invisible character',
      { ...model, OPENAI_MODEL: 'deepseek\u200b-v4-flash' },
      /^OPENAI_MODEL holds an invisible character/,
    ],
    [
      'ALL_PROXY a SOCKS proxy',
      { ...model, ALL_PROXY: 'socks5://127.0.0.1:1080' },
      /^ALL_PROXY names a SOCKS proxy/,
    ],
    [
      'OPENAI_TEMPERATURE',
      { ...model, OPENAI_TEMPERATURE: '3' },
      /^OPENAI_TEMPERATURE must be a number from 0 to 2/,
    ],
    ['OPENAI_TOP_P', { ...model, OPENAI_TOP_P: '-0.5' }, /^OPENAI_TOP_P must be/],
    ['OPENAI_MAX_TOKENS', { ...model, OPENAI_MAX_TOKENS: '0' }, /^OPENAI_MAX_TOKENS must be/],
    [
      'OPENAI_MAX_TOKENS a fraction',
      { ...model, OPENAI_MAX_TOKENS: '99.5' },
      /^OPENAI_MAX_TOKENS must be a whole number/,
    ],
    [
      'OPENAI_MAX_TOKENS_FIELD',
      { ...model, OPENAI_MAX_TOKENS_FIELD: 'tokens' },
      /^OPENAI_MAX_TOKENS_FIELD must be one of/,
    ],
    [
      'OPENAI_EXTRA_BODY no JSON',
      { ...model, OPENAI_EXTRA_BODY: '{' },
      /^OPENAI_EXTRA_BODY must be a JSON object/,
    ],
    [
      'OPENAI_EXTRA_BODY a list',
      { ...model, OPENAI_EXTRA_BODY: '[1]' },
      /^OPENAI_EXTRA_BODY must be a JSON object/,
    ],
    [
      'OPENAI_FIRST_TOKEN_SECONDS',
      { ...model, OPENAI_FIRST_TOKEN_SECONDS: '0' },
      /^OPENAI_FIRST_TOKEN_SECONDS/,
    ],
    ['OPENAI_IDLE_SECONDS', { ...model, OPENAI_IDLE_SECONDS: '1h' }, /^OPENAI_IDLE_SECONDS/],
    ['OPENAI_TOTAL_SECONDS', { ...model, OPENAI_TOTAL_SECONDS: '99999' }, /^OPENAI_TOTAL_SECONDS/],
    ['OPENAI_MAX_RETRIES', { ...model, OPENAI_MAX_RETRIES: '11' }, /^OPENAI_MAX_RETRIES/],
    ['FOLLOWER_LANGUAGE', { FOLLOWER_LANGUAGE: 'fr' }, /^FOLLOWER_LANGUAGE must be one of: zh, en/],
    ['AI_LABEL too long for every message', { AI_LABEL: '长'.repeat(41) }, /^AI_LABEL is too long/],
    [
      'WELCOME_TEXT longer than a message of WeChat',
      { WELCOME_TEXT: '长'.repeat(683) },
      /^WELCOME_TEXT is too long.*2049 bytes.*at most 2048/,
    ],
    [
      'WELCOME_TEXT longer than the limit that is set',
      { WELCOME_TEXT: 'a'.repeat(601), WECHAT_TEXT_LIMIT_BYTES: '600' },
      /^WELCOME_TEXT is too long.*601 bytes.*at most 600/,
    ],
    ['HISTORY_TOKENS', { HISTORY_TOKENS: 'all' }, /^HISTORY_TOKENS/],
    ['CONVERSATION_TTL_MINUTES', { CONVERSATION_TTL_MINUTES: '0' }, /^CONVERSATION_TTL_MINUTES/],
    ['BURST_WINDOW_MS', { BURST_WINDOW_MS: '60000' }, /^BURST_WINDOW_MS/],
    [
      'two system prompts',
      { SYSTEM_PROMPT: 'a', SYSTEM_PROMPT_FILE: 'b' },
      /SYSTEM_PROMPT or SYSTEM_PROMPT_FILE, not both/,
    ],
    [
      'DELIVERY_STYLE',
      { DELIVERY_STYLE: 'late' },
      /^DELIVERY_STYLE must be one of: adaptive, early, whole/,
    ],
    [
      'CUSTOMER_SERVICE',
      { CUSTOMER_SERVICE: 'maybe' },
      /^CUSTOMER_SERVICE must be one of: auto, on, off/,
    ],
    ['CUSTOMER_SERVICE without a secret', { CUSTOMER_SERVICE: 'on' }, /^CUSTOMER_SERVICE=on needs/],
    ['REPLY_MARGIN_MS', { REPLY_MARGIN_MS: '5000' }, /^REPLY_MARGIN_MS/],
    ['WECHAT_ATTEMPTS', { WECHAT_ATTEMPTS: '9' }, /^WECHAT_ATTEMPTS/],
    ['WECHAT_TEXT_LIMIT_BYTES', { WECHAT_TEXT_LIMIT_BYTES: '100' }, /^WECHAT_TEXT_LIMIT_BYTES/],
    ['OWED_TEXT_MINUTES', { OWED_TEXT_MINUTES: '0' }, /^OWED_TEXT_MINUTES/],
    ['RETENTION_DAYS', { RETENTION_DAYS: '0' }, /^RETENTION_DAYS/],
    [
      'FORGET_ON_UNSUBSCRIBE',
      { FORGET_ON_UNSUBSCRIBE: 'perhaps' },
      /^FORGET_ON_UNSUBSCRIBE must be on or off; \S+ was read/,
    ],
    ['SHUTDOWN_SECONDS', { SHUTDOWN_SECONDS: '0' }, /^SHUTDOWN_SECONDS/],
    ['KUAIHUI_PROCESSES', { KUAIHUI_PROCESSES: 'all' }, /^KUAIHUI_PROCESSES must be a number/],
    ['METRICS_KEY', { METRICS_KEY: 'short' }, /^METRICS_KEY must be 16 to 128/],
  ])('is named by itself: %s', (_what, environment, message) => {
    const problems = problemsOf(environment);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(message);
    expect(problems[0]).toMatch(/\.\)?$/);
  });

  it('does not hide the others: all come in one message, with what to do', () => {
    const wrong = { PORT: 'x', WECHAT_TOKEN: '!', OPENAI_API_KEY: 'sk-1', RETENTION_DAYS: '-3' };
    const problems = problemsOf(wrong);
    expect(problems.map((problem) => problem.split(' ')[0])).toEqual([
      'PORT',
      'WECHAT_TOKEN',
      'OPENAI_MODEL',
      'RETENTION_DAYS',
    ]);
    expect(() => parseConfig(wrong)).toThrow(/\.env or the environment/);
    for (const problem of problems) expect(() => parseConfig(wrong)).toThrow(problem);
  });

  it('never repeats a secret', () => {
    const secrets = {
      WECHAT_TOKEN: 'my secret token',
      WECHAT_APP_ID: 'wx-secret-id',
      WECHAT_APP_SECRET: 'my secret secret',
      WECHAT_ENCODING_AES_KEY: 'my secret key',
      REDIS_URL: 'redis://:my secret key@host/name',
      OPENAI_API_KEY: 'sk-secret',
      OPENAI_BASE_URL: 'ftp://user:secret@host',
      OPENAI_EXTRA_BODY: 'secret',
    };
    expect(problemsOf(secrets).join()).not.toMatch(
      /secret (?:token|secret|key)|sk-secret|ftp:|secret@/,
    );
  });
});

describe('.env.example', () => {
  const lines = readFileSync(new URL('../../.env.example', import.meta.url), 'utf8').split('\n');
  const assignments = lines.flatMap((line) => {
    const found = /^(?:# ?)?([A-Z][A-Z0-9_]*)=(.*)$/.exec(line);
    return found?.[1] === undefined ? [] : [{ name: found[1], value: found[2] ?? '' }];
  });
  const listed = assignments.map(({ name }) => name);

  it('lists every setting', () => {
    expect(listSettings().filter((name) => !listed.includes(name))).toEqual([]);
  });

  it('lists nothing that is not read', () => {
    expect(listed.filter((name) => !listSettings().includes(name))).toEqual([]);
  });

  it('lists each setting once', () => {
    expect(listed.filter((name, n) => listed.indexOf(name) !== n)).toEqual([]);
    expect(new Set(listSettings()).size).toBe(listSettings().length);
  });

  it('shows the defaults that the code has', () => {
    const shown = Object.fromEntries(assignments.map(({ name, value }) => [name, value]));
    const optional = ['OPENAI_API_KEY', 'OPENAI_BASE_URL', 'OPENAI_MODEL'];
    const defaults = Object.fromEntries(
      Object.entries(shown).filter(([name]) => !optional.includes(name)),
    );
    expect(parseConfig(defaults)).toEqual(parseConfig({}));
  });
});

describe('HOST', () => {
  it.each([
    '0.0.0.0',
    '::',
    '::1',
    'fe80::1%eth0',
    '::ffff:127.0.0.1',
    'localhost',
    'a-b.example.com',
  ])('takes %s', (host) => {
    expect(parseConfig({ HOST: host }).host).toBe(host);
  });
});

describe('the service that searches the web', () => {
  const searchWith = (more: Environment) =>
    parseConfig({ SEARCH_PROVIDER: 'tavily', SEARCH_API_KEY: 'k', ...more }).tools.search;

  it('is asked through the proxy of the environment', () => {
    expect(searchWith({})).toEqual({
      ...{ provider: 'tavily', apiKey: 'k', baseUrl: undefined, proxy: undefined },
    });
    expect(searchWith({ HTTPS_PROXY: 'http://a:1' })?.proxy).toBe('http://a:1/');
    expect(searchWith({ HTTPS_PROXY: 'http://a:1', NO_PROXY: 'tavily.com' })?.proxy).toBe(
      undefined,
    );
  });

  it('is reached directly on this machine', () => {
    const own = { SEARCH_PROVIDER: 'searxng', SEARCH_BASE_URL: 'http://127.0.0.1:8888' };
    expect(searchWith({ ...own, HTTP_PROXY: 'http://a:1' })?.proxy).toBe(undefined);
  });

  it('refuses a SOCKS proxy in words', () => {
    expect(() => searchWith({ HTTPS_PROXY: 'socks5://127.0.0.1:1080' })).toThrow(/SOCKS/);
  });
});
