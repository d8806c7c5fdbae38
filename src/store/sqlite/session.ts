import type { CollectionDefinition } from '../../runtime/collection.ts';
import type { Clock } from '../../runtime/clock.ts';
import type { Change } from '../../turns/ports.ts';
import type { FollowerId } from '../../turns/turn.ts';
import type { Database } from './database.ts';
import type { OperationName } from '../run-operation.ts';
import type { Write } from './writer.ts';

/** Runs an operation of a port, under its name, in a transaction of its own. */
type Transaction = <Result>(name: OperationName, operation: () => Result) => Promise<Result>;

/** What every file of the driver works with: the open database and this process's identity in it. */
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
  /** Tells whether that process is alive; null, no process, is not. */
  readonly isAlive: (processId: string | null) => boolean;
  /** Records a change for the other processes, inside a write. */
  readonly recordChange: (follower: FollowerId) => void;
  /** Tells this process of a change, after the write. */
  readonly announce: (follower: FollowerId, change: Change) => void;
  /** Every collection of small records. */
  readonly registered: readonly CollectionDefinition[];
  /** Has the bytes of a follower's deleted rows overwritten in the files as well. */
  readonly eraseSoon: () => void;
}
