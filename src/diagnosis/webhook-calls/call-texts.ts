import type { WebhookCall } from '../../events/webhook-call.ts';
import type { Sentence } from '../../runtime/sentence.ts';
import { PASS_THE_QUERY, type Advice } from './advice.ts';

const SYNCHRONISE_TIME: Sentence = {
  zh: '请在服务器上打开时间同步（例如 timedatectl set-ntp true；云服务器也可以在控制台打开 SYNCHRONISE_TIME）。',
  en: 'Switch on time synchronisation on the server (for example timedatectl set-ntp true).',
};

/** Sentences about WeChat's calls, for the owner. */
export const callTexts = {
  verified: (): Advice => ({
    sentence: { zh: '微信验证了这个地址，通过了。', en: 'WeChat verified this address.' },
  }),
  verifiedButClock: (ahead: number): Advice => ({
    sentence: {
      zh: `微信验证了这个地址，但这台机器的时钟${ahead > 0 ? '快' : '慢'}了 ${Math.abs(ahead)} 秒：之后的消息会因为时间不对被拒收。`,
      en: `WeChat verified this address, but this machine's clock is ${Math.abs(ahead)} s ${ahead > 0 ? 'ahead' : 'behind'}: messages will be refused for their time.`,
    },
    remedy: SYNCHRONISE_TIME,
  }),
  message: (kind: string, gave: WebhookCall['gave']): Advice => {
    const zh = `微信推来一条消息（${kind}），`;
    const en = `WeChat pushed a message (${kind}); `;
    switch (gave) {
      case 'held':
        return {
          sentence: {
            zh: `${zh}回答还没写完，等微信再推一次时给。`,
            en: `${en}its answer is given with WeChat's repeat.`,
          },
        };
      case 'cut':
        return {
          sentence: {
            zh: `${zh}但微信没等到回答就断开了。`,
            en: `${en}WeChat left before the answer was out.`,
          },
          remedy: {
            zh: '回答会随下一次推送给出。经常这样的话，请看服务器到微信的网络和代理的超时时间。',
            en: 'The answer is given with the next push. If it happens often, look at the network and at the timeouts of the proxy.',
          },
        };
      case 'nothing':
        return { sentence: { zh: `${zh}不用回复。`, en: `${en}nothing had to be said.` } };
      default:
        return { sentence: { zh: `${zh}已经回复。`, en: `${en}it was answered.` } };
    }
  },
  openedByHand: ({ from }: WebhookCall): Advice => ({
    sentence: {
      zh: `有人用浏览器打开了这个地址（来自 ${from.address}）。能打开，说明从那里连得到服务器；这不是微信的请求。`,
      en: `A browser opened this address (from ${from.address}). So the server is reachable from there; it was not WeChat.`,
    },
  }),
  unknownPath: (path: string): Advice => ({
    sentence: {
      zh: `微信访问的路径 ${path} 上什么也没有，签名也不属于这里的任何账号。`,
      en: `Nothing is at the path ${path} that WeChat called, and the signature is of no account here.`,
    },
    remedy: {
      zh: '先核对微信后台 URL 的路径（与这里显示的逐字相同），再核对 Token；如果 URL 没错，是代理改了路径：proxy_pass 后面不要带路径或斜杠。',
      en: "Compare first the path of the URL in WeChat's backend with the one shown here, then the token. If the URL is right, the proxy changed the path: proxy_pass must end without a path or a slash.",
    },
  }),
  wrongPath: (path: string, right: string): Advice => ({
    sentence: {
      zh: `路径不对：微信访问了 ${path}，应该是 ${right}。Token 是对的。`,
      en: `The path is wrong: WeChat called ${path}, and it should be ${right}. The token is right.`,
    },
    remedy: {
      zh: `把微信后台的 URL 改成以 ${right} 结尾；如果那里没错，是代理改了路径：proxy_pass 后面不要带路径或斜杠。`,
      en: `Make the URL in WeChat's backend end in ${right}; if it does, the proxy changes the path: proxy_pass must end without a path or a slash.`,
    },
  }),
  queryCutOff: (): Advice => ({
    sentence: {
      zh: '请求到了，但地址里问号后面的参数全没了：被前面的代理截掉了。',
      en: 'The request came, but everything after the question mark is gone: a proxy cut the query off.',
    },
    remedy: PASS_THE_QUERY,
  }),
  signatureMissing: (): Advice => ({
    sentence: {
      zh: '地址里有微信的参数，唯独没有 signature。',
      en: 'The address has parameters of WeChat, but no signature.',
    },
    remedy: PASS_THE_QUERY,
  }),
  queryMalformed: (missing: readonly string[]): Advice => ({
    sentence:
      missing.length === 0
        ? {
            zh: '地址里的参数都在，但值不对（例如被截短或混进了别的字符）。',
            en: 'The parameters are all in the address, but a value is not usable: cut short, or with foreign characters.',
          }
        : {
            zh: `地址里的参数少了 ${missing.join('、')}：在路上被截断了。`,
            en: `The address lacks ${missing.join(', ')}: its query was cut on the way.`,
          },
    remedy: {
      zh: `常见原因是转发命令里的 & 没有加引号，后面的参数就丢了。${PASS_THE_QUERY.zh}`,
      en: `Often an & stands unquoted in a forwarding command, and what follows it is lost. ${PASS_THE_QUERY.en}`,
    },
  }),
  signatureWrong: (): Advice => ({
    sentence: {
      zh: 'Token 不一致：签名不是用这里的 Token 算的。',
      en: 'The token differs: the signature was not made with the token that is set here.',
    },
    remedy: {
      zh: '把这里的 Token 复制到微信后台的 Token 一栏再提交，前后不要有空格。',
      en: "Copy the token from here into the field Token of WeChat's backend and submit, without spaces around it.",
    },
  }),
  otherAccount: (account: string, signer: string, path: string): Advice => ({
    sentence: {
      zh: `URL 填错了账号：签名是账号 ${signer} 的，却发到了账号 ${account} 的地址。`,
      en: `The URL is of another account: the signature is of ${signer}, and the address of ${account}.`,
    },
    remedy: {
      zh: `在这个公众号的微信后台把 URL 改成以 ${path} 结尾。`,
      en: `In the backend of this account, make the URL end in ${path}.`,
    },
  }),
  bodyChanged: (): Advice => ({
    sentence: {
      zh: '地址的签名是对的，内容的签名不对：消息的内容在路上被改过。',
      en: 'The signature of the address is right, and that of the body is not: the body was changed on the way.',
    },
    remedy: {
      zh: '检查代理、防火墙（WAF）或 CDN 有没有改写这个路径的请求内容，让它原样转发。',
      en: 'See whether a proxy, a firewall or a CDN rewrites bodies on this path, and have it pass them on unchanged.',
    },
  }),
  timestampStale: (ahead: number): Advice => ({
    sentence: {
      zh: `时钟不对：这台机器比微信${ahead > 0 ? '快' : '慢'}了 ${Math.abs(ahead)} 秒，消息因此被拒收。`,
      en: `The clock is wrong: this machine is ${Math.abs(ahead)} s ${ahead > 0 ? 'ahead of' : 'behind'} WeChat, and the message was refused for it.`,
    },
    remedy: {
      zh: `${SYNCHRONISE_TIME.zh}如果别的请求时间都对，只有这一条差很多，那是旧请求被重放，不用管。`,
      en: `${SYNCHRONISE_TIME.en} If other requests have the right time and only this one has not, an old request was repeated: ignore it.`,
    },
  }),
  oldRequest: (ahead: number): Advice => ({
    sentence: {
      zh: `这是 ${Math.round(Math.abs(ahead) / 3600)} 小时${ahead > 0 ? '前' : '后'}的请求：多半是旧请求被重放，已经拒收。`,
      en: `This request is ${Math.round(Math.abs(ahead) / 3600)} hours ${ahead > 0 ? 'old' : 'ahead'}: most likely an old one was repeated; it was refused.`,
    },
    remedy: {
      zh: '先看服务器的日期对不对；日期没错就不用管，有人在重放旧地址时用安全模式更稳妥。',
      en: "See first whether the server's date is right; if it is, nothing has to be done, and safe mode protects against repeats.",
    },
  }),
  json: (): Advice => ({
    sentence: {
      zh: '数据格式选成了 JSON；公众号的消息要用 XML。',
      en: 'The data format is JSON; messages have to come as XML.',
    },
    remedy: {
      zh: '在微信后台把“数据格式”改成 XML 并提交。',
      en: "Set the data format (数据格式) to XML in WeChat's backend and submit.",
    },
  }),
  emptyBody: (): Advice => ({
    sentence: {
      zh: '请求的内容是空的：签名是对的，消息却在路上丢了。',
      en: 'The body is empty: the signature is right, and the message was lost on the way.',
    },
    remedy: {
      zh: '常见原因是 HTTP 跳转到 HTTPS（301/302）：跳转会丢掉消息。请把微信后台的 URL 直接写成最终的 https:// 地址；也看看代理有没有关掉 proxy_pass_request_body。',
      en: "Often a redirect from HTTP to HTTPS (301/302) loses it: type the final https:// address into WeChat's backend. See also that the proxy passes bodies on (proxy_pass_request_body).",
    },
  }),
  notXml: (): Advice => ({
    sentence: {
      zh: '内容不是完整的 XML，读不了。',
      en: 'The body is no complete XML and cannot be read.',
    },
    remedy: {
      zh: '先看微信后台的“数据格式”是不是 XML，再看代理有没有改写或截断内容。',
      en: "See first that the data format in WeChat's backend is XML, then whether a proxy rewrites or cuts bodies.",
    },
  }),
  cutOff: (bytes: number | undefined): Advice => ({
    sentence: {
      zh: `消息没有传完就断了${bytes === undefined ? '' : `（应有 ${bytes} 字节）`}。`,
      en: `The message ended before it was whole${bytes === undefined ? '' : ` (${bytes} bytes were announced)`}.`,
    },
    remedy: {
      zh: '先看代理的大小限制（Nginx 的 client_max_body_size 不要小于 1m）和超时，再看网络。',
      en: 'Look first at the limits of the proxy (client_max_body_size of Nginx, at least 1m) and its timeouts, then at the network.',
    },
  }),
  maybeStranger: ({ from }: WebhookCall): Sentence => ({
    zh: `（这个请求来自 ${from.address}，不像微信发的；如果你没有在微信后台提交，可能是陌生人，不用管。）`,
    en: `(This request came from ${from.address} and does not look like WeChat's; unless you have just submitted in WeChat's backend, it may be a stranger's, and nothing has to be done.)`,
  }),
};
