import { describe, expect, it } from 'vitest';
import { defaultOf } from '../../src/config/env-reader.ts';
import { findSetting } from '../../src/config/known-settings.ts';
import { SETTINGS } from '../../src/config/schema.ts';
import { isSecret } from '../../src/config/secrecy.ts';

describe('every setting', () => {
  it('has a name of its own, by which it is found', () => {
    expect(new Set(SETTINGS.map(({ name }) => name)).size).toBe(SETTINGS.length);
    for (const setting of SETTINGS) expect(findSetting(setting.name)).toBe(setting);
    expect(findSetting('NOTHING')).toBeUndefined();
    expect(findSetting('toString')).toBeUndefined();
  });

  it.each(SETTINGS)('$name is explained in both languages', ({ says, more }) => {
    for (const { en, zh } of [says, ...(more ? [more] : [])]) {
      expect(en).toMatch(/^[^\p{Script=Han}]+$/u);
      expect(zh).toMatch(/[\p{Script=Han}]/u);
    }
    expect(says.en).toMatch(/\.$|\*\.$/);
    expect(says.zh).toMatch(/。$/);
  });

  it.each(SETTINGS.filter(({ byDefault }) => byDefault !== undefined))(
    '$name has a default that can be used and is written as the kind writes it',
    (setting) => {
      expect(setting.kind.write(defaultOf(setting))).toBe(setting.byDefault);
    },
  );

  it('that is secret is treated as secret in all that is shown', () => {
    const secrets = SETTINGS.filter((setting) => setting.isSecret).map(({ name }) => name);
    expect(secrets).toEqual(
      expect.arrayContaining(['WECHAT_TOKEN', 'REDIS_URL', 'KUAIHUI_SECRET']),
    );
    expect(secrets.filter((name) => !isSecret(name))).toEqual([]);
  });

  it('that names a path is set by the environment or the command line only', () => {
    for (const { name, kind, isForOperator } of SETTINGS)
      if (kind.form.is === 'path') expect(isForOperator, name).toBe(true);
  });

  it('of an account takes effect live, and one of the server at the next start', () => {
    for (const { scope, takesEffect } of SETTINGS)
      expect(takesEffect).toBe(scope === 'account' ? 'live' : 'next start');
  });

  it('of WeChat, the model, the texts, the limits and the delivery belongs to an account', () => {
    const names = SETTINGS.filter(({ scope }) => scope === 'account').map(({ name }) => name);
    expect(names.filter((name) => /^(?:WECHAT|OPENAI|FOLLOWER)_/.test(name))).toEqual(
      SETTINGS.map(({ name }) => name).filter((name) => /^(?:WECHAT|OPENAI|FOLLOWER)_/.test(name)),
    );
    expect(names).toEqual(expect.arrayContaining(['KNOWLEDGE_DIR', 'SYSTEM_PROMPT', 'AI_LABEL']));
  });
});
