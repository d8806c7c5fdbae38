import { describe, expect, it } from 'vitest';
import { ConfigError } from '../../src/config/config-error.ts';
import type { Environment } from '../../src/config/env-reader.ts';
import { parseAccount } from '../../src/config/parse-account.ts';
import { parseConfig } from '../../src/config/parse-config.ts';

function errorOf(values: Environment, account?: string): ConfigError {
  try {
    parseAccount(values, account);
  } catch (error) {
    if (error instanceof ConfigError) return error;
    throw error;
  }
  throw new Error('Nothing was refused');
}

describe('the settings of an account', () => {
  it('without any are the defaults of the environment', () => {
    expect(parseConfig({})).toMatchObject(parseAccount({}));
  });

  it('are read by the same names, as values of their kinds', () => {
    const { wechat, delivery, conversation } = parseAccount({
      WECHAT_TOKEN: 'abc123',
      WECHAT_ATTEMPTS: '2',
      PAUSED_TEXT: '明天见\\n晚安',
    });
    expect(wechat.token).toBe('abc123');
    expect(delivery.attempts).toBe(2);
    expect(conversation.pausedText).toBe('明天见\n晚安');
  });

  it.each(['off', '关', '无'])('say nothing while paused where PAUSED_TEXT is %s', (word) => {
    expect(parseAccount({ PAUSED_TEXT: word }).conversation.pausedText).toBe('');
  });

  it('do not look at settings of the server', () => {
    expect(() => parseAccount({ PORT: 'http', REDIS_URL: 'nowhere' })).not.toThrow();
  });

  it('that are wrong are all named, under a heading with the account', () => {
    const error = errorOf({ WECHAT_TOKEN: '!', WECHAT_ATTEMPTS: '9' }, 'shop');
    expect(error.problems.map((problem) => problem.split(' ')[0])).toEqual([
      'WECHAT_TOKEN',
      'WECHAT_ATTEMPTS',
    ]);
    expect(error.says?.en).toMatch(/^Some settings of the account shop cannot be used/);
    expect(error.says?.zh).toMatch(/^账号 shop 的有些设置不能用/);
  });

  it('are refused where they contradict each other', () => {
    expect(errorOf({ WECHAT_APP_SECRET: '0123456789abcdef0123456789abcdef' }).problems).toEqual([
      expect.stringMatching(/^WECHAT_APP_SECRET needs WECHAT_APP_ID/),
      expect.stringMatching(/^WECHAT_TOKEN is missing/),
    ]);
    expect(
      errorOf({ PAUSED_TEXT: 'a'.repeat(601), WECHAT_TEXT_LIMIT_BYTES: '600' }).problems,
    ).toEqual([expect.stringMatching(/^PAUSED_TEXT is too long: it has 601 bytes/)]);
  });

  it('come with remarks', () => {
    const { notes } = parseAccount({
      OPENAI_BASE_URL: 'https://api.deepseek.com/chat/completions',
      OPENAI_MODEL: 'm',
    });
    expect(notes).toHaveLength(1);
  });
});

describe('the key to stored secrets', () => {
  const problemsOf = (environment: Environment) => {
    try {
      parseConfig(environment);
      return [];
    } catch (error) {
      return error instanceof ConfigError ? error.problems : [String(error)];
    }
  };

  it('has 32 characters or more', () => {
    expect(parseConfig({ KUAIHUI_SECRET: 'k'.repeat(32) }).secret).toBe('k'.repeat(32));
    const [problem] = problemsOf({ KUAIHUI_SECRET: 'k7'.repeat(15) });
    expect(problem).toMatch(
      /^KUAIHUI_SECRET must be 32 characters or more.*30 characters were read/,
    );
    expect(problem).not.toContain('k7');
  });

  it('may follow an older one, which is of no use alone', () => {
    const previous = { KUAIHUI_PREVIOUS_SECRET: 'p'.repeat(32) };
    expect(parseConfig({ ...previous, KUAIHUI_SECRET: 'k'.repeat(32) }).previousSecret).toBe(
      'p'.repeat(32),
    );
    expect(problemsOf(previous)).toEqual([
      expect.stringMatching(/^KUAIHUI_PREVIOUS_SECRET needs KUAIHUI_SECRET/),
    ]);
  });
});
