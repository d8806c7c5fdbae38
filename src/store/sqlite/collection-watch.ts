import type { Collections } from '../../runtime/collection.ts';
import type { Clock } from '../../runtime/clock.ts';
import type { Database } from './database.ts';
import { readNow } from './reader.ts';

/** Tells this process of writes to collections. */
export interface CollectionWatch extends Pick<Collections, 'follow' | 'look'> {
  /** Tells of this process's own write, after the commit. */
  announce(name: string, generation: number): void;
  close(): void;
}

const LOOK_EVERY_MS = 250;

/**
 * Watches the generations of the collections. `data_version` tells cheaply whether another connection wrote anything at
 * all; only then the generations are read.
 */
export function createCollectionWatch({
  database,
  clock,
}: {
  readonly database: Database;
  readonly clock: Clock;
}): CollectionWatch {
  const dataVersion = database.prepare<{ data_version: number }>('PRAGMA data_version');
  const generations = database.prepare<{ name: string; generation: number }>(
    'SELECT name, generation FROM collections',
  );
  const listeners = new Map<string, Set<() => void>>();
  let seenVersion: number | undefined;
  let seen = new Map<string, number>();
  let cancel: (() => void) | undefined;

  const tell = (name: string) => {
    for (const listener of listeners.get(name) ?? []) listener();
  };
  const read = () => {
    seenVersion = dataVersion.first()?.data_version;
    seen = new Map(generations.all().map(({ name, generation }) => [name, generation]));
  };
  const look = () => {
    if (listeners.size === 0) return;
    try {
      if (dataVersion.first()?.data_version === seenVersion) return;
      const before = seen;
      read();
      for (const [name, generation] of seen) if (generation !== before.get(name)) tell(name);
    } catch {
      // An unreadable store shows in /readyz; the next reading may succeed.
    }
  };
  const schedule = () => {
    cancel = clock.after(LOOK_EVERY_MS, () => {
      look();
      if (listeners.size > 0) schedule();
      else cancel = undefined;
    });
  };

  return {
    announce(name, generation) {
      seen.set(name, generation);
      tell(name);
    },
    look,
    follow(name, onChange) {
      if (listeners.size === 0) readNow(read);
      const own = listeners.get(name) ?? new Set();
      listeners.set(name, own.add(onChange));
      if (!cancel) schedule();
      return () => {
        own.delete(onChange);
        if (own.size === 0 && listeners.get(name) === own) listeners.delete(name);
      };
    },
    close: () => cancel?.(),
  };
}
