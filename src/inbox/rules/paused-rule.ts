import type { InboundMessage } from '../../messages/inbound-message.ts';
import { NOTHING, replyWith } from '../../messages/reply.ts';
import type { Rule } from '../rule.ts';
import type { Texts } from '../texts/texts.ts';

/** While an account is paused, its followers read one sentence, or nothing when the text is empty. */
export function createPausedRule({ texts }: { readonly texts: Pick<Texts, 'paused'> }): Rule {
  const sentence = replyWith(texts.paused);
  return {
    name: 'paused',
    apply: (message) => ({ is: 'reply', reply: isAnswered(message) ? sentence : NOTHING }),
  };
}

/** Other events tell what the follower did elsewhere, or nothing about a follower. */
function isAnswered(message: InboundMessage): boolean {
  return message.kind !== 'event' || message.event === 'subscribe' || message.event === 'click';
}
