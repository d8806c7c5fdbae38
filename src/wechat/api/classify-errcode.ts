import type { Sentence } from '../../runtime/sentence.ts';

/** What a refusal by WeChat's API means for the message that was to be sent. */
export type WechatErrorKind =
  /** The access token is invalid, although it was replaced once already. */
  | 'token'
  /** WeChat is busy, or was called too often in a minute; a later call may succeed. */
  | 'busy'
  /** Shorten and send again. */
  | 'too long'
  /** No more customer-service messages until the follower does something. */
  | 'quota spent'
  /** The follower's last action is too long ago, or the follower left. */
  | 'window over'
  /** This account may not make this call. */
  | 'not permitted'
  /** This follower cannot be reached. */
  | 'follower unreachable'
  /** Nothing works until the operator does what `advice` says. */
  | 'operator'
  /** Anything else. */
  | 'rejected';

/**
 * The kinds of WeChat's error codes, from the pages of the calls that return them.
 * https://developers.weixin.qq.com/doc/service/api/customer/message/api_sendcustommessage
 * https://developers.weixin.qq.com/doc/subscription/api/base/api_getstableaccesstoken.html
 */
const KINDS: ReadonlyMap<number, WechatErrorKind> = new Map([
  [40001, 'token'],
  [40014, 'token'],
  [42001, 'token'],
  [-1, 'busy'],
  [45011, 'busy'],
  [45002, 'too long'],
  [45047, 'quota spent'],
  [45015, 'window over'],
  [48001, 'not permitted'],
  [48008, 'not permitted'],
  [40003, 'follower unreachable'],
  [43004, 'follower unreachable'],
  [43019, 'follower unreachable'],
  [48002, 'follower unreachable'],
  [50002, 'follower unreachable'],
  [50005, 'follower unreachable'],
  [70000, 'follower unreachable'],
]);

const CHECK_APP_ID: Sentence = {
  en: 'WeChat does not know this app id. Compare WECHAT_APP_ID with the AppID under 微信开发者平台 → 开发信息.',
  zh: '微信不认识这个 AppID。请把 WECHAT_APP_ID 与微信开发者平台 → 开发信息对比。',
};
const CHECK_APP_SECRET: Sentence = {
  en: 'WeChat does not accept the secret. Compare WECHAT_APP_SECRET with 微信开发者平台 → 开发信息; after a reset only the newest AppSecret is valid.',
  zh: '微信不接受这个 AppSecret。请把 WECHAT_APP_SECRET 与微信开发者平台 → 开发信息对比；重置之后只有最新的有效。',
};
const NOTICE: Sentence = {
  en: 'Look for its notice in the backend (通知中心).',
  zh: '请到公众号后台的通知中心查看微信的通知。',
};

const ADVICE: ReadonlyMap<number, Sentence> = new Map([
  [40013, CHECK_APP_ID],
  [41002, CHECK_APP_ID],
  [40125, CHECK_APP_SECRET],
  [41004, CHECK_APP_SECRET],
  [
    40243,
    {
      en: 'The AppSecret is frozen. Unfreeze it under 微信开发者平台 → 开发信息.',
      zh: 'AppSecret 被冻结了。请到微信开发者平台 → 开发信息解冻。',
    },
  ],
  [
    45009,
    {
      en: "The account's calls of this kind are used up for today. They come back at midnight, Beijing time; clear_quota resets them earlier.",
      zh: '今天的调用次数用完了，北京时间零点恢复；clear_quota 可以提前清零。',
    },
  ],
  [
    48004,
    {
      en: `WeChat has blocked this call for abuse. ${NOTICE.en}`,
      zh: `这个接口被微信封禁了。${NOTICE.zh}`,
    },
  ],
  [
    50004,
    {
      en: `WeChat forbids this account to fetch access tokens. ${NOTICE.en}`,
      zh: `微信禁止这个公众号获取 access_token。${NOTICE.zh}`,
    },
  ],
  [
    50007,
    { en: `WeChat has frozen this account. ${NOTICE.en}`, zh: `公众号被微信冻结了。${NOTICE.zh}` },
  ],
  [
    89503,
    {
      en: "WeChat asks the account's administrator to confirm calls from this server's IP. Confirm the request in the administrator's WeChat.",
      zh: '微信要公众号管理员确认这个 IP 的调用。请在管理员的微信里确认。',
    },
  ],
  [
    89506,
    {
      en: "The account's administrator refused calls from this IP twice: it is blocked for 24 hours.",
      zh: '管理员两次拒绝了这个 IP 的调用，24 小时内不能再用。',
    },
  ],
  [
    89507,
    {
      en: "The account's administrator refused calls from this IP: it is blocked for 1 hour.",
      zh: '管理员拒绝了这个 IP 的调用，1 小时内不能再用。',
    },
  ],
]);

/** Classifies a refusal. It needs the path of the call, because a bad token means the secret where tokens are made. */
export function classifyErrcode(
  call: string,
  { errcode, errmsg }: { readonly errcode: number; readonly errmsg: string },
): { readonly kind: WechatErrorKind; readonly advice: Sentence | undefined } {
  if (errcode === 40164) return { kind: 'operator', advice: adviseWhitelist(errmsg) };
  // The call that fetches tokens sends none, so it is the secret that is wrong.
  if (errcode === 40001 && call === STABLE_TOKEN) {
    return { kind: 'operator', advice: CHECK_APP_SECRET };
  }
  const advice = ADVICE.get(errcode);
  return { kind: advice === undefined ? (KINDS.get(errcode) ?? 'rejected') : 'operator', advice };
}

/** The path of the call that makes access tokens. */
export const STABLE_TOKEN = 'cgi-bin/stable_token';

/** Returns the address of this machine as WeChat saw it, from the words of 40164. */
export function refusedAddress(errmsg: string): string | undefined {
  // "invalid ip 203.0.113.9 ipv6 ::ffff:203.0.113.9, not in whitelist rid: …"
  return /invalid ip ([0-9a-f.:]+)/i.exec(errmsg)?.[1];
}

function adviseWhitelist(errmsg: string): Sentence {
  const ip = refusedAddress(errmsg);
  return {
    en: `WeChat takes calls from listed addresses only. Add ${ip === undefined ? "this server's public IP" : `the IP ${ip}`} to the whitelist (API IP白名单) under 微信开发者平台 → 开发信息.`,
    zh: `请把 ${ip ?? '这台服务器的公网 IP'} 加进微信开发者平台 → 开发信息的“API IP白名单”，几分钟后生效。`,
  };
}
