import { describe, expect, it } from 'vitest';
import { listAccountValues } from '../../src/config/list-account-values.ts';
import { SETTINGS } from '../../src/config/schema.ts';
import { differsFromDefault } from '../../src/config/setting-difference.ts';

describe('the list of an account', () => {
  const valuesOf = (values: Record<string, string>) =>
    new Map(listAccountValues(values).map((setting) => [setting.name, setting]));

  it('has every setting of an account, and none of the server', () => {
    expect([...valuesOf({ PORT: '1' }).keys()]).toEqual(
      SETTINGS.filter(({ scope }) => scope === 'account').map(({ name }) => name),
    );
  });

  it('names secrets without their values', () => {
    const list = listAccountValues({ WECHAT_TOKEN: 'hidden1', OPENAI_API_KEY: 'hidden2' });
    expect(JSON.stringify(list)).not.toContain('hidden');
    expect(list).toContainEqual({
      name: 'WECHAT_TOKEN',
      isSecret: true,
      isSet: true,
      value: undefined,
    });
    expect(list).toContainEqual({
      name: 'WECHAT_APP_SECRET',
      isSecret: true,
      isSet: false,
      value: undefined,
    });
  });

  it('shows values as .env would have them, and the defaults of the others', () => {
    const list = valuesOf({ FORGET_ON_UNSUBSCRIBE: '否', AI_LABEL: '无', WELCOME_TEXT: 'a\\nb' });
    expect(list.get('FORGET_ON_UNSUBSCRIBE')).toMatchObject({ value: 'off', isSet: true });
    expect(list.get('AI_LABEL')).toMatchObject({ value: 'off' });
    expect(list.get('WELCOME_TEXT')).toMatchObject({ value: 'a\\nb' });
    expect(list.get('WECHAT_ATTEMPTS')).toMatchObject({ value: '3', isSet: false });
  });

  it('shows an address without user and password, and a wrong value as it is', () => {
    const list = valuesOf({
      OPENAI_BASE_URL: 'https://me:hidden@example.com/v1',
      HISTORY_TOKENS: 'all',
    });
    expect(list.get('OPENAI_BASE_URL')?.value).toBe('https://…@example.com/v1');
    expect(list.get('HISTORY_TOKENS')?.value).toBe('all');
  });
});

describe('a value', () => {
  it.each([
    ['WECHAT_ATTEMPTS', '3', false],
    ['WECHAT_ATTEMPTS', '2', true],
    ['FORGET_ON_UNSUBSCRIBE', '是', false],
    ['FORGET_ON_UNSUBSCRIBE', 'no', true],
    ['WECHAT_API_BASE_URL', 'https://api.weixin.qq.com', false],
    ['AI_LABEL', 'on', false],
    ['AI_LABEL', 'off', true],
    ['WELCOME_TEXT', '你好', true],
    ['WELCOME_TEXT', ' ', false],
    ['HISTORY_TOKENS', 'all', true],
    ['NO_SUCH_NAME', 'x', false],
  ])('%s=%s differs from the default: %s', (name, value, differs) => {
    expect(differsFromDefault(name, value)).toBe(differs);
  });

  it('of the model always differs, because leaving it out means the value of the environment', () => {
    expect(differsFromDefault('OPENAI_MAX_RETRIES', '2')).toBe(true);
  });
});
