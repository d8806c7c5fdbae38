import type { Slice } from '../delivery/ports.ts';
import type { Store } from '../store/store.ts';
import { FIRST_FENCE, type ClaimedTurn } from '../turns/turn.ts';
import type { PageEvent } from './page/page-events.ts';

/** What each message's passive reply gave, by the message's key: told once more when the reply turns out to be lost. */
export interface PassiveSlices {
  get(key: string): readonly Slice[] | undefined;
  set(key: string, slices: readonly Slice[]): void;
  clear(): void;
}

/** A reply is known to be lost within seconds, so the newest few are enough. */
const MOST_REPLIES = 1000;

/** Creates the memory; it goes on after what an earlier process told. */
export function createPassiveSlices(history: readonly PageEvent[] = []): PassiveSlices {
  const known = new Map<string, readonly Slice[]>();
  const set: PassiveSlices['set'] = (key, slices) => {
    known.delete(key);
    known.set(key, slices);
    const [oldest] = known.keys();
    if (known.size > MOST_REPLIES && oldest !== undefined) known.delete(oldest);
  };
  for (const event of history) {
    if (event.type === 'parts' && event.key !== undefined) set(event.key, event.slices);
  }
  return { get: (key) => known.get(key), set, clear: () => known.clear() };
}

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
  const tellTakeOver = (claimed: ClaimedTurn) => {
    const { id: turnId, fence, answer, follower } = claimed;
    if (fence > FIRST_FENCE) tell({ type: 'taken-over', turnId, answer, openId: follower.openId });
  };
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
        // A repeat takes a turn over whose process is gone.
        if (accepted.is === 'repeat' && accepted.claimed) tellTakeOver(accepted.claimed);
        return accepted;
      },
    },
    turns: {
      ...turns,
      async claim(turnId) {
        const claimed = await turns.claim(turnId);
        if (typeof claimed === 'object') tellTakeOver(claimed);
        return claimed;
      },
      async claimNext(follower) {
        const claimed = await turns.claimNext(follower);
        if (claimed) tellTakeOver(claimed);
        return claimed;
      },
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
          const { slices, key } = intent;
          tell({ type: 'parts', slices, via: 'passive', state: 'given', key });
        }
        return result;
      },
      async noteReplyLost(follower, key) {
        await deliveries.noteReplyLost(follower, key);
        const slices = passiveSlices.get(key);
        if (slices !== undefined) {
          tell({ type: 'parts', slices, via: 'passive', state: 'failed', key });
        }
      },
      async settleMessage(lease, slices, outcome) {
        await deliveries.settleMessage(lease, slices, outcome);
        const state = outcome.state === 'sent' ? 'given' : 'failed';
        if (slices.length > 0) tell({ type: 'parts', slices, via: 'customer-service', state });
      },
    },
  };
}
