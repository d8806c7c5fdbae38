import type { Clock } from '../../runtime/clock.ts';
import type { Change, DueItem } from '../../turns/ports.ts';
import type { FollowerId } from '../../turns/turn.ts';
import type { Claims } from './claims.ts';
import type { OwnedTurns } from './owned-turns.ts';
import type { Restore } from './restore.ts';
import type { Scripts } from './scripts.ts';

/** What every file of the driver works with: the scripts, and this process's identity in Redis. */
export interface Session {
  readonly scripts: Scripts;
  readonly clock: Clock;
  /** A new id that sorts by time. */
  readonly newId: () => string;
  /** What this process could write again if Redis lost it. */
  readonly ownedTurns: OwnedTurns;
  readonly restore: Restore;
  readonly claims: Claims;
  /** Tells this process of a change after the write; Redis tells the others. */
  readonly announce: (follower: FollowerId, change: Change) => void;
  /** Begins to listen to other processes' changes of a follower. */
  readonly listen: (follower: FollowerId) => void;
  /** Wakes a process up to handle the item now. */
  readonly wake: (item: DueItem) => Promise<void>;
}
