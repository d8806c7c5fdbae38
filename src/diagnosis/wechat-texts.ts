import type { Sentence } from '../runtime/sentence.ts';
import type { WechatApiError } from '../wechat/errors.ts';

/** Texts about WeChat's API. */
export const wechatTexts = {
  given: (): Sentence => ({
    en: 'WeChat gives an access token: AppID, AppSecret and IP whitelist are good',
    zh: '微信给了 access_token：AppID、AppSecret、IP 白名单都没问题',
  }),
  refused: ({ errcode, errmsg }: WechatApiError): Sentence => ({
    en: `WeChat gives no access token: ${errcode} ${errmsg}`,
    zh: `微信没有给 access_token：${errcode} ${errmsg}`,
  }),
  remedy: ({ errcode, advice, retryable }: WechatApiError): Sentence =>
    advice ??
    (retryable
      ? { en: 'Try again in a while.', zh: '微信现在忙不过来，过一会儿再试。' }
      : {
          en: `Look up ${errcode} in WeChat's documents.`,
          zh: `请在微信的文档里查错误码 ${errcode}。`,
        }),
  away: (host: string): Sentence => ({
    en: `${host} does not answer, or not as WeChat`,
    zh: `${host} 没有回应，或不是微信在回应`,
  }),
  reach: (host: string): Sentence => ({
    en: `Try to reach https://${host} from this machine: name server, firewall. WECHAT_API_BASE_URL should be left out unless you use another host of WeChat.`,
    zh: `请在这台机器上试着访问 https://${host}：检查 DNS 和防火墙。除非要用微信的另一个域名，不要填 WECHAT_API_BASE_URL。`,
  }),
};
