import type { CollectionDefinition } from '../runtime/collection.ts';

/** What every driver of the store needs to know. */
export interface StoreSettings {
  /** A conversation without a message for this long is over. */
  readonly conversationLifetimeMs: number;
  /** Joins text messages that follow each other within this time into one question; 0 joins none. */
  readonly burstWindowMs: number;
  /** How long customer-service messages wait, from the arrival of an attempt, for what it brings. */
  readonly quietAfterAttemptMs: number;
  /** The day to which a question counts, such as 2026-11-23; absent when nothing is limited, and nothing is counted. */
  readonly quotaDay?: ((now: number) => string) | undefined;
  /** Older data is deleted. */
  readonly retentionMs: number;
  /**
   * A server enters itself among the processes, sends heartbeats and cleans up. A command beside it does nothing of that,
   * and takes no work.
   */
  readonly role: 'server' | 'command';
  /** How long a signature is remembered; longer than a stale one is refused. */
  readonly pushMemoryMs: number;
}

/** What a driver needs to know, with every collection that it serves. */
export interface DriverSettings extends StoreSettings {
  readonly collections: readonly CollectionDefinition[];
}

/** Where the store is kept when several machines share it. */
export interface RedisPlace {
  /** May hold a password. */
  readonly url: string;
  /** Begins every key, so that several bots can share one Redis. */
  readonly keyPrefix: string;
}
