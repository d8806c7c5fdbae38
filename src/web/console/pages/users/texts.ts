import { bilingual } from '../../texts/bilingual.ts';

export const texts = bilingual({
  zh: {
    title: '用户',
    intro: '谁可以进入控制台，能做什么。',
  },
  en: {
    title: 'Users',
    intro: 'Who may enter the console, and what they may do.',
  },
});
