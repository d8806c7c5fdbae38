import type { FollowerId } from '../turns/turn.ts';

/**
 * Returns the sequence of the follower's first turn that is being written or is on its way; undefined when the follower
 * has everything, or has left the rest for later.
 */
export type FirstUnderWay = (follower: FollowerId) => Promise<number | undefined>;

/** The processes over the store. */
export interface LivingProcesses {
  /** This process. */
  readonly me: string;
  living(): Promise<readonly { readonly id: string }[]>;
}
