import { describe, expect, it } from 'vitest';
import { intendReply } from '../../src/delivery/delivery-changes.ts';
import type { DeliveryState } from '../../src/delivery/ports.ts';
import { replyWith } from '../../src/messages/reply.ts';
import {
  accept,
  ask,
  follower,
  LEASE_ENDS_MS,
  MINUTE_MS,
  mustNotPlan,
  type CreateWorld,
  type StoreProcess,
} from './store-world.ts';

/** What every store tells of answers that wait in the queue of a process. */
export function describeWaiting(createWorld: CreateWorld): void {
  const stateOf = (store: StoreProcess) => store.deliveries.state(follower);
  const tell = async (store: StoreProcess, turnId: string, known?: DeliveryState) => {
    const state = known ?? (await stateOf(store));
    const waits = { turnId, beginsInMs: MINUTE_MS };
    const reply = { key: '1', reply: replyWith('还要等一分钟'), slices: [], waits };
    return store.deliveries.commit(follower, intendReply(state, reply), state.version);
  };
  const beginOf = async (store: StoreProcess) => (await stateOf(store)).turns[0]?.beginsAt;

  describe('a turn that waits', () => {
    it('is known to all processes, once its follower was told', async () => {
      const world = createWorld();
      const [one, other] = [await world.open(), await world.open()];
      const turn = await ask(one, '1');
      expect(await beginOf(other)).toBeUndefined();
      expect(await tell(one, turn.id)).toBe('written');
      expect(await beginOf(other)).toBe(world.clock.now() + MINUTE_MS);
    });

    it('waits no more when it is begun, with a text or without one', async () => {
      for (const text of ['', '一。']) {
        const store = await createWorld().open();
        const turn = await ask(store, '1');
        await tell(store, turn.id);
        expect(await store.turns.append([{ turn, text, origin: 'model' }])).toEqual(['appended']);
        expect(await beginOf(store)).toBeUndefined();
      }
    });

    it('waits no more when another process takes it over', async () => {
      const world = createWorld();
      const [dead, other] = [await world.open(), await world.open()];
      const turn = await ask(dead, '1');
      await tell(dead, turn.id);
      dead.freeze();
      await world.clock.advance(LEASE_ENDS_MS);
      await other.turns.claim(turn.id);
      expect(await beginOf(other)).toBeUndefined();
    });

    it('is not said to wait by a reply that comes too late, nor after its first words', async () => {
      const store = await createWorld().open();
      const turn = await ask(store, '1');
      const before = await stateOf(store);
      await accept(store, '1', mustNotPlan);
      expect(await tell(store, turn.id, before)).toBe('stale');
      expect(await beginOf(store)).toBeUndefined();
      await store.turns.append([{ turn, text: '一。', origin: 'model' }]);
      await tell(store, turn.id);
      expect(await beginOf(store)).toBeUndefined();
    });
  });
}
