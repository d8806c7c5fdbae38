/** An item as it is stored. */
export interface StoredItem {
  readonly kind: string;
  readonly key: string;
  /** JSON. */
  readonly state: string;
}

/** An item that this process has taken, hidden from all others for a while. */
export interface TakenItem {
  readonly item: StoredItem;
  /** How often its steps have failed in a row. */
  readonly failures: number;
  /** Names this taking among all others. */
  readonly lease: string;
  /** How often the item had been added by then. */
  readonly additions: number;
}

/** What becomes of a taken item. */
export type Settlement =
  'done' | { readonly state: string; readonly failures: number; readonly dueInMs: number };

/** The part of the background queue that a driver does: it takes and stores, and decides nothing. */
export interface BackgroundStorage {
  /** An item that is stored already gets the new state and the new time, and has not failed. */
  add(item: StoredItem, delayMs: number): Promise<void>;
  /** Takes the item of these kinds that has been due for longest and is not hidden. */
  take(kinds: readonly string[], hiddenMs: number): Promise<TakenItem | undefined>;
  /**
   * Stores what became of the item, and shows it again. Nothing is stored when another process has taken it since; an item
   * that was added anew since is only shown.
   */
  settle(taken: TakenItem, settlement: Settlement): Promise<void>;
  /** The time after which a process looks by itself, if nothing wakes it up. */
  readonly lookEveryMs: number;
  /** Calls when items may be due, until the returned function is called. Absent where a look costs next to nothing. */
  readonly wake?: (look: () => Promise<void>) => () => Promise<void>;
}
