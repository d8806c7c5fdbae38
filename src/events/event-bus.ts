import type { Logger } from 'pino';
import type { DomainEvent } from './domain-event.ts';

/** Brings the news of one process, or of one account in it, to its listeners. */
export interface EventBus {
  /** Calls the listeners of the event's type, in the order in which they came. Costs next to nothing without any. */
  emit(event: DomainEvent): void;
  /** Listens until the returned function is called. */
  on<T extends DomainEvent['type']>(
    type: T,
    listen: (event: Extract<DomainEvent, { type: T }>) => void,
  ): () => void;
}

/** The side of the bus that parts with news are given. */
export type Emitter = Pick<EventBus, 'emit'>;

type Listen = (event: never) => void;

/** Creates a bus. A listener that throws is logged, and stops neither the emitter nor the other listeners. */
export function createEventBus(log: Logger): EventBus {
  // The lists are replaced, never changed: a listener may come or go during an emit.
  const listeners = new Map<DomainEvent['type'], readonly Listen[]>();

  return {
    emit(event) {
      const called = listeners.get(event.type);
      if (called === undefined) return;
      for (const listen of called) {
        try {
          listen(event as never);
        } catch (error) {
          log.error(
            {
              code: 'listener_failed',
              event: event.type,
              err: error,
              zh: '程序内部的一个事件监听出错，不影响回答',
            },
            'A listener of events failed; answers are not affected',
          );
        }
      }
    },
    on(type, listen) {
      listeners.set(type, [...(listeners.get(type) ?? []), listen]);
      let isListening = true;
      return () => {
        if (!isListening) return;
        isListening = false;
        const left = [...(listeners.get(type) ?? [])];
        left.splice(left.indexOf(listen), 1);
        listeners.set(type, left);
      };
    },
  };
}
