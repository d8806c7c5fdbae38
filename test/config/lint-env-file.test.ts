import { parse } from 'dotenv';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { listSettings } from '../../src/config/parse-config.ts';
import { splitEnvEntries, valuesOf } from '../../src/config/env-entries.ts';
import { lintEnvFile, lintEnvironment } from '../../src/config/lint-env-file.ts';

const settings = listSettings();

function lint(text: string, environment: Record<string, string> = {}) {
  const { problems, notes } = lintEnvFile(splitEnvEntries(text), settings, environment);
  // Both languages name the same things.
  for (const { en, zh } of [...problems, ...notes]) {
    expect(zh).toMatch(/\p{Script=Han}/u);
    for (const [name] of en.matchAll(/\b[A-Z]+_[A-Z_]+\b/g)) expect(zh).toContain(name);
  }
  return { problems: problems.map(({ en }) => en), notes: notes.map(({ en }) => en) };
}

describe('a .env that does what it seems to', () => {
  it.each([
    ['nothing', ''],
    ['comments and empty lines', '# A=b\n\n   # 注释\n\t\n'],
    [
      'every way to write a setting',
      'PORT=1\n HOST = 0.0.0.0\nexport LOG_LEVEL=info\nAI_LABEL: off\n',
    ],
    [
      'quoted values',
      'SYSTEM_PROMPT="你是C#老师"\nWELCOME_TEXT=\'你好 # 欢迎\'\nOPENAI_API_KEY=`sk-1#2`',
    ],
    ['a comment after a value', 'PORT=3000 # 端口\nOPENAI_API_KEY=sk-1\t# mine\nHOST= # all'],
    [
      'a value of several lines',
      'SYSTEM_PROMPT="你是客服。\n请用中文 = 回答。\n不要编造。"\nPORT=1',
    ],
    ['line ends of Windows and a BOM', '\uFEFFPORT=3000\r\nHOST=0.0.0.0\r\n'],
    [
      'variables for Node, proxies and tools',
      'TZ=Asia/Shanghai\nHTTPS_PROXY=http://p:1\nno_proxy=a\nNODE_ENV=production',
    ],
    ['names of others that are empty', 'OPENAI_API_BASE=\nWX_TOKEN='],
    ['JSON', 'OPENAI_EXTRA_BODY={"enable_thinking":false}'],
    ['the same twice', 'PORT=3000\nPORT=3000'],
    [
      'variables for TLS, colours and npm',
      'NODE_TLS_REJECT_UNAUTHORIZED=0\nNO_COLOR=1\nftp_proxy=http://p:1\nnpm_config_registry=https://r',
    ],
    ['an empty line of a template after a value', 'OPENAI_API_KEY=sk-1\nOPENAI_API_KEY='],
  ])('is left alone: %s', (_what, text) => {
    expect(lint(text)).toEqual({ problems: [], notes: [] });
  });
});

describe('a line that sets nothing', () => {
  it.each([
    [
      'a full-width =',
      'OPENAI_API_KEY＝sk-0123456789abcdef',
      /line 1 sets nothing.*full-width ＝.*OPENAI_API_KEY=/,
    ],
    ['a full-width colon', 'OPENAI_MODEL：deepseek', /full-width ：.*OPENAI_MODEL=/],
    ['full-width letters', 'ＰＯＲＴ=3000', /Write it as PORT=|sets nothing.*PORT/],
    ['an ideographic space and =', 'WECHAT_TOKEN　＝　abc', /WECHAT_TOKEN=/],
    [
      'a colon without a space',
      'WECHAT_TOKEN:abc123',
      /line 1 sets nothing: WECHAT_TOKEN:… \(6\)\. Write it as WECHAT_TOKEN=/,
    ],
    ['a space in place of =', 'OPENAI_API_KEY sk-0123456789', /OPENAI_API_KEY=/],
    ['an arrow', 'OPENAI_MODEL -> deepseek', /OPENAI_MODEL=/],
    ['a dash of a list', '  - OPENAI_API_KEY=sk-1', /OPENAI_API_KEY=/],
    ['JSON', '"WECHAT_TOKEN": "abc",', /WECHAT_TOKEN=/],
    ['a declaration of a shell', 'declare -x OPENAI_API_KEY=sk-1', /OPENAI_API_KEY=/],
    ['csh', 'setenv OPENAI_MODEL m', /OPENAI_MODEL=/],
    ['fish', 'set -gx OPENAI_MODEL m', /OPENAI_MODEL=/],
    ['a unit of systemd', 'Environment=OPENAI_MODEL=m', /line 1 sets nothing.*OPENAI_MODEL=/],
    ['a unit of systemd in quotation marks', 'Environment="PORT=3000"', /PORT=/],
    ['words in front', '这里是配置 OPENAI_API_KEY=sk-0123456789abcdef', /OPENAI_API_KEY=/],
    ['a number in front', '1. OPENAI_API_KEY=sk-0123456789abcdef', /OPENAI_API_KEY=/],
    ['a short secret after words', '公众号的 WECHAT_TOKEN=abc123', /WECHAT_TOKEN=… \(6\)/],
    ['the word of Windows', 'set OPENAI_API_KEY=sk-1', /OPENAI_API_KEY=/],
    ['PowerShell', '$env:OPENAI_API_KEY="sk-1"', /OPENAI_API_KEY=/],
    ['a zero-width space in the name', 'OPENAI\u200B_API_KEY=sk-1', /OPENAI_API_KEY=/],
    ['a blank in the name', 'OPENAI API KEY=sk-1', /OPENAI_API_KEY=/],
    ['a quoted name', '“PORT”=3000', /PORT=/],
    ['a name that is nearly one, and a full-width =', 'WECHAT_TOKN＝abc', /WECHAT_TOKEN=/],
    [
      'the rest of a prompt',
      'SYSTEM_PROMPT=你是客服。\n请用中文回答。',
      /line 2 sets nothing.*goes on with SYSTEM_PROMPT/,
    ],
  ])('is a problem when it names a setting: %s', (_what, text, problem) => {
    const { problems, notes } = lint(text);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(problem);
    expect(problems[0]).not.toMatch(/sk-0123456789|abc123/);
    expect(notes).toEqual([]);
  });

  it.each([
    ['words', '这是我的机器人'],
    ['a ruler', '=========='],
    ['a comment of another language', '// OPENAI_API_KEY=sk-1'],
    ['a comment of ini files', '; PORT=3000'],
    ['a comment of batch files', 'REM PORT=3000'],
    ['a comment with a full-width mark', '＃ PORT=3000'],
    ['a section of ini files', '[wechat]'],
    ['a sentence that begins with a word of a name', 'token 从后台复制'],
  ])('is a note when it does not: %s', (_what, text) => {
    expect(lint(text)).toMatchObject({
      problems: [],
      notes: [/^\.env line 1 is no setting/].map((form): unknown => expect.stringMatching(form)),
    });
  });

  it('never shows a key that stands on a line of its own', () => {
    const { notes } = lint('PORT=1\nsk-0123456789abcdef0123456789abcdef');
    expect(notes[0]).toContain('sk-…def (35)');
  });

  it.each([
    '＃ OPENAI_API_KEY=sk-0123456789abcdef',
    'REM WECHAT_TOKEN=abc123',
    '// "WECHAT_APP_SECRET": "abc123"',
    '密码：abc123',
    'see https://user:abc123@host/',
  ])('never shows a secret in a note: %s', (text) => {
    const { notes } = lint(text);
    expect(notes).toHaveLength(1);
    expect(notes[0]).not.toMatch(/abc123|sk-0123456789/);
  });
});

describe('a name that is nearly one of ours', () => {
  it.each([
    ['WECHAT_TOKN', 'WECHAT_TOKEN'],
    ['WECHAT_TOEKN', 'WECHAT_TOKEN'],
    ['WECHATTOKEN', 'WECHAT_TOKEN'],
    ['wechat_token', 'WECHAT_TOKEN'],
    ['wechat-token', 'WECHAT_TOKEN'],
    ['WX_TOKEN', 'WECHAT_TOKEN'],
    ['TOKEN', 'WECHAT_TOKEN'],
    ['WECHAT_APPID', 'WECHAT_APP_ID'],
    ['APPID', 'WECHAT_APP_ID'],
    ['AppID', 'WECHAT_APP_ID'],
    ['APPSECRET', 'WECHAT_APP_SECRET'],
    ['WECHAT_SECRET', 'WECHAT_APP_SECRET'],
    ['AES_KEY', 'WECHAT_ENCODING_AES_KEY'],
    ['EncodingAESKey', 'WECHAT_ENCODING_AES_KEY'],
    ['OPENAI_API_KEY_', 'OPENAI_API_KEY'],
    ['OPENAI_APIKEY', 'OPENAI_API_KEY'],
    ['OPEN_AI_API_KEY', 'OPENAI_API_KEY'],
    ['OPENAl_API_KEY', 'OPENAI_API_KEY'],
    ['DASHSCOPE_API_KEY', 'QWEN_API_KEY'],
    ['openai_model', 'OPENAI_MODEL'],
    ['OPENAI_MODLE', 'OPENAI_MODEL'],
    ['MODEL', 'OPENAI_MODEL'],
    ['SYSTEM_PROMT', 'SYSTEM_PROMPT'],
    ['KUAIHUI_PROCESS', 'KUAIHUI_PROCESSES'],
    ['REDIS_URI', 'REDIS_URL'],
    ['port', 'PORT'],
    ['WECHAT_SERVER_TOKEN', 'WECHAT_TOKEN'],
    ['WECHAT_VERIFY_TOKEN', 'WECHAT_TOKEN'],
    ['wechatmp_app_id', 'WECHAT_APP_ID'],
    ['OFFICIAL_ACCOUNT_APPID', 'WECHAT_APP_ID'],
    ['MOONSHOT_API_KEY', 'KIMI_API_KEY'],
    ['zhipu_ai_api_key', 'GLM_API_KEY'],
    ['CHATGPT_API_KEY', 'OPENAI_API_KEY'],
    ['QWEN_MODEL', 'CHAT_MODELS'],
    ['MODEL_ID', 'OPENAI_MODEL'],
    ['CHAT_MODEL', 'CHAT_MODELS'],
    ['OPENAI_MAX_COMPLETION_TOKENS', 'OPENAI_MAX_TOKENS'],
  ])('is a problem: %s', (name, meant) => {
    const { problems } = lint(`${name}=something`);
    expect(problems).toEqual([
      `.env line 1: Kuaihui does not read ${name}. Rename it to ${meant}, or take it away.`,
    ]);
  });

  it.each([
    'OPENAI_API_BASE',
    'OPENAI_BASE',
    'openai_base_url',
    'OPENAI_BASEURL',
    'API_BASE_URL',
    'OPENAI_API_HOST',
    'OPENAI_API_ADDRESS',
    'SILICONFLOW_BASE_URL',
    'DASHSCOPE_BASE_URL',
    'zhipu_ai_api_base',
    'ARK_API_BASE',
    'LLM_URL',
    'API_URL',
    'AZURE_ENDPOINT',
  ])('is told apart when the key would go elsewhere: %s', (name) => {
    const { problems } = lint(`OPENAI_API_KEY=sk-1\n${name}=https://api.deepseek.com`);
    expect(problems).toEqual([expect.stringMatching(/line 2.*would go to api\.openai\.com/)]);
    expect(lint(`${name}=https://x.cn`, { OPENAI_API_KEY: 'sk-1' }).problems).toHaveLength(1);
  });

  it('is a problem where it belongs to a provider whose models nothing names', () => {
    expect(lint('DEEPSEEK_API_KEY=sk-1').problems).toEqual([
      expect.stringContaining('DEEPSEEK_API_KEY has no effect'),
    ]);
    expect(lint('CHAT_MODELS=qwen/m\nMINE_API_KEY_FILE=/run/k\nDEEPSEEK_API_KEY=sk-1')).toEqual({
      problems: [],
      notes: [
        expect.stringContaining('CHAT_MODELS=mine/MODEL'),
        expect.stringContaining('CHAT_MODELS=deepseek/MODEL'),
      ],
    });
    expect(lint('DEEPSEEK_API_KEY=sk-1', { CHAT_MODELS: 'deepseek/m' }).problems).toEqual([]);
  });

  it('is a note where the right name is set as well', () => {
    expect(lint('WECHAT_TOKEN=abc\nWX_TOKEN=abc')).toEqual({
      problems: [],
      notes: ['.env line 2: Kuaihui does not read WX_TOKEN; WECHAT_TOKEN counts.'],
    });
  });

  it('is a note where another program may mean it', () => {
    expect(lint('WORKERS=4')).toMatchObject({
      problems: [],
      notes: [expect.stringContaining('KUAIHUI_PROCESSES')],
    });
  });

  it('is a note where no setting is meant', () => {
    expect(lint('FOO=bar')).toMatchObject({
      problems: [],
      notes: [expect.stringContaining('no setting FOO')],
    });
    expect(lint('MYSQL_PASSWORD=hunter2').notes[0]).not.toContain('hunter2');
  });

  it.each(['NODE_EXTRA_CA_CERTS', 'NODE_OPTIONS'])(
    'is a note where Node has read it already: %s',
    (name) => {
      expect(lint(`${name}=x`)).toMatchObject({
        problems: [],
        notes: [expect.stringContaining('Node reads')],
      });
    },
  );

  it('is looked for in the environment only among names like ours', () => {
    const { problems, notes } = lintEnvironment(
      {
        WECHAT_TOKN: 'a',
        openai_api_key: 'b',
        OPENAI_MODEL_NAME: 'c',
        TOKEN: 'd',
        MODEL: 'e',
        OPENAI_ORG_ID: 'f',
      },
      settings,
    );
    expect(problems.map(({ en }) => en)).toEqual([
      expect.stringContaining('WECHAT_TOKN'),
      expect.stringContaining('openai_api_key'),
    ]);
    expect(notes.map(({ en }) => en)).toEqual([expect.stringContaining('OPENAI_MODEL_NAME')]);
  });

  it.each([
    ['OPENAI_PORT', 'tcp://10.0.0.1:80'],
    ['KUAIHUI_PORT', 'tcp://10.0.0.1:3000'],
    ['KUAIHUI_SERVICE_HOST', '10.0.0.1'],
    ['KUAIHUI_PORT_3000_TCP_ADDR', '10.0.0.1'],
    ['WECHAT_WEBHOOK', 'https://x'],
    ['WECHAT_PAY_KEY', 'x'],
    ['OPENAI_ORG_ID', 'x'],
  ])('is none of Kuaihui’s in the environment: %s', (name, value) => {
    expect(lintEnvironment({ [name]: value }, settings)).toEqual({ problems: [], notes: [] });
  });

  it('is a problem in the environment when the key would go elsewhere', () => {
    const wrong = { OPENAI_API_KEY: 'sk-1', OPENAI_API_BASE: 'https://x.cn' };
    expect(lintEnvironment(wrong, settings).problems).toHaveLength(1);
    const right = { ...wrong, OPENAI_BASE_URL: 'https://x.cn' };
    expect(lintEnvironment(right, settings).problems).toEqual([]);
  });
});

describe('a value that is not read as it is written', () => {
  it.each([
    ['cut at #', 'SYSTEM_PROMPT=你是C#老师，请回答', /SYSTEM_PROMPT is cut at # and reads 你是C\./],
    [
      'a key cut at #',
      'OPENAI_API_KEY=sk-0123456789#abc',
      /OPENAI_API_KEY is cut at # and reads sk…89 \(13\)/,
    ],
    ['a Redis password cut at #', 'REDIS_URL=redis://:a#b@h', /REDIS_URL is cut at #/],
    [
      'a quotation mark that does not close',
      'SYSTEM_PROMPT="你是客服',
      /SYSTEM_PROMPT opens and does not close/,
    ],
    ['a single one', "OPENAI_MODEL='deepseek", /OPENAI_MODEL opens/],
    [
      'one that swallows lines',
      'WELCOME_TEXT="你好\nWECHAT_TOKEN=abc\nAI_LABEL="',
      /WELCOME_TEXT closes only in line 3/,
    ],
  ])('is a problem: %s', (_what, text, problem) => {
    expect(lint(text)).toMatchObject({ problems: [expect.stringMatching(problem)], notes: [] });
  });

  it.each([
    ['what may be a comment in a text', 'SYSTEM_PROMPT=你是老师 # 只答数学', /reads 你是老师\./],
    ['a # in front', 'OPENAI_MODEL=#deepseek', /reads ""/],
    [
      'a second value',
      'PORT=3000\nPORT=4000',
      /PORT in line 1 and again in line 2; the later one counts: 4000/,
    ],
  ])('is a note: %s', (_what, text, note) => {
    expect(lint(text)).toMatchObject({ problems: [], notes: [expect.stringMatching(note)] });
  });

  it('keeps a value that an empty line of the same name follows', () => {
    expect(valuesOf(splitEnvEntries('PORT=1\nPORT='))).toEqual({ PORT: '1' });
  });
});

it('the parts of a file come to what dotenv reads in the whole', () => {
  const part = fc.constantFrom(
    ...[
      'A',
      'B',
      'PORT',
      '=',
      ' = ',
      ': ',
      '"',
      "'",
      '`',
      '#',
      ' ',
      'x',
      'y z',
      '\\n',
      '\\"',
      '你好',
      'export ',
    ],
  );
  const line = fc.array(part, { maxLength: 7 }).map((parts) => parts.join(''));
  fc.assert(
    fc.property(fc.array(line, { maxLength: 6 }), (lines) => {
      const text = lines.join('\n');
      const whole = parse(text);
      // dotenv lets a value begin on the line after its name, which the parts do not.
      fc.pre(!/[=:]\s*\n|^\s*(?:export\s+)?[\w.-]+\s*$/m.test(text));
      const byParts = splitEnvEntries(text).flatMap(({ read }) =>
        read ? [[read.name, read.value]] : [],
      );
      expect(Object.fromEntries(byParts)).toEqual(whole);
    }),
    { numRuns: 3000 },
  );
});
