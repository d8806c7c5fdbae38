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

/** Waits for news of one follower between two decisions. */
export interface ChangeWaiter {
  /** Forgets earlier changes; called before the state is read, so that none is missed between reading and waiting. */
  reset(): void;
  /** Says whether news ended it, or the time. */
  wait(conditions: WaitConditions): Promise<'news' | 'time'>;
  /** Ends the current wait and every later one immediately. */
  end(): void;
}

/** Creates a waiter that growing text wakes only when there is enough, because thousands of answers grow together. */
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
      new Promise((resolve) => {
        let cancel = () => {};
        const wake = (why: 'news' | 'time') => {
          cancel();
          check = () => {};
          resolve(why);
        };
        check = () => {
          if (isEnded || isChanged || (grownBytes > 0 && grownBytes >= afterBytes)) wake('news');
        };
        if (at !== undefined)
          cancel = clock.after(Math.max(0, at - clock.now()), () => wake('time'));
        check();
      }),
    end() {
      isEnded = true;
      unfollow();
      check();
    },
  };
}
