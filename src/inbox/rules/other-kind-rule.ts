import { NOTHING, replyWith } from '../../messages/reply.ts';
import type { Rule } from '../rule.ts';
import type { Texts } from '../texts/texts.ts';

/** Devices talk to a server in messages of their own, of which no follower knows. */
const OF_A_DEVICE = /^(?:device|hardware)/;

/** A kind of message that Kuaihui does not know gets a sentence; one of a device gets nothing. */
export function createOtherKindRule({ texts }: { readonly texts: Pick<Texts, 'otherKind'> }): Rule {
  return {
    name: 'other kind',
    apply(message) {
      if (message.kind !== 'unknown') return undefined;
      const reply = OF_A_DEVICE.test(message.msgType) ? NOTHING : replyWith(texts.otherKind);
      return { is: 'reply', reply };
    },
  };
}
