/** What one account sets for the messages that arrive. */
export interface ArrivalSettings {
  /** A conversation without a message for this long is over. */
  readonly conversationLifetimeMs: number;
  /**
   * A question waits so long for the next text message, which joins it, also later while no token of the answer has
   * come; 0 joins none.
   */
  readonly burstWindowMs: number;
  /** How long customer-service messages wait, from the arrival of an attempt, for what it brings. */
  readonly quietAfterAttemptMs: number;
  /** How long a signature is remembered; longer than a stale one is refused. */
  readonly pushMemoryMs: number;
  /** The day to which a question counts, such as 2026-11-23; absent when nothing is limited, and nothing is counted. */
  readonly quotaDay?: ((now: number) => string) | undefined;
  /** The same for followers with a limit of their own, whatever is limited. */
  readonly ownQuotaDay?: ((now: number) => string) | undefined;
}
