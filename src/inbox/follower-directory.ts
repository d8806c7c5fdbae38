import type { FollowerId } from '../turns/turn.ts';

/** A follower of whom something is stored. */
export interface SeenFollower {
  readonly openId: string;
  /** When the last message came. */
  readonly seenAt: number;
}

/** What is known of one follower beside what they said. */
interface FollowerState extends SeenFollower {
  /** Customer-service messages that WeChat still allows, and until when; none after that. */
  readonly messagesLeft: number;
  readonly messagesUntil: number;
  /** Questions that are stored, with those that Kuaihui itself answered. */
  readonly turns: number;
}

/** The followers of accounts, for those who run them. Every function throws StoreUnavailableError while the store is away. */
export interface FollowerDirectory {
  /** Lists the followers after one, the one last seen first. */
  list(
    account: string,
    page: { readonly after?: SeenFollower | undefined; readonly most: number },
  ): Promise<readonly SeenFollower[]>;
  /** Lists those whose OpenIDs begin with `prefix`, in the order of the OpenIDs, after one. */
  search(
    account: string,
    page: { readonly prefix: string; readonly after?: string | undefined; readonly most: number },
  ): Promise<readonly SeenFollower[]>;
  find(follower: FollowerId): Promise<FollowerState | undefined>;
  /** Deletes everything about a follower, as 删除我的数据 does. */
  forget(follower: FollowerId): Promise<void>;
}
