import { bilingual } from '../../texts/bilingual.ts';

export const texts = bilingual({
  zh: {
    title: '设置管理密码',
    intro: '你是这台服务器的所有者。设好密码，以后用它登录控制台。',
    password: '密码',
    rule: (least: number) => `至少 ${least} 个字符，长比复杂更管用，用一句好记的话就行。`,
    missing: (count: number) => `还差 ${count} 个字符。`,
    enough: '长度够了。',
    submit: '设置并登录',
    noCode: '这个地址缺少一次性代码',
    noCodeAbout: '请完整复制服务器启动时打印的链接，或在服务器上运行下面的命令得到新的链接：',
    isSet: '密码已经设好了',
    isSetAbout: '直接登录就行。忘了密码，就在服务器上运行：',
    toLogin: '去登录',
  },
  en: {
    title: 'Set the password',
    intro: 'You are the owner of this server. With this password you sign in from now on.',
    password: 'Password',
    rule: (least: number) =>
      `${least} characters or more. Long beats complicated: a short sentence is easy to remember.`,
    missing: (count: number) => `${count} more to go.`,
    enough: 'Long enough.',
    submit: 'Set and sign in',
    noCode: 'This address has no one-time code',
    noCodeAbout:
      'Copy the whole link that the start of the server printed, or make a new one by running on the server:',
    isSet: 'The password is set already',
    isSetAbout: 'Just sign in. If it is forgotten, run on the server:',
    toLogin: 'Sign in',
  },
});
