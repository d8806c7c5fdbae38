import type { DomainEvent } from '../../src/events/domain-event.ts';
import type { Emitter, EventBus } from '../../src/events/event-bus.ts';

/** A bus without a listener: nothing comes of what is told. */
export const unheard: EventBus = { emit: () => {}, on: () => () => {} };

/** Keeps all that is told. */
export function recordEvents(): { readonly events: Emitter; readonly told: DomainEvent[] } {
  const told: DomainEvent[] = [];
  return { told, events: { emit: (event) => void told.push(event) } };
}
