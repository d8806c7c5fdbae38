import { bilingual } from '../../texts/bilingual.ts';

export const texts = bilingual({
  zh: {
    title: '模拟器',
    intro: '在浏览器里扮演粉丝，看清每一次推送和回复。',
  },
  en: {
    title: 'Simulator',
    intro: 'Play a follower in the browser and see every push and reply.',
  },
});
