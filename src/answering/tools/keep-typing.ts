import type { Clock } from '../../runtime/clock.ts';
import type { FollowerId } from '../../turns/turn.ts';

/** Shows a follower that an answer is on its way; a failure has no consequence. */
export type ShowTyping = (follower: FollowerId) => void;

/** WeChat shows the indicator for some seconds. */
const SHOWN_EVERY_MS = 10_000;

/** Shows it again and again until the returned function is called. */
export function keepTyping(show: () => void, clock: Clock): () => void {
  let cancel = () => {};
  const showNow = () => {
    cancel = clock.after(SHOWN_EVERY_MS, showNow);
    show();
  };
  showNow();
  return () => cancel();
}
