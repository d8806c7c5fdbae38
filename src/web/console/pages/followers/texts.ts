import { bilingual } from '../../texts/bilingual.ts';

export const texts = bilingual({
  zh: {
    title: '粉丝',
    intro: '备注、标签、用量和限额，也可以导出或删除某位粉丝的数据。',
  },
  en: {
    title: 'Followers',
    intro: 'Notes, tags, usage and limits; export or delete what is stored of a follower.',
  },
});
