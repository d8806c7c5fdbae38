import type { WebhookFault } from '../../events/webhook-call.ts';
import type { Sentence } from '../../runtime/sentence.ts';
import { PASS_THE_QUERY, type Advice } from './advice.ts';

const CHANGE_THE_TOKEN: Sentence = {
  zh: '签名是对的，所以发的人知道 Token。如果不是你自己在测试，请换一个 Token，并用安全模式。',
  en: 'The signature is right, so the sender knows the token. Unless you are testing, change the token and use safe mode.',
};

/** Where the faults lead to one sentence each, whatever else is known of the call. */
type PlainFault = Exclude<
  WebhookFault,
  | ('unknown path' | 'opened by hand' | 'signature missing' | 'query malformed')
  | ('signature wrong' | 'timestamp stale' | 'body is not XML' | 'body cut off')
>;

/** Sentences about such faults, for the owner. */
export const plainFaultTexts: Readonly<Record<PlainFault, Advice>> = {
  'query repeated': {
    sentence: {
      zh: '地址里同一个参数出现了两次；微信只会带一次。',
      en: 'The address has the same parameter twice; WeChat gives it once.',
    },
    remedy: {
      zh: '检查代理的转发规则：参数被拼接了两遍（常见写法是 proxy_pass …$request_uri?$args）。',
      en: 'Look at the proxy: it appends the parameters a second time (often proxy_pass …$request_uri?$args).',
    },
  },
  'unreadable address': {
    sentence: {
      zh: '地址里有坏掉的 % 转义，读不了。',
      en: 'The address holds a broken % escape and cannot be read.',
    },
    remedy: {
      zh: '如果前面有代理，请让它原样转发地址；否则这不是微信发的，不用管。',
      en: 'If there is a proxy, have it pass the address on unchanged; else WeChat did not send this, and nothing has to be done.',
    },
  },
  'plain body refused': {
    sentence: {
      zh: '消息加解密方式不一致：微信发来的是明文，而这里只收加密的（安全模式）。',
      en: 'The message mode differs: WeChat sent plain text, and only encrypted messages are taken here (safe mode).',
    },
    remedy: {
      zh: '在微信后台把“消息加解密方式”改成“安全模式”并提交；或者在这里把 WECHAT_MESSAGE_MODE 改成 auto。',
      en: "Set 消息加解密方式 to 安全模式 in WeChat's backend and submit; or set WECHAT_MESSAGE_MODE=auto here.",
    },
  },
  'encrypted body refused': {
    sentence: {
      zh: '消息加解密方式不一致：微信发来的是加密消息，而这里设成了明文模式。',
      en: 'The message mode differs: WeChat sent an encrypted message, and plain mode is set here.',
    },
    remedy: {
      zh: '在这里把 WECHAT_MESSAGE_MODE 改成 auto 或 safe，并填好 AppID 和 EncodingAESKey。',
      en: 'Set WECHAT_MESSAGE_MODE to auto or safe here, with AppID and EncodingAESKey.',
    },
  },
  'message signature missing': {
    sentence: {
      zh: '消息是加密的，但地址里没有 msg_signature：它在路上被去掉了。',
      en: 'The message is encrypted, and the address lacks msg_signature: it was removed on the way.',
    },
    remedy: PASS_THE_QUERY,
  },
  'aes key missing': {
    sentence: {
      zh: '微信发来的是加密消息，而这里没有填 EncodingAESKey。',
      en: 'WeChat sent an encrypted message, and no EncodingAESKey is set here.',
    },
    remedy: {
      zh: '把微信后台的 EncodingAESKey 填进来；或者用这里生成的一个，粘贴到微信后台再提交。',
      en: "Fill in the EncodingAESKey of WeChat's backend; or paste the one made here into it and submit.",
    },
  },
  'cannot decrypt': {
    sentence: {
      zh: 'EncodingAESKey 不一致：Token 是对的，但消息解不开。',
      en: 'The EncodingAESKey differs: the token is right, and the message cannot be decrypted.',
    },
    remedy: {
      zh: '把这里的 EncodingAESKey 复制到微信后台再提交，43 个字符一个都不能少。刚换过的话，等几分钟再试。',
      en: "Copy the EncodingAESKey from here into WeChat's backend and submit: all 43 characters. After a change, wait some minutes and try again.",
    },
  },
  'app id missing': {
    sentence: {
      zh: '微信发来的是加密消息，而这里没有填 AppID，没法确认消息是发给谁的。',
      en: 'WeChat sent an encrypted message, and no AppID is set here to tell for whom it is.',
    },
    remedy: {
      zh: '填上 AppID：微信开发者平台 → 开发信息里以 wx 开头的那一串。',
      en: 'Fill in the AppID: under 微信开发者平台 → 开发信息, it begins with wx.',
    },
  },
  'app id wrong': {
    sentence: {
      zh: 'AppID 不一致：密钥是对的，但消息是加密给另一个公众号的。',
      en: 'The AppID differs: the key is right, and the message was encrypted for another account.',
    },
    remedy: {
      zh: '把这里的 AppID 和微信开发者平台 → 开发信息里的对一遍；如果有几个公众号，看看 URL 是不是填到了另一个的后台。',
      en: 'Compare the AppID here with 微信开发者平台 → 开发信息; with several accounts, see whether the URL was typed into the backend of another one.',
    },
  },
  'body too large': {
    sentence: {
      zh: '请求的内容超过了 256 KB 的上限；微信的消息从来没有这么大。',
      en: 'The body is larger than the limit of 256 kB; no message of WeChat is.',
    },
    remedy: {
      zh: '这多半不是微信发的。如果是，请看代理是不是把别的内容转到了这个地址。',
      en: 'WeChat hardly sent this. If it did, see whether a proxy passes something else on to this address.',
    },
  },
  'body encoding unknown': {
    sentence: {
      zh: '内容被压缩过，解不开；微信不压缩消息，是前面的代理压的。',
      en: 'The body is packed and cannot be unpacked. WeChat packs nothing: a proxy did.',
    },
    remedy: {
      zh: '关掉代理对请求内容的压缩。',
      en: 'Switch off the packing of request bodies in the proxy.',
    },
  },
  doctype: {
    sentence: {
      zh: '内容里有 DOCTYPE：微信不会这样发，已经拒收。',
      en: 'The body holds a DOCTYPE, which WeChat never sends; it was refused.',
    },
    remedy: CHANGE_THE_TOKEN,
  },
  'nested too deep': {
    sentence: {
      zh: '内容的标签嵌套太深：微信不会这样发，已经拒收。',
      en: 'The elements of the body are nested too deep, as WeChat never sends; it was refused.',
    },
    remedy: CHANGE_THE_TOKEN,
  },
  'message incomplete': {
    sentence: {
      zh: '消息缺少必需的内容（例如发送人或消息类型），没法回答。',
      en: 'The message lacks something it needs, such as its sender or kind, and cannot be answered.',
    },
    remedy: {
      zh: '如果是测试工具发的，请补全字段；如果是微信发的，请把时间告诉我们。',
      en: 'If a test tool sent it, complete its fields; if WeChat did, tell us when.',
    },
  },
  replayed: {
    sentence: {
      zh: '同一个签名带着另一条消息又来了一次，已经拒收。',
      en: 'The same signature came again with another message; it was refused.',
    },
    remedy: {
      zh: '如果不是你自己在测试，有人看到了带签名的地址：请用 HTTPS 和安全模式。',
      en: 'Unless you are testing, a stranger saw a signed address: use HTTPS and safe mode.',
    },
  },
  failed: {
    sentence: {
      zh: '微信的请求没有问题，是这里处理时出了错。',
      en: "WeChat's request was right; something broke here.",
    },
    remedy: {
      zh: '请看“日志”页里同一时间的错误；数据库或 Redis 不可用时会这样。',
      en: 'See the error of the same time on the page Log; it happens when the store is away.',
    },
  },
};
