import { REPEATS_COME_WITHIN_MS } from '../../messages/wechat-limits.ts';

const MINUTE_MS = 60_000;

/** The numbers that Lua scripts use, each a constant of this name there. */
export const LUA_NUMBERS = {
  /** The shape of what this version writes; 0.1 wrote none. */
  REDIS_SCHEMA: 2,
  /** A process without a heartbeat for so long counts as dead. */
  LEASE_MS: 4000,
  /** Without any heartbeat for so long, Redis was away. */
  REDIS_WAS_AWAY_AFTER_MS: 2500,
  /** Then the processes may renew their leases within this time; reconnecting takes half a second at most. */
  GRACE_MS: 2000,

  /** A turn is checked after this time even if its owner lives, which may have failed to begin it. */
  LOOK_AT_TURN_AFTER_MS: 30_000,
  /** What is owed to a follower is checked when its courier should have finished. */
  LOOK_AT_FOLLOWER_AFTER_MS: 8000,
  /** A courier that held the lease may have been about to leave. */
  LOOK_AFTER_REFUSAL_MS: 1000,
  /** A taken item is due again after this time, unless it was passed on. */
  HIDDEN_WHILE_HANDED_ON_MS: 10_000,
  /** Redis does nothing else while a script runs. */
  MOST_DUE_ITEMS: 500,

  /** The id of a turn that was deleted while it was being written is kept for so long. */
  DELETED_IS_KNOWN_FOR_MS: 60 * MINUTE_MS,
  /** What is left of a forgotten follower, the repeats of whose wish have to be answered. */
  FORGETTING_IS_KNOWN_FOR_MS: REPEATS_COME_WITHIN_MS,
  USAGE_IS_KEPT_FOR_MS: 2 * 24 * 60 * MINUTE_MS,
  /** The id of counted usage; a try after a lost reply comes sooner. */
  BATCH_IS_KNOWN_FOR_MS: 60 * MINUTE_MS,
  RESTORED_COUNT_IS_KEPT_FOR_MS: MINUTE_MS,

  /** Only the newest of a follower's undelivered turns are read, at most this many. */
  MOST_OWED_TURNS: 50,
  /** The newest turns that the owner may list, of the bot and of each account. */
  MOST_ARCHIVED_TURNS: 10_000,
  /** Bytes of JSON; an answer with many retries takes a tenth of it. */
  LONGEST_TRACE: 64 * 1024,
  /** How far back the last question of a conversation is looked for. */
  MOST_LATER_TURNS: 50,
  /** How many arguments of `append-texts` tell one text. */
  FIELDS_OF_A_TEXT: 6,
} as const;
