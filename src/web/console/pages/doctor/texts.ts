import { bilingual } from '../../texts/bilingual.ts';

export const texts = bilingual({
  zh: {
    title: '体检',
    intro: '逐项检查设置、网络、模型和公众号，哪里不对，怎么改。',
  },
  en: {
    title: 'Doctor',
    intro: 'Checks settings, network, models and accounts, and says what to do.',
  },
});
