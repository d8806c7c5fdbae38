import type { CollectionDefinition } from '../runtime/collection.ts';

/** What every driver of the store needs to know. */
export interface StoreSettings {
  /** Older data is deleted. */
  readonly retentionMs: number;
  /** Traces of turns are deleted when they are older; with 0 none is kept. */
  readonly tracesKeptMs: number;
  /**
   * A server enters itself among the processes, sends heartbeats and cleans up. A command beside it does nothing of that,
   * and takes no work.
   */
  readonly role: 'server' | 'command';
  /** Every collection that is opened. Those about followers are deleted and expire with them. */
  readonly collections: readonly CollectionDefinition[];
}

/** Where the store is kept when several machines share it. */
export interface RedisPlace {
  /** May hold a password. */
  readonly url: string;
  /** Begins every key, so that several bots can share one Redis. */
  readonly keyPrefix: string;
}
