/** What every driver of the store has to know. */
export interface StoreSettings {
  /** A conversation that rested longer than this is over. */
  readonly conversationLifetimeMs: number;
  /** Text messages that follow each other within this time are one question; 0 joins none. */
  readonly burstWindowMs: number;
  /** From the arrival of an attempt, how long customer-service messages wait for what it brings. */
  readonly quietAfterAttemptMs: number;
  /** The day to which a question counts, such as 2026-11-23; absent when nothing is limited, and nothing is counted. */
  readonly quotaDay?: ((now: number) => string) | undefined;
  /** What is older is deleted. */
  readonly retentionMs: number;
  /** How long a signature is remembered; longer than a stale one is refused. */
  readonly pushMemoryMs: number;
}

/** Where the store is kept when several machines share it. */
export interface RedisPlace {
  /** May hold a password. */
  readonly url: string;
  /** Begins every key, so that several bots can share one Redis. */
  readonly keyPrefix: string;
}
