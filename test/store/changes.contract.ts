import { describe, expect, it } from 'vitest';
import type { Change } from '../../src/turns/ports.ts';
import {
  accept,
  ask,
  askAndAnswer,
  follower,
  give,
  otherFollower,
  replies,
  slice,
  type CreateWorld,
  type StoreProcess,
  type StoreWorld,
  saysNothing,
  loseReply,
} from './store-world.ts';

/** How long another process's change may take to be seen. */
const SEEN_WITHIN_MS = 100;

/** What every Changes has to tell. */
export function describeChanges(createWorld: CreateWorld): void {
  const follow = (store: StoreProcess, who = follower) => {
    const seen: Change[] = [];
    const unfollow = store.changes.follow(who, (change) => seen.push(change));
    return { seen, unfollow };
  };

  /** A caller that begins to follow may be told once to read again. */
  const beginsToHear = async (world: StoreWorld, followers: readonly { seen: Change[] }[]) => {
    await world.clock.advance(SEEN_WITHIN_MS);
    for (const { seen } of followers) seen.length = 0;
  };

  describe('changes of this process', () => {
    it('tell by how many bytes an answer has grown', async () => {
      const world = createWorld();
      const store = await world.open();
      const turn = await ask(store, '1');
      const { seen } = follow(store);
      await beginsToHear(world, [{ seen }]);
      await store.turns.append([{ turn, text: '一。', origin: 'model' }]);
      expect(seen).toEqual([{ what: 'answer', grownBytes: 6 }]);
    });

    it.each<[string, (store: StoreProcess) => Promise<unknown>]>([
      ['a new attempt', (store) => accept(store, '1', saysNothing())],
      ['a command that drops', (store) => accept(store, '2', replies('', { drop: true }))],
      ['a reply', (store) => give(store, '1', [])],
    ])('tell of %s', async (_what, act) => {
      const store = await createWorld().open();
      await ask(store, '1');
      const { seen } = follow(store);
      await act(store);
      expect(seen).toContainEqual({ what: 'state' });
    });

    it('tell of a lost reply', async () => {
      const world = createWorld();
      const store = await world.open();
      const turn = await askAndAnswer(store, '1', '一。');
      await give(store, '1', [slice(turn, 0, 2)]);
      const { seen } = follow(store);
      await beginsToHear(world, [{ seen }]);
      await loseReply(store, '1');
      expect(seen).toEqual([{ what: 'state' }]);
    });

    it('tell of an ended turn', async () => {
      const world = createWorld();
      const store = await world.open();
      const turn = await ask(store, '1');
      const { seen } = follow(store);
      await beginsToHear(world, [{ seen }]);
      await store.turns.finish(turn, { state: 'complete', rest: '好。' }, 'model');
      expect(seen).toEqual([{ what: 'state' }]);
    });

    it('reach every caller that follows this follower, and no other', async () => {
      const world = createWorld();
      const store = await world.open();
      const [one, other, stranger] = [follow(store), follow(store), follow(store, otherFollower)];
      await beginsToHear(world, [one, other, stranger]);
      await ask(store, '1');
      expect([one.seen.length, other.seen.length, stranger.seen.length]).toEqual([1, 1, 0]);
      one.unfollow();
      await accept(store, '2', saysNothing());
      expect([one.seen.length, other.seen.length]).toEqual([1, 2]);
    });
  });

  describe('changes of another process', () => {
    it('are seen soon', async () => {
      const world = createWorld();
      const [one, other] = [await world.open(), await world.open()];
      const { seen } = follow(other);
      const stranger = follow(other, otherFollower);
      await beginsToHear(world, [stranger]);
      const turn = await ask(one, '1');
      await world.clock.advance(SEEN_WITHIN_MS);
      expect(seen).toContainEqual({ what: 'state' });
      expect(stranger.seen).toEqual([]);

      const before = seen.length;
      await one.turns.append([{ turn, text: '一。', origin: 'model' }]);
      await world.clock.advance(SEEN_WITHIN_MS);
      expect(seen.length).toBeGreaterThan(before);
    });

    it('are seen also when they came while no caller followed', async () => {
      const world = createWorld();
      const [one, other] = [await world.open(), await world.open()];
      follow(other).unfollow();
      await world.clock.advance(1000);
      const turn = await ask(one, '1');
      const { seen } = follow(other);
      await one.turns.finish(turn, { state: 'complete', rest: '好。' }, 'model');
      await world.clock.advance(SEEN_WITHIN_MS);
      expect(seen).not.toEqual([]);
    });

    it('are seen once', async () => {
      const world = createWorld();
      const [one, other] = [await world.open(), await world.open()];
      const turn = await ask(one, '1');
      await one.turns.append([{ turn, text: '一。', origin: 'model' }]);
      const { seen } = follow(other);
      await world.clock.advance(1000);
      const before = seen.length;
      await world.clock.advance(1000);
      expect(seen).toHaveLength(before);
    });

    it('of a message that is answered elsewhere end the wait here', async () => {
      const world = createWorld();
      const [one, other] = [await world.open(), await world.open()];
      const turn = await ask(one, '1');
      await one.turns.append([{ turn, text: '一。', origin: 'model' }]);
      const { seen } = follow(one);
      await world.clock.advance(SEEN_WITHIN_MS);
      const before = seen.length;
      await give(other, '1', [slice(turn, 0, 2)]);
      await world.clock.advance(SEEN_WITHIN_MS);
      expect(seen.length).toBeGreaterThan(before);
    });
  });
}
