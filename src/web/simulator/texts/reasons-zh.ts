/** The reasons that the server gives, as it writes them; `{}` stands for what changes. */
const REASONS: readonly (readonly [english: string, chinese: string])[] = [
  ['lost on the way to the server', '在去服务器的路上丢失'],
  ['lost on the way back', '在回微信的路上丢失'],
  ['the process ended', '进程中断'],
  ['The platform was closed.', '公众号换了，推送中断。'],
  ['Nothing answered during all attempts.', '三次推送的时间里，服务器都不在。'],
  ['No attempt was answered: {}.', '几次推送都没有得到回复：{}。'],
  ['timed out', '超时'],
  ['refused', '拒绝连接'],
  ['failed', '失败'],
  ['answered', '已回复'],
  ['the answer is endless', '回复没有尽头'],
  ['the connection broke in the middle of the answer', '回复到一半断线了'],
  ['WeChat cannot use this answer: {}.', '微信读不懂这个回复：{}。'],
  ['it is not UTF-8', '不是 UTF-8'],
  ['it is not encrypted, in safe mode', '安全模式下没有加密'],
  ['it is encrypted, in plain mode', '明文模式下却加密了'],
  ['its MsgSignature is wrong', 'MsgSignature 不对'],
  ['ToUserName is not the follower', 'ToUserName 不是这位粉丝'],
  ['FromUserName is not the account', 'FromUserName 不是这个公众号'],
  ['CreateTime is not a whole number', 'CreateTime 不是整数'],
  ['its MsgType is unknown', 'MsgType 不认识'],
  ['Content is empty', 'Content 是空的'],
  ['Content has {} bytes of UTF-8, more than {}', 'Content 有 {} 字节，超过了 {} 字节'],
  ['ArticleCount and Articles differ', 'ArticleCount 和 Articles 不一致'],
  ['its root is not <xml>', '根元素不是 <xml>'],
  ['<{}> is missing', '缺少 <{}>'],
  ['<{}> holds elements', '<{}> 里不该有元素'],
  ['it holds a character that XML does not allow', '有 XML 不允许的字符'],
  ['it is not well-formed at character {}', '第 {} 个字符处不合 XML 语法'],
  ['<{}> is not closed', '<{}> 没有闭合'],
  ['it does not have exactly one root', '根元素不是刚好一个'],
  ['<{}> appears {} times', '<{}> 出现了 {} 次'],
  ['it closes more than it opens', '闭合的比打开的多'],
  ['a text holds "]]>"', '文本里有 "]]>"'],
  ['</{}> closes nothing', '</{}> 没有对应的开头'],
  ['text stands outside of the root', '根元素外面有文本'],
  ['&{}; is unknown', '&{}; 不认识'],
  ['&{}; is not a character that XML allows', '&{}; 不是 XML 允许的字符'],
  ['it is too short', '太短'],
  ['its length is wrong', '长度不对'],
  ['it closes with another app id', '末尾的 AppID 不对'],
  ['it is not base64', '不是 base64'],
  ['it is not made of blocks of 32 bytes', '不是 32 字节一块'],
  ['its padding is wrong (another AES key?)', '填充不对（AES 密钥不同？）'],
  ['The server did not answer in time.', '服务器没有按时应答。'],
  ['Nothing listens at this address.', '这个地址没有服务器在听。'],
  ['The connection failed: {}.', '连接失败：{}。'],
  ['The server answered HTTP {} (token校验失败).', '服务器应答了 HTTP {}（token校验失败）。'],
  [
    'The server answered something other than the bytes of echostr (token校验失败).',
    '服务器应答的不是 echostr 原文（token校验失败）。',
  ],
  ['This follower has left; subscribe first.', '这位粉丝已取消关注，请先关注。'],
  ['There is no such follower', '没有这位粉丝'],
  ['There are {} followers already', '已经有 {} 位粉丝了'],
  ['Encrypted modes need the AES key of the bot', '兼容和安全模式需要 AES 密钥'],
  ['There is no other process', '没有另一个进程'],
  ['This fault waits often enough', '这个故障已经排了很多次'],
  ['There is no answerer of the kind {}', '没有这种回答者：{}'],
  ['Nothing here would start the process again', '这里没有程序会把它重新启动'],
  ['no such command', '没有这个命令'],
  ['Failed to fetch', '连不上服务器'],
];

const PATTERNS = REASONS.map(([english, chinese]) => {
  const escaped = english.replace(/[.*+?^$()|[\]\\]/g, '\\$&').replaceAll('{}', '(.+?)');
  return { pattern: new RegExp(`^${escaped}$`, 's'), chinese };
});

/** A reason in Chinese; words that are not known, such as a system's error code, stay as they are. */
export function reasonInChinese(reason: string): string {
  for (const { pattern, chinese } of PATTERNS) {
    const found = pattern.exec(reason);
    if (found === null) continue;
    const [, ...values] = found;
    let next = 0;
    return chinese.replace(/\{\}/g, () => reasonInChinese(values[next++] ?? ''));
  }
  const [, how, why] = /^([^(),]+) \(([^()]+)\)$/.exec(reason) ?? [];
  if (how && why) return `${reasonInChinese(how)}（${reasonInChinese(why)}）`;
  return reason.includes(', ') ? reason.split(', ').map(reasonInChinese).join('，') : reason;
}
