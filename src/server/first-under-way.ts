import { isGiven } from '../delivery/is-given.ts';
import type { DeliveryStore } from '../delivery/ports.ts';
import type { FirstUnderWay } from '../memory/ports.ts';
import { isEnded } from '../turns/turn.ts';

/** What a follower has not fetched by then is left for later, such as the rest of a long answer. */
const DELIVERY_TAKES_MS = 60_000;

/** Creates what finds the first turn of a follower that is being written or is on its way. */
export function createFirstUnderWay(deliveries: Pick<DeliveryStore, 'state'>): FirstUnderWay {
  return async (follower) => {
    const { now, turns } = await deliveries.state(follower);
    const first = turns.find(({ state, endedAt = now, answer, parts }) => {
      if (!isEnded(state)) return true;
      return now - endedAt < DELIVERY_TAKES_MS && !isGiven({ state, length: answer.length, parts });
    });
    return first?.sequence;
  };
}
