import { bilingual } from '../../texts/bilingual.ts';

export const texts = bilingual({
  zh: {
    title: '设置密码',
  },
  en: {
    title: 'Set the password',
  },
});
