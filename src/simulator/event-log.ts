import type { NumberedEvent, PageEvent } from './page-events.ts';

/** What happened in a simulation, for pages that come later as well. */
export interface EventLog {
  /** Another one at each start, by which a page notices that all it knows is over. */
  readonly run: string;
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
export function createEventLog({ now, run }: { now: () => number; run: string }): EventLog {
  let events: NumberedEvent[] = [];
  let last = 0;
  const listeners = new Set<(event: NumberedEvent) => void>();
  return {
    run,
    tell(event) {
      const numbered = { ...event, n: (last += 1), at: now() };
      events.push(numbered);
      if (events.length > REMEMBERED) {
        const isNeeded = ({ type }: PageEvent) => type === 'setup' || type === 'follower';
        events = events.filter((one, index) => index >= REMEMBERED / 10 || isNeeded(one));
      }
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
