import type { DomainEvent } from '../../src/events/domain-event.ts';
import type { EventBus } from '../../src/events/event-bus.ts';

/** Every type of event; the compiler knows whether one is missing. */
const TYPES: Record<DomainEvent['type'], true> = {
  'attempt-opened': true,
  'attempt-closed': true,
  'attempt-ended': true,
  'webhook-called': true,
  'message-received': true,
  'answer-began': true,
  'turn-taken-over': true,
  'answer-queued': true,
  'answer-dequeued': true,
  'answerer-asked': true,
  'answerer-first-text': true,
  'answerer-ended': true,
  'answer-grown': true,
  'answer-ended': true,
  'model-called': true,
  'tool-called': true,
  'model-passed-by': true,
  'documents-searched': true,
  'answerer-restarted': true,
  'courier-taken-over': true,
  'parts-given': true,
  'parts-lost': true,
  'reply-lost': true,
  'first-content': true,
  'answer-complete': true,
  'account-opened': true,
  'account-closed': true,
  'model-asked': true,
  'model-failed': true,
  'tokens-used': true,
  'model-switched': true,
  'breaker-opened': true,
  'breaker-closed': true,
  'usage-counted': true,
  'budget-spent': true,
  'budget-renewed': true,
  'wechat-called': true,
  'store-failed': true,
  'store-ready': true,
  'store-away': true,
};

/** Listens to everything, and throws at it. */
export function listenBadly(events: EventBus): void {
  for (const type of Object.keys(TYPES) as DomainEvent['type'][])
    events.on(type, () => {
      throw new Error(`This listener cannot bear ${type}`);
    });
}
