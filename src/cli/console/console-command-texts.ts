import { commandLine } from '../../config/command-line.ts';
import type { Sentence } from '../../runtime/sentence.ts';

/** What `kuaihui console` says. */
export const consoleCommandTexts = {
  link: (link: string): Sentence => ({
    en: `Open this link within 24 hours to set the owner's password: ${link}`,
    zh: `请在 24 小时内打开这个链接设置密码：${link}`,
  }),
  ownerExists: (): Sentence => ({
    en: `The owner's password is set already, so no link is needed. To set another password: ${commandLine('console reset-password')}`,
    zh: `所有者的密码已经设好，不需要链接。要换密码请运行：${commandLine('console reset-password')}`,
  }),
  switchedOff: (): Sentence => ({
    en: 'The console is switched off (CONSOLE=off), so the link will not open until it is on.',
    zh: '控制台已关闭（CONSOLE=off），打开之前链接用不了。',
  }),
  noOwnerYet: (): Sentence => ({
    en: `No password has been set yet. For a link that sets it: ${commandLine('console link')}`,
    zh: `还没有人设过密码。要设置密码的链接，请运行：${commandLine('console link')}`,
  }),
  noSuchUser: (name: string, names: readonly string[]): Sentence => ({
    en: `There is no user ${name}. There are: ${names.join(', ')}`,
    zh: `没有用户 ${name}。现有用户：${names.join('、')}`,
  }),
  ask: (name: string): Sentence => ({
    en: `New password for ${name} (12 characters or more): `,
    zh: `${name} 的新密码（至少 12 个字符）：`,
  }),
  askAgain: (): Sentence => ({ en: 'Again: ', zh: '再输入一次：' }),
  notTheSame: (): Sentence => ({
    en: 'The two passwords differ. Nothing was changed.',
    zh: '两次输入的密码不一样，没有修改。',
  }),
  noLine: (): Sentence => ({
    en: 'No password was given. Nothing was changed.',
    zh: '没有收到密码，没有修改。',
  }),
  reset: (name: string): Sentence => ({
    en: `The password of ${name} is changed, and every session of ${name} has ended. Sign in again.`,
    zh: `${name} 的密码已更换，原来的登录全部退出，请重新登录。`,
  }),
};
