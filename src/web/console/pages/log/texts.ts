import { bilingual } from '../../texts/bilingual.ts';

export const texts = bilingual({
  zh: {
    title: '日志',
    intro: '服务器正在做什么。',
  },
  en: {
    title: 'Log',
    intro: 'What the server is doing.',
  },
});
