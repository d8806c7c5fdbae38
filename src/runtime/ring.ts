/** An entry of a ring. */
export interface RingEntry<Value> {
  /** Rises by one with each entry of the ring; it begins at the store's clock, so that a ring that was deleted goes on higher. */
  readonly n: number;
  /** When the store took the entry. */
  readonly at: number;
  readonly value: Value;
}

/** A stretch of a ring. */
export interface RingPage<Value> {
  /** In ascending order. */
  readonly entries: readonly RingEntry<Value>[];
  /** The number of the newest entry of the ring; 0 for an empty one. */
  readonly newest: number;
  /** Whether entries between `after` and the first of these are gone. */
  readonly hasGap: boolean;
}

/**
 * Short lists of what happened lately, shared by all processes: each keeps its newest entries and drops the others. For
 * people who look, not for the product. Values are JSON without a follower's words. Names are such as `log` or
 * `webhook-calls/ACCOUNT`. Every function throws StoreUnavailableError while the store is away.
 */
export interface Rings {
  /** Appends entries in their order, and keeps the newest `keep` of the ring. */
  append(ring: string, entries: readonly unknown[], keep: number): Promise<void>;
  /** Reads at most `most` entries: those that follow the number `after`, or without it the newest. */
  read(
    ring: string,
    page: { readonly after?: number; readonly most: number },
  ): Promise<RingPage<unknown>>;
  delete(ring: string): Promise<void>;
}
