import type { FollowerId } from '../turns/turn.ts';
import type { DeliveryChanges, DeliveryState, DeliveryStore } from './ports.ts';

/**
 * Reads a follower's state and writes what `decide` makes of it, again while something changes in between. Nothing is
 * written when `decide` returns nothing.
 */
export async function commitChanges<State extends DeliveryState>(
  deliveries: Pick<DeliveryStore, 'commit'>,
  follower: FollowerId,
  read: () => Promise<State>,
  decide: (state: State) => DeliveryChanges | undefined,
): Promise<'written' | 'replaced' | 'nothing'> {
  for (;;) {
    const state = await read();
    const changes = decide(state);
    if (!changes) return 'nothing';
    const result = await deliveries.commit(follower, changes, state.version);
    if (result !== 'stale') return result;
  }
}
