import { bilingual } from '../../texts/bilingual.ts';

export const texts = bilingual({
  zh: {
    title: '登录设备',
    intro: '你的账号在哪些浏览器里登录着。',
  },
  en: {
    title: 'Signed-in devices',
    intro: 'The browsers in which you are signed in.',
  },
});
