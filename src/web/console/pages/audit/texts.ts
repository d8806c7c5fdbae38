import { bilingual } from '../../texts/bilingual.ts';

export const texts = bilingual({
  zh: {
    title: '操作记录',
    intro: '谁在什么时候改了什么，保留 400 天。密钥和粉丝的话不在里面。',
    none: '还没有记录',
    noneAbout: '有人登录或改动设置以后，会出现在这里。',
    when: '时间',
    who: '用户',
    what: '做了什么',
    from: 'IP 地址',
    stranger: '未登录',
  },
  en: {
    title: 'Audit',
    intro: 'Who changed what, and when; kept for 400 days. No keys, and no words of followers.',
    none: 'Nothing is recorded yet',
    noneAbout: 'Sign-ins and changes will appear here.',
    when: 'When',
    who: 'User',
    what: 'What was done',
    from: 'IP address',
    stranger: 'not signed in',
  },
});
