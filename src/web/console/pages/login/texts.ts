import { bilingual } from '../../texts/bilingual.ts';

export const texts = bilingual({
  zh: {
    title: '登录控制台',
    name: '用户名',
    password: '密码',
    submit: '登录',
    noPassword: '还没有设置密码',
    noPasswordAbout: '请打开服务器启动时打印的链接，或在服务器上运行下面的命令得到新的链接：',
    forgotten: '忘了密码？',
    forgottenAbout: '所有者在服务器上运行下面的命令，其他人请所有者重设：',
  },
  en: {
    title: 'Sign in to the console',
    name: 'Name',
    password: 'Password',
    submit: 'Sign in',
    noPassword: 'No password is set yet',
    noPasswordAbout:
      'Open the link that the start of the server printed, or make a new one by running on the server:',
    forgotten: 'Forgotten the password?',
    forgottenAbout: 'An owner runs this on the server; others ask an owner for a new one:',
  },
});
