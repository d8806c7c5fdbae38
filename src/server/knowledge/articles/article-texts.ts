import { commandLine } from '../../../config/command-line.ts';
import type { Sentence } from '../../../runtime/sentence.ts';
import { wechatTexts } from '../../../diagnosis/wechat-texts.ts';
import type { WechatApiError } from '../../../wechat/errors.ts';

const ONE_BY_ONE: Sentence = {
  en: `Single articles can be added by their links: ${commandLine('kb add https://mp.weixin.qq.com/s/…')}`,
  zh: `可以用链接逐篇添加：${commandLine('kb add https://mp.weixin.qq.com/s/…')}`,
};

/** What is said about the account's own articles. */
export const articleTexts = {
  noSecret: (account: string): Sentence => ({
    en: `WeChat lists the articles of ${account} only with WECHAT_APP_ID and WECHAT_APP_SECRET, which are not set.`,
    zh: `公众号 ${account} 没有设置 WECHAT_APP_ID 和 WECHAT_APP_SECRET，没有它们微信不给文章列表。`,
  }),
  refused: (error: WechatApiError): Sentence => {
    const { errcode, errmsg } = error;
    if (error.kind === 'not permitted')
      return {
        en: `WeChat does not give this account the list of its articles (${errcode}): since July 2025 only accounts whose subject is certified (认证) may ask for it, no personal ones. ${ONE_BY_ONE.en}`,
        zh: `微信不给这个公众号的文章列表（${errcode}）：2025 年 7 月起只有已认证的公众号有这个权限，个人号和未认证的没有。${ONE_BY_ONE.zh}`,
      };
    if (error.kind === 'token')
      return {
        en: `WeChat refused the access token twice (${errcode}): another server with the same AppSecret may be replacing it. Try again in a while.`,
        zh: `微信两次都说 access_token 无效（${errcode}）：可能有别的服务器用同一个 AppSecret 在换它。过一会儿再试。`,
      };
    const remedy = wechatTexts.remedy(error);
    return {
      en: `WeChat did not give the list of articles: ${errcode} ${errmsg}. ${remedy.en}`,
      zh: `微信没有给文章列表：${errcode} ${errmsg}。${remedy.zh}`,
    };
  },
  away: (host: string): Sentence => {
    const [is, remedy] = [wechatTexts.away(host), wechatTexts.reach(host)];
    return { en: `${is.en}. ${remedy.en}`, zh: `${is.zh}。${remedy.zh}` };
  },
  more: (most: number): Sentence => ({
    en: `The account has more articles; the newest ${most} are followed. --most takes in more.`,
    zh: `还有更多文章；只跟进最新的 ${most} 篇。要更多请用 --most。`,
  }),
  leftAlone: (): Sentence => ({
    en: 'left alone until it changes, because it could not be read or was removed',
    zh: '之前读不了或已被删除，文章修改之前不再处理',
  }),
  switchOn: (account: string): Sentence => ({
    en: `New articles are taken in by themselves with: ${commandLine(`account set ${account} SYNC_ARTICLES=on`)}`,
    zh: `要自动收入新文章：${commandLine(`account set ${account} SYNC_ARTICLES=on`)}`,
  }),
};
