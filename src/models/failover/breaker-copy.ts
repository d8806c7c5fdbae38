import type { Entry } from '../../runtime/collection.ts';

/**
 * This process's view of the open breakers: what the store was read to hold, under what this process changed and has
 * not read back yet. Finding one costs no wait.
 */
export interface BreakerCopy<Value> {
  find(id: string): Value | undefined;
  /** Puts the value, or takes it out when it is absent, and returns what tells that the store has it too. */
  change(id: string, value: Value | undefined): { readonly stored: () => void };
  /** Begins a reading of the store; the returned function takes what was read. */
  beginReading(): (entries: readonly Entry<Value>[]) => void;
}

interface Change<Value> {
  readonly value: Value | undefined;
  isStored: boolean;
}

export function createBreakerCopy<Value>(): BreakerCopy<Value> {
  let read = new Map<string, Value>();
  const changes = new Map<string, Change<Value>>();

  return {
    find(id) {
      const change = changes.get(id);
      return change ? change.value : read.get(id);
    },
    change(id, value) {
      const change: Change<Value> = { value, isStored: false };
      changes.set(id, change);
      return { stored: () => void (change.isStored = true) };
    },
    beginReading() {
      // A change that is stored by now is in what will be read; a later one may not be.
      const inside = [...changes].filter(([, { isStored }]) => isStored);
      return (entries) => {
        read = new Map(entries.map(({ key, value }) => [key, value]));
        for (const [id, change] of inside) if (changes.get(id) === change) changes.delete(id);
      };
    },
  };
}
