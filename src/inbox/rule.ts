import type { InboundMessage } from '../messages/inbound-message.ts';
import type { FollowerFacts, Plan } from './ports.ts';

/** Says what one sort of message means. The first rule of the list that has a plan decides. */
export interface Rule {
  /** Tells the rule from the others of the list. */
  readonly name: string;
  /** Returns what the message leads to, or nothing when the rule does not concern it. Must be pure: a store may ask twice. */
  apply(message: InboundMessage, facts: FollowerFacts): Plan | undefined;
}
