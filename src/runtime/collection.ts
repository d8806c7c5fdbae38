/** A stored record. */
export interface Entry<Value> {
  readonly key: string;
  readonly value: Value;
  /** Rises with every write of the key; it begins at the clock of the store, so that a key that was deleted and written again has a newer one. */
  readonly version: number;
  /** The time until the record expires, in milliseconds; absent when it stays. */
  readonly expiresInMs?: number;
}

/** A stretch of a list, in ascending order of the keys. */
export interface Page {
  /** Lists the keys after this one. */
  readonly after?: string;
  readonly most: number;
}

/**
 * Small records of the product, such as accounts, shared by all processes. Values are JSON. Every function throws
 * StoreUnavailableError while the store is away.
 */
export interface Collection<Value> {
  get(key: string): Promise<Entry<Value> | undefined>;
  /** Lists the records whose keys begin with `prefix`; all of them without a page. */
  list(prefix: string, page?: Page): Promise<readonly Entry<Value>[]>;
  /**
   * Writes a record. `expected` is the version that was read, or 0 when there must be none; with another version stored
   * nothing is written. Without `expiresInMs` the record stays until it is deleted.
   */
  put(
    key: string,
    value: Value,
    options?: { readonly expected?: number; readonly expiresInMs?: number },
  ): Promise<'written' | 'stale'>;
  delete(key: string): Promise<void>;
}

/** A collection that the product registers. */
export interface CollectionDefinition {
  /** Lower-case words with dashes. */
  readonly name: string;
  /** Keys of `follower` begin with the follower's prefix, so that deletion, export and expiry find them. */
  readonly about: 'product' | 'follower';
}

/** Returns the beginning of every key about one follower: `account/openid/`. */
export function followerPrefix(follower: {
  readonly account: string;
  readonly openId: string;
}): string {
  return `${accountPrefix(follower.account)}${encodeURIComponent(follower.openId)}/`;
}

/** Returns the beginning of every key about followers of one account. */
export function accountPrefix(account: string): string {
  return `${encodeURIComponent(account)}/`;
}

/** Returns the follower of a key that begins with a follower's prefix. */
export function followerOf(key: string): { readonly account: string; readonly openId: string } {
  const [account = '', openId = ''] = key.split('/');
  return { account: decodeURIComponent(account), openId: decodeURIComponent(openId) };
}

/** What one collection holds about a follower. */
export interface FollowerRecords {
  readonly collection: string;
  readonly entries: readonly Entry<unknown>[];
}

/** The collections of a store. */
export interface Collections {
  open<Value>(definition: CollectionDefinition): Collection<Value>;
  /** Returns every stored record about a follower, by collection; collections without one are left out. */
  ofFollower(follower: {
    readonly account: string;
    readonly openId: string;
  }): Promise<readonly FollowerRecords[]>;
  /**
   * Returns a number that rises with each `put` and `delete` in the collection, by any process. It is 0 before the first,
   * and never lower than the version of a record.
   */
  generation(name: string): Promise<number>;
  /**
   * Calls after each write to the collection, by this process or another, until the returned function is called. Another
   * process's write is noticed within 500 ms, or by `look`. It may call without a write, after a lost connection.
   */
  follow(name: string, onChange: () => void): () => void;
  /** Notices now what other processes wrote, where the store can tell that without waiting. Called with each push. */
  look(): void;
}
