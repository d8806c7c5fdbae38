import { bilingual } from '../../texts/bilingual.ts';

export const texts = bilingual({
  zh: {
    title: '知识库',
    intro: '回答所依据的资料、常见问题，以及还答不上来的问题。',
  },
  en: {
    title: 'Knowledge',
    intro: 'Documents and questions that answers come from, and what could not be answered yet.',
  },
});
