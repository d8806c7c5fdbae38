import type { InboundMessage } from '../messages/inbound-message.ts';
import { NOTHING } from '../messages/reply.ts';
import { grantOf } from './grant-of.ts';
import type { FollowerFacts, Plan } from './ports.ts';
import type { Rule } from './rule.ts';

/** Decides what a message means by the first rule that it concerns. A message that concerns none is answered with nothing. */
export function planMessage(
  message: InboundMessage,
  facts: FollowerFacts,
  rules: readonly Rule[],
): Plan {
  const plan = firstPlan(message, facts, rules) ?? { is: 'reply', reply: NOTHING };
  const grant = plan.grant ?? grantOf(message);
  return grant ? { grant, ...plan } : plan;
}

function firstPlan(
  message: InboundMessage,
  facts: FollowerFacts,
  rules: readonly Rule[],
): Plan | undefined {
  for (const rule of rules) {
    const plan = rule.apply(message, facts);
    if (plan) return plan;
  }
  return undefined;
}
