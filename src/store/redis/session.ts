import type { Clock } from '../../runtime/clock.ts';
import type { Change, DueItem } from '../../turns/ports.ts';
import type { FollowerId } from '../../turns/turn.ts';
import type { OperationName } from '../run-operation.ts';
import type { Claims } from './claims.ts';
import type { OwnedTurns } from './owned-turns.ts';
import type { Restore } from './restore.ts';
import type { Scripts } from './scripts.ts';

/** Makes the function of a port that has this name; the store tells when it cannot do what it says. */
type DefineOperation = <Args extends unknown[], Result>(
  name: OperationName,
  operation: (...args: Args) => Promise<Result>,
) => (...args: Args) => Promise<Result>;

/** What every part of the store works with: the scripts, and who this process is in Redis. */
export interface Session {
  readonly scripts: Scripts;
  readonly operation: DefineOperation;
  readonly clock: Clock;
  /** A new id that sorts by time. */
  readonly newId: () => string;
  /** What this process could write again if Redis lost it. */
  readonly memory: OwnedTurns;
  readonly restore: Restore;
  readonly claims: Claims;
  /** After a write: tells this process of it. Redis tells the others. */
  readonly announce: (follower: FollowerId, change: Change) => void;
  /** Begins to listen to what other processes do with a follower. */
  readonly listen: (follower: FollowerId) => void;
  /** Somebody is to look at it now. */
  readonly wake: (work: DueItem) => Promise<void>;
}
