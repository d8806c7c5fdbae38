import type { AttemptConnection } from '../delivery/attempt-connection.ts';
import { NOTHING } from '../messages/reply.ts';
import type { FollowerId } from '../turns/turn.ts';
import type { Push } from '../wechat/push/codec.ts';
import type { Account } from './account.ts';
import type { Receipt } from './handle-push.ts';

/** Reaches what this process runs under an account's name: the account as it is set now, and those that it replaced. */
export interface AccountRelay {
  /** Hands a push to the account as it is set now. */
  handlePush(push: Push, connection: AttemptConnection): Promise<Receipt>;
  /** Has all of them stop writing for a follower, whose turns were cancelled. */
  cancel(follower: FollowerId): void;
  /** Has the current one deliver to a follower. */
  deliver(follower: FollowerId): void;
  /** Has the current one write the answer of the follower's next turn, if there is one and it can be claimed now. */
  beginNext(follower: FollowerId): void;
}

/** Creates the relay; `current` returns nothing for an account that was removed. */
export function createAccountRelay(
  current: () => Account | undefined,
  retiring: () => Iterable<Account> = () => [],
): AccountRelay {
  return {
    handlePush: (push, connection) =>
      current()?.handlePush(push, connection) ??
      Promise.resolve({ reply: NOTHING, wasCut: () => {} }),
    cancel(follower) {
      current()?.cancel(follower);
      for (const account of retiring()) account.cancel(follower);
    },
    deliver: (follower) => current()?.deliver(follower),
    beginNext: (follower) => current()?.beginNext(follower),
  };
}
