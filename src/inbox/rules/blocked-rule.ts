import { NOTHING, replyWith } from '../../messages/reply.ts';
import { readCommand } from '../commands.ts';
import type { Plan } from '../ports.ts';
import type { Rule } from '../rule.ts';
import type { Texts } from '../texts/texts.ts';
import { createUnsubscribeRule } from './unsubscribe-rule.ts';

interface BlockedRuleDeps {
  readonly texts: Pick<Texts, 'confirmForgetting' | 'forgotten'>;
  readonly forgetsOnUnsubscribe: boolean;
}

/** A follower whom the owner has blocked gets no answer. They may leave and have their data deleted, but stay blocked. */
export function createBlockedRule({ texts, ...deps }: BlockedRuleDeps): Rule {
  const unsubscribe = createUnsubscribeRule(deps);
  const nothing: Plan = { is: 'reply', reply: NOTHING, drop: true };

  return {
    name: 'blocked',
    apply(message, facts) {
      if (!facts.isBlocked) return undefined;
      const plan = unsubscribe.apply(message, facts);
      if (plan) return plan;
      const command = message.kind === 'text' ? readCommand(message.content) : undefined;
      if (command?.is === 'forget')
        return { ...nothing, reply: replyWith(texts.confirmForgetting) };
      if (command?.is === 'confirm forgetting')
        return { ...nothing, reply: replyWith(texts.forgotten), forget: true };
      return nothing;
    },
  };
}
