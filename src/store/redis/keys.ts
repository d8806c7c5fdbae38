import type { FollowerId } from '../../turns/turn.ts';

/** Returns one word for a follower, which no two followers share, whatever characters their ids hold. */
export function nameOf({ account, openId }: FollowerId): string {
  return `${encodeURIComponent(account)}:${encodeURIComponent(openId)}`;
}

export function toFollower(name: string): FollowerId {
  const [account = '', openId = ''] = name.split(':');
  return { account: decodeURIComponent(account), openId: decodeURIComponent(openId) };
}

/** Returns the channel on which changes of one follower are published. */
export function changesChannel(prefix: string, name: string): string {
  return `${prefix}:changes:${name}`;
}
