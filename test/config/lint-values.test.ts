import { describe, expect, it } from 'vitest';
import { listSettings } from '../../src/config/parse-config.ts';
import { lintValues } from '../../src/config/lint-values.ts';

function lint(environment: Record<string, string>) {
  const { problems, notes } = lintValues(environment, listSettings());
  return {
    problems: problems.map(({ says }) => says.en),
    notes: notes.map(({ en }) => en),
  };
}

describe('a value that was hardly meant', () => {
  it.each<[string, string, string, RegExp]>([
    [
      'in double quotation marks',
      'OPENAI_MODEL',
      '"deepseek-chat"',
      /holds quotation marks.*--env-file/,
    ],
    ['in single ones', 'PORT', "'3000'", /holds quotation marks/],
    [
      'in Chinese ones',
      'OPENAI_API_KEY',
      '“sk-0123456789abcdef”',
      /holds quotation marks: “s…f” \(21\)|holds quotation marks: .*\(2\d\)/,
    ],
    ['in corner brackets', 'WECHAT_TOKEN', '「abc」', /holds quotation marks/],
    ['with one mark left', 'OPENAI_MODEL', 'deepseek-chat"', /holds quotation marks/],
    ['JSON in quotation marks', 'OPENAI_EXTRA_BODY', `'{"a":1}'`, /holds quotation marks/],
    [
      'with a zero-width space',
      'OPENAI_MODEL',
      'deepseek\u200B-chat',
      /invisible character \(U\+200B, the 9th character\)/,
    ],
    ['with a BOM in front of the key', 'OPENAI_API_KEY', 'sk-\uFEFF1', /U\+FEFF, the 4th/],
    ['with a no-break space', 'WECHAT_APP_ID', 'wx0123\u00A0456789abcdef', /U\+00A0/],
    ['with a mark of direction', 'DATA_DIR', './data\u202A', /U\+202A/],
    ['with a soft hyphen', 'WECHAT_APP_SECRET', '0123\u00AD4567', /U\+00AD/],
    ['with an ideographic space', 'OPENAI_MODEL', 'qwen\u3000plus', /U\+3000/],
    ['with a tab', 'OPENAI_MODEL', 'qwen\tplus', /U\+0009/],
    ['in full-width digits', 'PORT', '３０００', /full-width character ３\. Write 3/],
    [
      'with a full-width colon',
      'REDIS_URL',
      'redis：//127.0.0.1',
      /full-width character ：\. Write :/,
    ],
    ['with a comma after it', 'OPENAI_MODEL', 'deepseek-chat,', /ends with ,/],
    ['with a semicolon after it', 'OPENAI_API_KEY', 'sk-0123456789;', /ends with ;/],
    ['with a Chinese full stop', 'OPENAI_MODEL', 'qwen-plus。', /ends with 。/],
    ['a variable', 'OPENAI_API_KEY', '${MY_KEY}', /refers to another variable/],
    ['a variable of Windows', 'OPENAI_API_KEY', '%MY_KEY%', /refers to another variable/],
    ['a variable in an address', 'OPENAI_BASE_URL', 'https://${H}/v1', /another variable/],
    ['a command', 'OPENAI_API_KEY', '$(cat /run/key)', /a command/],
    ['the home folder', 'DATA_DIR', '~/data', /the home folder: ~\/data/],
    ['a variable in a path', 'KNOWLEDGE_DIR', '$HOME/docs', /refers to another variable/],
    ['a template', 'OPENAI_MODEL', '{{ model }}', /placeholder/],
    ['with = in front', 'OPENAI_MODEL', '=qwen-plus', /begins with =/],
    ['with the rest of an arrow', 'OPENAI_MODEL', '>qwen-plus', /begins with >/],
    ['with a backslash after it', 'OPENAI_API_KEY', 'sk-0123456789\\', /ends with \\/],
    ['with another language’s comment', 'PORT', '3000 // 端口', /PORT holds \/\/.*no comment/],
    ['two settings in a line', 'PORT', '3000 HOST=0.0.0.0', /PORT holds HOST=… as well/],
    ['two after commas', 'OPENAI_MODEL', 'm,OPENAI_API_KEY=sk-1', /holds OPENAI_API_KEY=…/],
    ['two commands', 'OPENAI_API_KEY', 'sk-1 && export OPENAI_MODEL=m', /holds OPENAI_MODEL=…/],
    ['several models', 'OPENAI_MODEL', 'qwen-plus,qwen-max', /takes one/],
    ['a variable with a default', 'OPENAI_MODEL', '${MODEL:-qwen}', /refers to another variable/],
  ])('is a problem: %s', (_what, setting, value, problem) => {
    const { problems } = lint({ [setting]: value });
    expect(problems).toEqual([expect.stringMatching(problem)]);
    expect(problems[0]).toContain(setting);
  });

  it.each([
    ['OPENAI_API_KEY', 'sk-xxx'],
    ['OPENAI_API_KEY', 'sk-xxxxxxxxxxxxxxxx'],
    ['OPENAI_API_KEY', 'sk-…'],
    ['OPENAI_API_KEY', 'sk-...'],
    ['OPENAI_API_KEY', 'your_api_key'],
    ['OPENAI_API_KEY', 'your-api-key-here'],
    ['OPENAI_API_KEY', 'YOUR_API_KEY'],
    ['OPENAI_API_KEY', 'sk-your-key'],
    ['OPENAI_API_KEY', '<your key>'],
    ['OPENAI_API_KEY', '你的密钥'],
    ['OPENAI_API_KEY', '在此填写'],
    ['OPENAI_API_KEY', 'changeme'],
    ['OPENAI_API_KEY', '********'],
    ['OPENAI_MODEL', 'your-model'],
    ['OPENAI_MODEL', '模型名'],
    ['OPENAI_BASE_URL', 'https://your-api.example/v1'],
    ['OPENAI_BASE_URL', 'https://xxxx.com/v1'],
    ['WECHAT_TOKEN', 'your_token'],
    ['WECHAT_TOKEN', 'yourtoken'],
    ['WECHAT_APP_ID', 'wxxxxxxxxxxxxxxxxx'],
    ['WECHAT_APP_ID', 'your_app_id'],
    ['WECHAT_APP_SECRET', 'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx'],
    ['WECHAT_ENCODING_AES_KEY', '你的EncodingAESKey'],
  ])('is a problem while it is a placeholder: %s=%s', (setting, value) => {
    expect(lint({ [setting]: value }).problems).toEqual([
      expect.stringContaining(`${setting} still holds a placeholder`),
    ]);
  });

  it.each([
    ['OPENAI_API_KEY', 'sk-proj-Ab3xY_0123456789-abcdefghijklmnop'],
    ['OPENAI_API_KEY', 'fk186009-hBqaJ7xXyour4k'],
    ['OPENAI_MODEL', 'deepseek-ai/DeepSeek-V3.2'],
    ['OPENAI_MODEL', 'qwen2.5:7b'],
    ['OPENAI_BASE_URL', 'https://api.example.com/v1'],
    ['WECHAT_TOKEN', 'mytoken'],
    ['WECHAT_APP_ID', 'wx0123456789abcdef'],
    ['WECHAT_ENCODING_AES_KEY', 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG'],
    ['DATA_DIR', '/数据/快回（正式）'],
    ['REDIS_URL', 'redis://:p%40ss@10.0.0.1:6379/0'],
    ['OPENAI_EXTRA_BODY', '{"note":"“引号”，，"}'],
    ['WELCOME_TEXT', '你好，“朋友”。'],
    ['AI_LABEL', '【AI】'],
    ['NO_PROXY', 'localhost,127.0.0.1,'],
    ['SYSTEM_PROMPT', '解释 PORT=3000 // 端口 和 ${HOME} 的意思'],
    ['REDIS_URL', 'redis://:p$w@h:6379'],
    ['DATA_DIR', 'C:\\data'],
    ['DATA_DIR', '/data/a~b'],
  ])('is not one that looks odd: %s=%s', (setting, value) => {
    expect(lint({ [setting]: value })).toEqual({ problems: [], notes: [] });
  });

  it('is a note where a field of the request is Kuaihui’s own', () => {
    const { problems, notes } = lint({ OPENAI_EXTRA_BODY: '{"model":"x","stream":false,"a":1}' });
    expect(problems).toEqual([]);
    expect(notes).toEqual([expect.stringContaining('cannot set model, stream')]);
  });

  it('is no placeholder for a local server, which reads no key', () => {
    const environment = { OPENAI_API_KEY: 'sk-xxx', OPENAI_BASE_URL: 'http://localhost:11434/v1' };
    expect(lint(environment).problems).toEqual([]);
  });

  it.each(['“你好”', '"你好"', '「你好」'])(
    'is a note in a text, where it may be meant: %s',
    (value) => {
      expect(lint({ WELCOME_TEXT: value })).toMatchObject({
        problems: [],
        notes: [expect.stringContaining('quotation marks, which followers')],
      });
    },
  );
});
