import type { EventBus } from '../../events/event-bus.ts';
import type { Runtime } from '../../runtime/runtime.ts';
import type { Store } from '../../store/store.ts';
import { collectTraces } from './collect-traces.ts';
import { createTraceWriter } from './write-traces.ts';

/** The traces of a process. */
interface Traces {
  /** The store through which answers are written, so that their traces are written along. */
  readonly store: Store;
  /** Collects nothing more, and writes what is left. */
  close(): Promise<void>;
}

/** Begins to keep the way of each turn; with 0 days nothing is kept, and nothing is listened to. */
export function buildTraces(
  { traceDays }: { readonly traceDays: number },
  {
    store,
    events,
    clock,
    log,
  }: Pick<Runtime, 'clock' | 'log'> & { readonly store: Store; readonly events: EventBus },
): Traces {
  if (traceDays === 0) return { store, close: () => Promise.resolve() };
  const writer = createTraceWriter({ traces: store.traces, clock, log });
  const stop = collectTraces(events, (turnId, entry) => writer.add(turnId, entry), clock);
  return {
    store: { ...store, turns: writer.along(store.turns) },
    close() {
      stop();
      return writer.close();
    },
  };
}
