import type { Sentence } from '../../runtime/sentence.ts';

const CAPABILITY: Readonly<Record<'yes' | 'no' | 'unknown', Sentence>> = {
  yes: {
    en: 'the account may send customer-service messages, so the rest of a long answer comes by itself',
    zh: '公众号可以发客服消息，长回答的后半段会自动送到',
  },
  no: {
    en: 'the account may not send customer-service messages, so the rest of a long answer comes when the follower taps 继续',
    zh: '公众号不能发客服消息，长回答的后半段要粉丝点“继续”才收得到',
  },
  unknown: {
    en: 'whether the account may send customer-service messages is found out with the next follower who writes',
    zh: '能不能发客服消息还不知道，下一位粉丝发消息时会试出来',
  },
};

/** The texts of the doctor about WeChat. */
export const wechatDoctorTexts = {
  noUrl: (): Sentence => ({
    en: "no URL is saved in the account's console, so WeChat sends nothing",
    zh: '公众号后台没有保存服务器网址，微信不会发消息过来',
  }),
  saveUrl: (): Sentence => ({
    en: 'In WeChat’s console, under 消息推送, enter URL, token and AES key, save, and switch it on (启用).',
    zh: '请到微信后台“消息推送”填写网址、Token 和消息加解密密钥，保存并点启用。',
  }),
  notLookedUp: (errcode?: number): Sentence => ({
    en: `WeChat did not check the way to this server${errcode === undefined ? '' : ` (${errcode})`}`,
    zh: `微信没能检查到这台服务器的线路${errcode === undefined ? '' : `（${errcode}）`}`,
  }),
  askLater: (): Sentence => ({
    en: 'Run the doctor again a little later; answers do not depend on it.',
    zh: '过一会儿再检查一次；这不影响回答。',
  }),
  otherHost: (
    theirs: readonly string[],
    { host, addresses }: { readonly host: string; readonly addresses: readonly string[] },
  ): Sentence => ({
    en: `the URL in WeChat's console leads to ${theirs.join(', ')}, and ${host} (PUBLIC_URL) to ${addresses.join(', ')}`,
    zh: `微信后台的网址指向 ${theirs.join('、')}，而 ${host}（PUBLIC_URL）指向 ${addresses.join('、')}`,
  }),
  compareUrl: (host: string): Sentence => ({
    en: `Compare the host of the URL under 消息推送 with ${host}. With a CDN the addresses may differ although the host is the same.`,
    zh: `请核对“消息推送”里网址的域名是不是 ${host}。用了 CDN 时，域名相同地址也可能不同。`,
  }),
  noPing: (theirs: readonly string[]): Sentence => ({
    en: `WeChat found ${theirs.join(', ')}, and its pings get no answer`,
    zh: `微信能解析到 ${theirs.join('、')}，但 ping 不通`,
  }),
  allowPing: (): Sentence => ({
    en: 'Mostly a firewall drops pings, which does no harm. If messages do not arrive, open port 80 or 443 in the security group.',
    zh: '多半是防火墙不回应 ping，没有关系。如果收不到消息，请在安全组里放行 80 或 443 端口。',
  }),
  lookedUp: (theirs: readonly string[]): Sentence => ({
    en: `WeChat reaches the URL of its console at ${theirs.join(', ')}`,
    zh: `微信能访问后台所填网址的服务器（${theirs.join('、')}）`,
  }),
  noSources: (): Sentence => ({
    en: 'WeChat did not tell from which addresses it pushes',
    zh: '没能从微信读到推送的来源 IP',
  }),
  sources: (count: number): Sentence => ({
    en: `WeChat pushes from ${count} addresses and networks, and nothing else was seen`,
    zh: `微信从 ${count} 个 IP 或网段推送，没有看到别的来源`,
  }),
  otherSources: (addresses: readonly string[]): Sentence => ({
    en: `signed calls came from ${addresses.slice(0, 5).join(', ')}, which WeChat does not list`,
    zh: `有签名正确的请求来自 ${addresses.slice(0, 5).join('、')}，不在微信公布的 IP 里`,
  }),
  passAddressOn: (): Sentence => ({
    en: 'If that is your proxy, all is well; it can pass on the address in X-Forwarded-For. If not, change WECHAT_TOKEN here and in WeChat’s console.',
    zh: '如果那是你自己的反向代理，没有问题，可以让它用 X-Forwarded-For 传递来源；如果不是，请在这里和微信后台都换一个 Token。',
  }),
  noQuota: (errcode?: number): Sentence => ({
    en: `WeChat did not tell how many customer-service messages are left${errcode === undefined ? '' : ` (${errcode})`}`,
    zh: `没能从微信读到客服消息的剩余次数${errcode === undefined ? '' : `（${errcode}）`}`,
  }),
  noMessages: (): Sentence => ({
    en: 'WeChat grants this account no customer-service messages',
    zh: '微信没有给这个公众号客服消息的次数',
  }),
  quota: (limit: number, remain: number): Sentence => ({
    en: `${remain} of ${limit} customer-service messages are left today`,
    zh: `今天的客服消息还剩 ${remain} 次，共 ${limit} 次`,
  }),
  waitForMidnight: (): Sentence => ({
    en: 'They come back at midnight, Beijing time; until then the rest of an answer waits for the follower’s next message. CUSTOMER_SERVICE=off saves them.',
    zh: '北京时间零点恢复；在那之前，回答的后半段等粉丝下一条消息时再给。想省着用可以设 CUSTOMER_SERVICE=off。',
  }),
  messages: (known: 'yes' | 'no' | 'unknown'): Sentence => CAPABILITY[known],
  messagesOff: (): Sentence => ({
    en: 'customer-service messages are switched off (CUSTOMER_SERVICE=off)',
    zh: '客服消息已关闭（CUSTOMER_SERVICE=off）',
  }),
  noSecret: (): Sentence => ({
    en: 'without WECHAT_APP_SECRET answers go with WeChat’s own replies only',
    zh: '没有填 WECHAT_APP_SECRET，只用被动回复送达',
  }),
  onWithoutSecret: (): Sentence => ({
    en: 'CUSTOMER_SERVICE is on, and there is no AppSecret to send messages with',
    zh: 'CUSTOMER_SERVICE 设成了 on，却没有 AppSecret，发不了客服消息',
  }),
  setSecret: (): Sentence => ({
    en: 'Set WECHAT_APP_ID and WECHAT_APP_SECRET from 微信开发者平台 → 开发信息, or take CUSTOMER_SERVICE out.',
    zh: '请填写微信开发者平台 → 开发信息里的 WECHAT_APP_ID 和 WECHAT_APP_SECRET，或去掉 CUSTOMER_SERVICE。',
  }),
  onAndRefused: (): Sentence => ({
    en: 'CUSTOMER_SERVICE is on, and WeChat refused such messages',
    zh: 'CUSTOMER_SERVICE 设成了 on，但微信拒绝过客服消息',
  }),
  setAuto: (): Sentence => ({
    en: 'Only certified accounts may send them. Set CUSTOMER_SERVICE=auto, unless the account was certified just now.',
    zh: '只有认证过的公众号能发。除非刚刚通过认证，否则请把 CUSTOMER_SERVICE 改回 auto。',
  }),
};
