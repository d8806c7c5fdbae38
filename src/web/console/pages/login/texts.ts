import { bilingual } from '../../texts/bilingual.ts';

export const texts = bilingual({
  zh: {
    title: '登录',
  },
  en: {
    title: 'Sign in',
  },
});
