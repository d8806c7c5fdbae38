import type { RefusalReason, UnreadableReason } from '../../events/domain-event.ts';

const SAME_TOKEN = '请核对 WECHAT_TOKEN 与微信后台填的 Token 是否完全一致';

/** Chinese sentences that say what is wrong with a request to the webhook, and what to compare. */
export const refusalsZh: Readonly<Record<RefusalReason | UnreadableReason, string>> = {
  'query malformed': '地址里的参数不完整；微信每次都会带上',
  'query repeated': '地址里有重复的参数；微信只会给一次',
  'signature missing': '地址里没有签名：不是微信发的，或代理丢掉了问号后面的参数',
  'signature wrong': `签名不对。如果是微信发的，${SAME_TOKEN}`,
  'timestamp stale':
    '请求的时间与这台机器相差太多。如果是微信刚发的，请校准时钟（打开 NTP）；否则是旧请求被重放',
  'plain body refused':
    '消息没有加密，而 WECHAT_MESSAGE_MODE=safe。如果是微信发的，请在微信后台选安全模式，或设 WECHAT_MESSAGE_MODE=auto',
  replayed: '旧的微信签名配上了另一条消息。如果不是你自己在试，请用安全模式和 HTTPS',
  'body cut off': '消息没有传完就断开了',
  'body encoding unknown': '消息的压缩方式不认识；请关掉前面代理的压缩',
  'body too large': '消息比微信发的任何消息都大',
  'body is not XML': '消息不是完整的 XML。如果是微信发的，请在微信后台把数据格式选成 XML',
  doctype: '消息里有 DOCTYPE，微信不会这样发',
  'nested too deep': '消息的嵌套太深，微信不会这样发',
  'message incomplete': '消息缺少必需的字段',
  'message signature missing': '消息加密了，而地址里没有 msg_signature；可能是代理改了参数',
  'encrypted body refused':
    '消息加密了，而 WECHAT_MESSAGE_MODE=plain。请在微信后台选明文模式，或设 WECHAT_MESSAGE_MODE=auto，并填 WECHAT_APP_ID 和 WECHAT_ENCODING_AES_KEY',
  'aes key missing':
    '消息加密了。请把微信后台的 EncodingAESKey 填进 WECHAT_ENCODING_AES_KEY，或在那里选明文模式',
  'app id missing': '消息加密了。请把微信后台的 AppID 填进 WECHAT_APP_ID',
  'app id wrong': '消息是加密给另一个公众号的。请核对 WECHAT_APP_ID 与微信后台的 AppID',
  'cannot decrypt':
    '消息解不开。请核对 WECHAT_ENCODING_AES_KEY 与微信后台的 EncodingAESKey；刚换过密钥的话，把旧的填进 WECHAT_PREVIOUS_ENCODING_AES_KEY',
};
