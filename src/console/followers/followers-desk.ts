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

/** What the routes about followers need. Every function throws ConsoleError for an account or a follower that is not known. */
export interface FollowersDesk {
  list(query: FollowersQuery): Promise<FollowersAnswer>;
  read(follower: FollowerName): Promise<Follower>;
  change(follower: FollowerName, change: FollowerChange): Promise<Follower>;
  /** All that is stored about the follower, as JSON. */
  export(follower: FollowerName): Promise<unknown>;
  /** Deletes all that is stored, as the follower's own wish does. */
  delete(follower: FollowerName): Promise<void>;
}
