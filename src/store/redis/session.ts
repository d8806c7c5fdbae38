import type { Clock } from '../../runtime/clock.ts';
import type { Change, DueItem } from '../../turns/ports.ts';
import type { FollowerId } from '../../turns/turn.ts';
import type { OperationName } from '../run-operation.ts';
import type { Claims } from './claims.ts';
import type { OwnedTurns } from './owned-turns.ts';
import type { Restore } from './restore.ts';
import type { Scripts } from './scripts.ts';

/** Makes the function of a port that has this name; the store tells when it cannot do what it says. */
export type DefineOperation = <Args extends unknown[], Result>(
  name: OperationName,
  operation: (...args: Args) => Promise<Result>,
) => (...args: Args) => Promise<Result>;

/** What every file of the driver works with: the scripts, and this process's identity in Redis. */
export interface Session {
  readonly scripts: Scripts;
  readonly operation: DefineOperation;
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
