import { NOTHING } from '../../messages/reply.ts';
import type { Rule } from '../rule.ts';

/** A follower who leaves gets nothing more; what is stored about them is deleted where that is set. */
export function createUnsubscribeRule({
  forgetsOnUnsubscribe,
}: {
  readonly forgetsOnUnsubscribe: boolean;
}): Rule {
  return {
    name: 'unsubscribe',
    apply: (message) =>
      message.kind === 'event' && message.event === 'unsubscribe'
        ? { is: 'reply', reply: NOTHING, drop: true, forget: forgetsOnUnsubscribe }
        : undefined,
  };
}
