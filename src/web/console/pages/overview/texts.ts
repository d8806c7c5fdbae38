import { bilingual } from '../../texts/bilingual.ts';

export const texts = bilingual({
  zh: {
    title: '概览',
    intro: '收到了多少消息，答得怎么样，花了多少钱。',
  },
  en: {
    title: 'Overview',
    intro: 'What came in, how it was answered, and what it cost.',
  },
});
