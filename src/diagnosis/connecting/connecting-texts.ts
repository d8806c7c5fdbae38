import type { Sentence } from '../../runtime/sentence.ts';

/** Texts about connecting an account. */
export const connectingTexts = {
  readReplies: (): Sentence => ({
    zh: '读取菜单和自动回复',
    en: 'Read menu and automatic replies',
  }),
  menu: (): Sentence => ({ zh: '自定义菜单（接口）', en: 'Custom menu (by API)' }),
  customerService: (): Sentence => ({ zh: '客服消息', en: 'Customer-service messages' }),
  tags: (): Sentence => ({ zh: '用户标签', en: 'Tags of followers' }),
  notListed: (ip: string): Sentence => ({
    zh: `AppID 和 AppSecret 已经送到，但服务器的 IP ${ip} 不在白名单里。`,
    en: `WeChat was asked, but the IP of this server, ${ip}, is not on the whitelist.`,
  }),
  noSecret: (): Sentence => ({
    zh: '请先填 AppID 和 AppSecret。没有的话可以跳过这一步。',
    en: 'Fill in AppID and AppSecret first; without them, skip this step.',
  }),
  tokenExists: (): Sentence => ({
    zh: '这个公众号已经有 Token 了。重新生成后要到微信后台换成新的；确定要换吗？',
    en: 'This account has a token. A new one has to be typed into WeChat’s backend as well. Make a new one?',
  }),
};
