import type { FollowerId } from '../turns/turn.ts';
import type { UsageAmounts, UsageCount } from './ports.ts';

/** One row to add to: an account's total, or what one follower has of it, unless the follower was deleted meanwhile. */
export interface UsageRow {
  readonly of: { readonly account: string } | { readonly follower: FollowerId };
  readonly day: string;
  readonly model: string;
  readonly amounts: UsageAmounts;
}

/** Returns the rows to which counts are added; a question is no part of a total. */
export function toUsageRows(counts: readonly UsageCount[]): readonly UsageRow[] {
  return counts.flatMap(({ account, day, model, follower, ...amounts }): UsageRow[] => [
    ...(amounts.calls > 0 ? [{ of: { account }, day, model, amounts }] : []),
    ...(follower ? [{ of: { follower }, day, model, amounts }] : []),
  ]);
}
