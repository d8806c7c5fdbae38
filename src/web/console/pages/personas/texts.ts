import { bilingual } from '../../texts/bilingual.ts';

export const texts = bilingual({
  zh: {
    title: '人设',
    intro: '回答的身份和语气。',
  },
  en: {
    title: 'Personas',
    intro: 'Who answers, and in which voice.',
  },
});
