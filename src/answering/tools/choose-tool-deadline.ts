/** What decides how long the tools of an answer may take. Instants are milliseconds by one clock. */
export interface ToolTimeFacts {
  readonly now: number;
  readonly askedAt: number;
  readonly limits: ToolTimeLimits;
  /** Whether what comes after WeChat's attempts reaches the follower by itself. */
  readonly isSentLater: boolean;
}

/** How long the tools of an answer may take, and when WeChat's attempts at its question end. */
export interface ToolTimeLimits {
  /** The longest time for all tools of one answer. */
  readonly toolsMs: number;
  /** From the question until the last certain attempt has to be answered. */
  readonly lastAttemptMs: number;
  /** What the model needs for its first sentences after the last tool. */
  readonly writingMs: number;
}

/** Decides when the model has to answer with what it has. */
export function chooseToolDeadline(facts: ToolTimeFacts): number {
  const { now, askedAt, limits, isSentLater } = facts;
  const longest = now + limits.toolsMs;
  const forLastAttempt = askedAt + limits.lastAttemptMs - limits.writingMs;
  // An answer that begins too late for the last attempt is read by 继续 in any case.
  return isSentLater || now >= forLastAttempt ? longest : Math.min(forLastAttempt, longest);
}
