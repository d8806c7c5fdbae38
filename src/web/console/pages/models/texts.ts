import { bilingual } from '../../texts/bilingual.ts';

export const texts = bilingual({
  zh: {
    title: '模型',
    intro: '用哪些模型回答，密钥、价格和测试。',
  },
  en: {
    title: 'Models',
    intro: 'Which models answer, with keys, prices and tests.',
  },
});
