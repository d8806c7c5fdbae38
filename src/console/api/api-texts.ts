import type { Sentence } from '../../runtime/sentence.ts';

/** What the API says of calls that no route answered. */
export const apiTexts = {
  signIn: (): Sentence => ({ en: 'Sign in first.', zh: '请先登录。' }),
  notThisRole: (): Sentence => ({
    en: 'Your role may not do this. Ask an owner.',
    zh: '你的角色没有这个权限，请联系所有者。',
  }),
  noSuchRoute: (): Sentence => ({
    en: 'There is no such address in the console.',
    zh: '控制台没有这个地址。',
  }),
  noSuchAccount: (name: string): Sentence => ({
    en: `There is no account ${name}.`,
    zh: `没有公众号 ${name}。`,
  }),
  badJson: (): Sentence => ({
    en: 'The body is not JSON of this API.',
    zh: '请求内容不是有效的 JSON。',
  }),
  bodyTooLarge: (): Sentence => ({
    en: 'The body is larger than this address takes.',
    zh: '请求内容超过了这个地址允许的大小。',
  }),
  badField: (field: string): Sentence => ({
    en: `The value of “${field}” is missing or not valid.`,
    zh: `“${field}” 缺失或无效。`,
  }),
  failed: (): Sentence => ({
    en: 'This could not be done now. The log of the server says why.',
    zh: '暂时没能完成，原因见服务器日志。',
  }),
  storeAway: (): Sentence => ({
    en: 'The store cannot be reached now. Try again in a moment.',
    zh: '存储暂时连不上，请稍后再试。',
  }),
};
