import { replyWith } from '../../messages/reply.ts';
import type { Rule } from '../rule.ts';
import type { Texts } from '../texts/texts.ts';

/** A new follower is welcomed. */
export function createWelcomeRule({ texts }: { readonly texts: Pick<Texts, 'welcome'> }): Rule {
  return {
    name: 'welcome',
    apply: (message) =>
      message.kind === 'event' && message.event === 'subscribe'
        ? { is: 'reply', reply: replyWith(texts.welcome) }
        : undefined,
  };
}
