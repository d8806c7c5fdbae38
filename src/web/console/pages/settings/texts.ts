import { bilingual } from '../../texts/bilingual.ts';

export const texts = bilingual({
  zh: {
    title: '设置',
    intro: '全部设置、默认值和来源，修改可以撤销。',
  },
  en: {
    title: 'Settings',
    intro: 'Every setting with its default and source; changes can be undone.',
  },
});
