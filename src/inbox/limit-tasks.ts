import { messageKey, type InboundMessage } from '../messages/inbound-message.ts';
import { replyWith } from '../messages/reply.ts';
import type { Clock } from '../runtime/clock.ts';
import { createExpiringSet } from '../runtime/expiring-set.ts';
import type { Rule } from './rule.ts';
import type { Texts } from './texts/texts.ts';

export interface LimitTasksDeps {
  readonly texts: Pick<Texts, 'tooFast'>;
  readonly clock: Clock;
}

/** No follower taps as often, and what a script sends beyond it would hold up the answers of others. */
export const TASKS_PER_MINUTE = 30;
const MINUTE_MS = 60_000;

/**
 * Answers a follower's tasks beyond a number in a minute with a sentence, whatever questions are limited to: each costs
 * several writes and reads. Each process counts for itself.
 */
export function limitTasks(rule: Rule, { texts, clock }: LimitTasksDeps): Rule {
  const counted = createExpiringSet(MINUTE_MS, clock);
  const mayBegin = (message: InboundMessage): boolean => {
    const { openId } = message;
    // A store may ask for the plan of a message more than once.
    const own = `${openId} of ${messageKey(message)}`;
    if (counted.has(own)) return true;
    for (let place = 0; place < TASKS_PER_MINUTE; place += 1) {
      const name = `${openId} ${place}`;
      if (counted.has(name)) continue;
      counted.add(name);
      counted.add(own);
      return true;
    }
    return false;
  };
  return {
    name: rule.name,
    apply(message, facts) {
      const plan = rule.apply(message, facts);
      if (plan?.is !== 'task' || mayBegin(message)) return plan;
      return { is: 'reply', reply: replyWith(texts.tooFast(MINUTE_MS / 1000)) };
    },
  };
}
