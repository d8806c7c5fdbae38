import type { ArchivedTurn } from '../../delivery/turn-archive.ts';
import type { FollowerRecords } from '../../runtime/collection.ts';
import type { DayUsage } from '../../usage/ports.ts';
import type {
  Follower,
  FollowerChange,
  FollowersAnswer,
  FollowersQuery,
} from './followers-contract.ts';

interface FollowerName {
  readonly account: string;
  readonly openId: string;
}

/** All that is stored about a follower. */
export interface FollowerExport extends FollowerName {
  readonly exportedAt: string;
  /** What the follower used, by day. */
  readonly usage: readonly DayUsage[];
  readonly records: readonly FollowerRecords[];
  /** The newest first, read from the store while they are written out. */
  readonly turns: AsyncIterable<ArchivedTurn>;
}

/** What the routes about followers need. Every function throws ConsoleError for an account or a follower that is not known. */
export interface FollowersDesk {
  list(query: FollowersQuery): Promise<FollowersAnswer>;
  read(follower: FollowerName): Promise<Follower>;
  change(follower: FollowerName, change: FollowerChange): Promise<Follower>;
  export(follower: FollowerName): Promise<FollowerExport>;
  /** Deletes all that is stored, as the follower's own wish does. */
  delete(follower: FollowerName): Promise<void>;
}
