import { replyWith } from '../../messages/reply.ts';
import { normaliseSpelling } from '../../messages/visible-text.ts';
import type { Rule } from '../rule.ts';
import type { Texts } from '../texts/texts.ts';

/** WeChat says so, in several languages, when it cannot hand a message over, such as a custom sticker. */
const UNSUPPORTED =
  /^[[【](?:收到不支(?:持的消息|援的訊息)(?:类型|類型)?,?(?:暂|暫)?(?:无法|無法)(?:显示|顯示)|unsupportedmessage(?:type)?)[\]】][.。!]?$/;

/** WeChat's sentence in the place of a message is not a question of the follower. */
export function createUnsupportedMessageRule({
  texts,
}: {
  readonly texts: Pick<Texts, 'unsupportedMessage'>;
}): Rule {
  return {
    name: 'unsupported message',
    apply: (message) =>
      message.kind === 'text' && UNSUPPORTED.test(normaliseSpelling(message.content))
        ? { is: 'reply', reply: replyWith(texts.unsupportedMessage) }
        : undefined,
  };
}
