import { bilingual } from '../../texts/bilingual.ts';

export const texts = bilingual({
  zh: {
    title: '接入助手',
    intro: '一步一步接好模型、资料和公众号，也可以随时回来检查。',
  },
  en: {
    title: 'Set-up assistant',
    intro: 'Model, documents and account, step by step; come back whenever you like.',
  },
});
