import type { Sentence } from '../../runtime/sentence.ts';

/** What the console says about passwords, users and sessions. */
export const accessTexts = {
  busy: (): Sentence => ({
    en: 'Too many people are signing in at the same time. Try again in a few seconds.',
    zh: '同时登录的人太多，请过几秒再试。',
  }),
  wait: (seconds: number): Sentence => ({
    en: `Too many wrong passwords. Try again in ${seconds} ${seconds === 1 ? 'second' : 'seconds'}.`,
    zh: `密码错误次数太多，请 ${seconds} 秒后再试。`,
  }),
  wrongPassword: (): Sentence => ({
    en: 'The name or the password is wrong.',
    zh: '用户名或密码不对。',
  }),
  wrongCurrentPassword: (): Sentence => ({
    en: 'Your current password is wrong.',
    zh: '当前密码不对。',
  }),
  passwordTooShort: (least: number): Sentence => ({
    en: `The password needs ${least} characters or more. A short sentence is easy to remember.`,
    zh: `密码至少要 ${least} 个字符。用一句好记的话就行。`,
  }),
  passwordTooLong: (most: number): Sentence => ({
    en: `The password may have ${most} characters at most.`,
    zh: `密码最多 ${most} 个字符。`,
  }),
  badName: (): Sentence => ({
    en: 'A name has 1 to 32 letters, digits, dashes or dots.',
    zh: '用户名为 1 到 32 个英文字母、数字、短横线或点。',
  }),
  nameTaken: (): Sentence => ({
    en: 'There is a user of this name already. Choose another name.',
    zh: '这个用户名已经有了，请换一个。',
  }),
  tooManyUsers: (most: number): Sentence => ({
    en: `There are ${most} users already. Remove one first.`,
    zh: `最多 ${most} 个用户，请先删除一个。`,
  }),
  noSuchUser: (): Sentence => ({ en: 'There is no such user.', zh: '没有这个用户。' }),
  noSuchSession: (): Sentence => ({
    en: 'This session has ended already.',
    zh: '这个会话已经结束了。',
  }),
  lastOwner: (): Sentence => ({
    en: 'This is the only owner. Make another user an owner first.',
    zh: '这是唯一的所有者，请先把另一个用户设为所有者。',
  }),
  codeEnded: (command: string): Sentence => ({
    en: `This link is not valid or was used already. For a new one, run on the server: ${command}`,
    zh: `这个链接无效或已经用过。要新的链接，请在服务器上运行：${command}`,
  }),
  ownerExists: (command: string): Sentence => ({
    en: `The owner's password is set already. Sign in, or set a new one on the server: ${command}`,
    zh: `所有者的密码已经设好。请登录；忘了密码就在服务器上运行：${command}`,
  }),
};
