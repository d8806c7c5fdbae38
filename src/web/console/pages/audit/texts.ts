import { bilingual } from '../../texts/bilingual.ts';

export const texts = bilingual({
  zh: {
    title: '操作记录',
    intro: '谁在什么时候改了什么。',
  },
  en: {
    title: 'Audit',
    intro: 'Who changed what, and when.',
  },
});
