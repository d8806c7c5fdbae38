import type { Clock } from '../runtime/clock.ts';
import type { Changes } from '../turns/ports.ts';
import type { FollowerId } from '../turns/turn.ts';

/** What ends a wait. */
export interface WaitConditions {
  /** An instant by the clock; never when absent. */
  readonly at?: number;
  /** After so many bytes of new text; 0 for the first. */
  readonly afterBytes: number;
}

/** Watches one follower between two looks. */
export interface ChangeWaiter {
  /** Forgets what happened so far; to be called before a look, so that nothing between look and wait is missed. */
  reset(): void;
  wait(conditions: WaitConditions): Promise<void>;
  /** Ends every wait, now and later. */
  end(): void;
}

/** Growing text wakes only when there is enough of it: thousands of answers grow at the same time. */
export function createChangeWaiter(
  { changes, clock }: { readonly changes: Changes; readonly clock: Clock },
  follower: FollowerId,
): ChangeWaiter {
  let grownBytes = 0;
  let isChanged = false;
  let isEnded = false;
  let check = () => {};

  const unfollow = changes.follow(follower, (change) => {
    if (change.what === 'answer') grownBytes += change.grownBytes;
    else isChanged = true;
    check();
  });

  return {
    reset() {
      grownBytes = 0;
      isChanged = false;
    },
    wait: ({ at, afterBytes }) =>
      new Promise<void>((resolve) => {
        let cancel = () => {};
        const wake = () => {
          cancel();
          check = () => {};
          resolve();
        };
        check = () => {
          if (isEnded || isChanged || (grownBytes > 0 && grownBytes >= afterBytes)) wake();
        };
        if (at !== undefined) cancel = clock.after(Math.max(0, at - clock.now()), wake);
        check();
      }),
    end() {
      isEnded = true;
      unfollow();
      check();
    },
  };
}
