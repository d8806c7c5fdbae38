import type { Slice } from '../delivery/ports.ts';
import type { Store } from '../store/store.ts';
import type { PageEvent } from './page-events.ts';

/** What each message's passive reply gave, by the message's key: told once more when the reply turns out to be lost. */
export type PassiveSlices = Map<string, readonly Slice[]>;

/** The same store; what is written about turns and parts is told, once it is written. */
export function watchStore(
  store: Store,
  {
    tell,
    passiveSlices,
  }: {
    readonly tell: (event: PageEvent) => void;
    /** One for all processes: another one than gave the reply may find that it is lost. */
    readonly passiveSlices: PassiveSlices;
  },
): Store {
  const { inbox, turns, deliveries } = store;
  return {
    ...store,
    inbox: {
      ...inbox,
      async accept(arrival, plan) {
        const accepted = await inbox.accept(arrival, plan);
        if (accepted.is === 'new' && accepted.turnId !== undefined) {
          const { follower, key } = arrival;
          tell({ type: 'turn', turnId: accepted.turnId, openId: follower.openId, key });
        }
        return accepted;
      },
    },
    turns: {
      ...turns,
      async append(texts) {
        const results = await turns.append(texts);
        texts.forEach(({ turn, text }, index) => {
          if (results[index] === 'appended') tell({ type: 'grown', turnId: turn.id, text });
        });
        return results;
      },
      async finish(turn, ending, origin) {
        const result = await turns.finish(turn, ending, origin);
        if (result !== 'replaced' && ending.rest !== '') {
          tell({ type: 'grown', turnId: turn.id, text: ending.rest });
        }
        return result;
      },
    },
    deliveries: {
      ...deliveries,
      async intendReply(intent) {
        const result = await deliveries.intendReply(intent);
        if (result === 'intended' && intent.slices.length > 0) {
          passiveSlices.set(intent.key, intent.slices);
          tell({ type: 'parts', slices: intent.slices, via: 'passive', state: 'given' });
        }
        return result;
      },
      async noteReplyLost(follower, key) {
        await deliveries.noteReplyLost(follower, key);
        const slices = passiveSlices.get(key);
        if (slices !== undefined) tell({ type: 'parts', slices, via: 'passive', state: 'failed' });
      },
      async settleMessage(lease, slices, outcome) {
        await deliveries.settleMessage(lease, slices, outcome);
        const state = outcome.state === 'sent' ? 'given' : 'failed';
        if (slices.length > 0) tell({ type: 'parts', slices, via: 'customer-service', state });
      },
    },
  };
}
