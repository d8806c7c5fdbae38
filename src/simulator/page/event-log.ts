import type { NumberedEvent, PageEvent } from './page-events.ts';
import { shortenEvent } from './shorten-event.ts';

/** An event as it is sent and stored. */
export interface LoggedEvent {
  readonly n: number;
  readonly at: number;
  readonly json: string;
  readonly sizeBytes: number;
  /** Of events with the same name only the newest counts, and that one is never dropped. */
  readonly replaces: string | undefined;
}

/** What happened in a simulation, for pages that come later as well; bounded in bytes. */
export interface EventLog {
  /** Another one for another history, by which a page notices that all it knows is over. */
  readonly run: string;
  tell(event: PageEvent): void;
  /** Everything that is remembered after the event with this number, oldest first. */
  after(n: number): readonly LoggedEvent[];
  /** Whether something after this number was dropped already. */
  hasDroppedAfter(n: number): boolean;
  /** Calls `listener` whenever there is more, until the returned function is called. */
  follow(listener: () => void): () => void;
  /** Drops what happened before an instant. */
  dropBefore(at: number): void;
  /** Forgets everything so far. */
  clear(): void;
}

/** Keeps the lines of a log beyond the life of the process. */
export interface LogKeeper {
  /** Adds a line; `all`, with this line, are for a file that could not be written for a while. */
  append(line: string, all: () => readonly string[]): void;
  /** Puts these lines in the place of all others. */
  rewrite(lines: readonly string[]): void;
}

export interface EventLogDeps {
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly run: string;
  readonly keeper?: LogKeeper | undefined;
  /** What an earlier process told, oldest first. */
  readonly history?: readonly NumberedEvent[];
  /** How much is remembered; enough for some hundred long answers unless said. */
  readonly mostBytes?: number;
}

const MOST_BYTES = 6 * 1024 * 1024;
/** What is left after dropping the oldest, so that it happens rarely. */
const LEFT_SHARE = 0.75;
/** A page may have seen events that the last process could not store: none of their numbers is given again. */
const GAP_AFTER_RESTART = 1_000_000;

/** Creates a log that goes on after `history`. */
export function createEventLog(deps: EventLogDeps): EventLog {
  const { now, run, keeper, history = [], mostBytes = MOST_BYTES } = deps;
  let events = history.map(toLogged);
  let sizeBytes = sum(events);
  let last = (events.at(-1)?.n ?? 0) + (events.length > 0 ? GAP_AFTER_RESTART : 0);
  let droppedUpTo = 0;
  const listeners = new Set<() => void>();

  const lines = () => events.map(({ json }) => json);

  function keepOnly(isWanted: (event: LoggedEvent, index: number) => boolean): void {
    const newest = new Map(events.flatMap(({ replaces, n }) => (replaces ? [[replaces, n]] : [])));
    const isNewest = ({ replaces, n }: LoggedEvent) =>
      replaces !== undefined && newest.get(replaces) === n;
    const kept = events.filter((event, index) => isWanted(event, index) || isNewest(event));
    if (kept.length === events.length) return;
    const keptNumbers = new Set(kept.map(({ n }) => n));
    droppedUpTo = events.findLast(({ n }) => !keptNumbers.has(n))?.n ?? droppedUpTo;
    events = kept;
    sizeBytes = sum(events);
    keeper?.rewrite(lines());
  }

  function dropOldest(): void {
    let toDrop = sizeBytes - mostBytes * LEFT_SHARE;
    keepOnly((event) => {
      if (toDrop <= 0) return true;
      toDrop -= event.sizeBytes;
      return false;
    });
  }

  return {
    run,
    tell(event) {
      const logged = toLogged({ ...shortenEvent(event), n: (last += 1), at: now() });
      events.push(logged);
      sizeBytes += logged.sizeBytes;
      // Stored before a page can see it: a kill takes away nothing that was shown.
      keeper?.append(logged.json, lines);
      if (sizeBytes > mostBytes) dropOldest();
      for (const listener of listeners) listener();
    },
    after(n) {
      return events.slice(events.findLastIndex((event) => event.n <= n) + 1);
    },
    hasDroppedAfter: (n) => n < droppedUpTo,
    follow(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    dropBefore(at) {
      keepOnly((event) => event.at >= at);
    },
    clear() {
      events = [];
      sizeBytes = 0;
      droppedUpTo = last;
      keeper?.rewrite([]);
    },
  };
}

function toLogged(event: NumberedEvent): LoggedEvent {
  const json = JSON.stringify(event);
  return {
    n: event.n,
    at: event.at,
    json,
    sizeBytes: Buffer.byteLength(json),
    replaces: replacedBy(event),
  };
}

function replacedBy(event: PageEvent): string | undefined {
  switch (event.type) {
    case 'setup':
      return 'setup';
    case 'follower':
    case 'quota':
      return `${event.type} ${event.openId}`;
    default:
      return undefined;
  }
}

function sum(events: readonly LoggedEvent[]): number {
  return events.reduce((total, event) => total + event.sizeBytes, 0);
}
