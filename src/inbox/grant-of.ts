import type { InboundMessage } from '../messages/inbound-message.ts';
import {
  MESSAGES_PER_QUESTION,
  MESSAGES_PER_TAP,
  QUESTION_WINDOW_MS,
  TAP_WINDOW_MS,
} from '../messages/wechat-limits.ts';
import type { MessageGrant } from './ports.ts';

/** What WeChat allows after something that a follower sent. */
export const AFTER_MESSAGE: MessageGrant = {
  messages: MESSAGES_PER_QUESTION,
  lifetimeMs: QUESTION_WINDOW_MS,
};

/** What WeChat allows after a tap, a follow or a scan. */
export const AFTER_TAP: MessageGrant = { messages: MESSAGES_PER_TAP, lifetimeMs: TAP_WINDOW_MS };

/** Returns the customer-service messages that an inbound message allows; nothing for an event that allows none. */
export function grantOf(message: InboundMessage): MessageGrant | undefined {
  if (message.kind !== 'event') return AFTER_MESSAGE;
  switch (message.event) {
    case 'subscribe':
    case 'click':
    case 'scan':
    case 'scancode_waitmsg':
    case 'scancode_push':
      return AFTER_TAP;
    default:
      return undefined;
  }
}
