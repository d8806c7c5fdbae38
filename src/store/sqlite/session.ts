import type { Clock } from '../../runtime/clock.ts';
import type { Change } from '../../turns/ports.ts';
import type { FollowerId } from '../../turns/turn.ts';
import type { Database } from './database.ts';
import type { OperationName } from '../run-operation.ts';
import type { Write } from './writer.ts';

/** Runs an operation of a port, under its name, in a transaction of its own. */
type Transaction = <Result>(name: OperationName, operation: () => Result) => Promise<Result>;

/** What every part of the store works with: the open database and who this process is in it. */
export interface Session {
  readonly database: Database;
  /** The operations of the ports; the store tells when it cannot do one. */
  readonly operations: { readonly read: Transaction; readonly write: Transaction };
  /** For work that the store does of itself. */
  readonly write: Write;
  readonly clock: Clock;
  /** This process, for as long as it lives. */
  readonly processId: string;
  /** A new id that sorts by time. */
  readonly newId: () => string;
  /** Is that process still there? Null, nobody, is not. */
  readonly isAlive: (processId: string | null) => boolean;
  /** Inside a write: notes a change for the other processes. */
  readonly recordChange: (follower: FollowerId) => void;
  /** After a write: tells this process of it. */
  readonly announce: (follower: FollowerId, change: Change) => void;
  /** After rows of a follower were deleted: their bytes go from the files as well. */
  readonly eraseSoon: () => void;
}
