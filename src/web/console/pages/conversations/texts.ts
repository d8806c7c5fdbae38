import { bilingual } from '../../texts/bilingual.ts';

export const texts = bilingual({
  zh: {
    title: '会话',
    intro: '粉丝问了什么，每个回答是怎样送到的。',
  },
  en: {
    title: 'Conversations',
    intro: 'What followers asked, and the way of every answer.',
  },
});
