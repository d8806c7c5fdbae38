import type { UsageRecord } from '../inbox/usage.ts';
import type { FollowerId } from '../turns/turn.ts';

/** What is counted of models. */
export interface UsageAmounts {
  /** Questions of a follower, whatever answered them. */
  readonly questions: number;
  /** Calls of a model that used tokens; one that was refused before it began used none. */
  readonly calls: number;
  /** Those of `calls` whose tokens are estimated, because the vendor told none. */
  readonly estimated: number;
  readonly input: number;
  /** Those of `input` that came from the vendor's cache. */
  readonly cached: number;
  readonly output: number;
  /** Those of `output` that were thinking. */
  readonly reasoning: number;
}

/** What is to be added to an account's day. */
export interface UsageCount extends UsageAmounts {
  /** The account whose model was called and that pays for it. */
  readonly account: string;
  /** By the account's time zone, such as 2026-11-23. */
  readonly day: string;
  /** Named `provider/model`; empty for a question. */
  readonly model: string;
  /** Absent for calls that no follower asked for, such as a summary. */
  readonly follower?: FollowerId;
}

/** What one model used on one day. */
export interface DayUsage extends UsageAmounts {
  readonly day: string;
  readonly model: string;
}

/** The first and the last day of a stretch of time. */
interface DayRange {
  readonly from: string;
  readonly to: string;
}

/** Keeps what models used. Totals of an account know no follower, so they stay when a follower is deleted. */
export interface UsageStore {
  /** Adds counts in one write. A batch that is tried again after a lost reply is added once. */
  add(batchId: string, counts: readonly UsageCount[]): Promise<void>;
  /** Reads the totals of an account, oldest day first, then by model. */
  ofAccount(account: string, days: DayRange): Promise<readonly DayUsage[]>;
  /** Reads what one follower used, in the same order. */
  ofFollower(follower: FollowerId, days: DayRange): Promise<readonly DayUsage[]>;
  /** Reads what limits counted of the follower; absent where nothing is limited. */
  counted(follower: FollowerId): Promise<UsageRecord | undefined>;
}
