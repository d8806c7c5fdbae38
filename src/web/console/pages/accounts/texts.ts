import { bilingual } from '../../texts/bilingual.ts';

export const texts = bilingual({
  zh: {
    title: '公众号',
    intro: '这台服务器接入的公众号。',
  },
  en: {
    title: 'Accounts',
    intro: 'The WeChat accounts that this server answers for.',
  },
});
