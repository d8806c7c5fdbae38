import type { NumberedEvent, PageEvent } from './page-events.ts';

/** What happened in a simulation, for pages that come later as well. */
export interface EventLog {
  tell(event: PageEvent): void;
  /** Everything that is remembered after the event with this number, oldest first. */
  after(n: number): readonly NumberedEvent[];
  /** Calls `listener` with each further event until the returned function is called. */
  follow(listener: (event: NumberedEvent) => void): () => void;
  /** Forgets everything so far. */
  clear(): void;
}

/** Enough for hours of trying out; an answer that streams for a minute makes a few hundred. */
const REMEMBERED = 20_000;

/** Creates an empty log. `now`: milliseconds since 1970. */
export function createEventLog(now: () => number): EventLog {
  let events: NumberedEvent[] = [];
  let last = 0;
  const listeners = new Set<(event: NumberedEvent) => void>();
  return {
    tell(event) {
      const numbered = { ...event, n: (last += 1), at: now() };
      events.push(numbered);
      if (events.length > REMEMBERED) events = events.slice(REMEMBERED / 10);
      for (const listener of listeners) listener(numbered);
    },
    after: (n) => events.filter((event) => event.n > n),
    follow(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    clear() {
      events = [];
    },
  };
}
