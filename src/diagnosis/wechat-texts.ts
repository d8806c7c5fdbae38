import type { Sentence } from '../cli/advice-language.ts';
import type { WechatApiError } from '../wechat/errors.ts';

const NOTICE = '请到公众号后台的通知中心查看微信的通知。';

/** Chinese advice by WeChat's code; the error itself carries the English one. */
const ADVICE: ReadonlyMap<number, string> = new Map([
  [40001, '微信不接受这个 AppSecret。请与微信开发者平台 → 开发信息对比；重置之后只有最新的有效。'],
  [40125, '微信不接受这个 AppSecret。请与微信开发者平台 → 开发信息对比；重置之后只有最新的有效。'],
  [41004, '微信没有收到 AppSecret。请填写 WECHAT_APP_SECRET。'],
  [40013, '微信不认识这个 AppID。请把 WECHAT_APP_ID 与微信开发者平台 → 开发信息对比。'],
  [41002, '微信没有收到 AppID。请填写 WECHAT_APP_ID。'],
  [40243, 'AppSecret 被冻结了。请到微信开发者平台 → 开发信息解冻。'],
  [45009, '今天的调用次数用完了，北京时间零点恢复。'],
  [45011, '调用太频繁，过一会儿再试。'],
  [48004, `这个接口被微信封禁了。${NOTICE}`],
  [50004, `微信禁止这个公众号获取 access_token。${NOTICE}`],
  [50007, `公众号被微信冻结了。${NOTICE}`],
  [89503, '微信要公众号管理员确认这个 IP 的调用。请在管理员的微信里确认。'],
  [89506, '管理员两次拒绝了这个 IP 的调用，24 小时内不能再用。'],
  [89507, '管理员拒绝了这个 IP 的调用，1 小时内不能再用。'],
  [-1, '微信系统繁忙，过一会儿再试。'],
]);

/** What is said about WeChat's API. */
export const wechatTexts = {
  given: (): Sentence => ({
    en: 'WeChat gives an access token: AppID, AppSecret and IP whitelist are good',
    zh: '微信给了 access_token：AppID、AppSecret、IP 白名单都没问题',
  }),
  refused: ({ errcode, errmsg }: WechatApiError): Sentence => ({
    en: `WeChat gives no access token: ${errcode} ${errmsg}`,
    zh: `微信没有给 access_token：${errcode} ${errmsg}`,
  }),
  remedy({ errcode, errmsg, advice, retryable }: WechatApiError): Sentence {
    const zh = adviseOnErrcode(errcode, errmsg) ?? `请在微信的文档里查错误码 ${errcode}。`;
    const en =
      advice ?? (retryable ? 'Try again in a while.' : `Look up ${errcode} in WeChat's documents.`);
    return { en, zh };
  },
  away: (host: string): Sentence => ({
    en: `${host} does not answer, or not as WeChat`,
    zh: `${host} 没有回应，或不是微信在回应`,
  }),
  reach: (host: string): Sentence => ({
    en: `Try to reach https://${host} from this machine: name server, firewall. WECHAT_API_BASE_URL should be left out unless you use another host of WeChat.`,
    zh: `请在这台机器上试着访问 https://${host}：检查 DNS 和防火墙。除非要用微信的另一个域名，不要填 WECHAT_API_BASE_URL。`,
  }),
};

/** The Chinese advice of a refusal; `words` are WeChat's, which name the address that is not on the list. */
export function adviseOnErrcode(errcode: number, words: string): string | undefined {
  if (errcode !== 40164) return ADVICE.get(errcode);
  const ip = /invalid ip ([0-9a-f.:]+)/i.exec(words)?.[1] ?? '这台服务器的公网 IP';
  return `请把 ${ip} 加进微信开发者平台 → 开发信息的“API IP白名单”，几分钟后生效。`;
}
