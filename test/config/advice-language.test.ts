import { describe, expect, it } from 'vitest';
import { adviceLanguage } from '../../src/config/advice-language.ts';

describe('the language of advice', () => {
  it.each([
    ['English where nothing is said', {}, 'en'],
    ['what followers read', { FOLLOWER_LANGUAGE: 'zh', LANG: 'en_US.UTF-8' }, 'zh'],
    ['what followers read, in capitals', { FOLLOWER_LANGUAGE: ' EN ', LANG: 'zh_CN.UTF-8' }, 'en'],
    ['the terminal’s for a setting that is empty', { FOLLOWER_LANGUAGE: '', LANG: 'zh_CN' }, 'zh'],
    [
      'the terminal’s for a setting that is wrong',
      { FOLLOWER_LANGUAGE: 'fr', LANG: 'zh_CN' },
      'zh',
    ],
    ['Chinese of every place', { LANG: 'zh_TW.Big5' }, 'zh'],
    ['Chinese in small and in capital letters', { LANG: 'ZH-cn' }, 'zh'],
    ['English for another language', { LANG: 'de_DE.UTF-8' }, 'en'],
    ['that of messages before the general one', { LC_MESSAGES: 'zh_CN', LANG: 'en_US' }, 'zh'],
    ['that of LC_ALL before all', { LC_ALL: 'C', LC_MESSAGES: 'zh_CN', LANG: 'zh_CN' }, 'en'],
    ['the next one where LC_ALL is empty', { LC_ALL: '', LANG: 'zh_CN.UTF-8' }, 'zh'],
  ])('is %s', (_what, environment, language) => {
    expect(adviceLanguage(environment)).toBe(language);
  });
});
