import { describe, expect, it } from 'vitest';
import {
  accept,
  arrival,
  ask,
  askAndAnswer,
  asks,
  DAY_MS,
  defaultSettings,
  follower,
  give,
  HOUR_MS,
  MINUTE_MS,
  otherFollower,
  saysNothing,
  slice,
  type CreateWorld,
} from './store-world.ts';

/** A clean-up, however seldom one comes, is over by then. */
const CLEANED_AFTER_MS = 3 * MINUTE_MS;

/** What every store deletes by itself, and what not. */
export function describeRetention(createWorld: CreateWorld): void {
  describe('what is old', () => {
    it('is deleted: turns, parts, messages and the follower', async () => {
      const world = createWorld({ retentionMs: DAY_MS });
      const store = await world.open();
      const owed = await askAndAnswer(store, '1', '一。');
      const given = await askAndAnswer(store, '2', '二。');
      await give(store, '2', [slice(given, 0, 2)]);
      world.clock.jump(DAY_MS + MINUTE_MS);
      await world.clock.advance(CLEANED_AFTER_MS);

      expect(await store.deliveries.state(follower)).toMatchObject({ turns: [], messagesLeft: 0 });
      expect((await store.deliveries.attempts(follower, '1')).newest).toBe(0);
      expect(await store.turns.claim(owed.id)).toBe('ended');
      const again = await ask(store, '3');
      expect(again).toMatchObject({ sequence: 1 });
      expect(await store.turns.history(again, 10)).toEqual([]);
    });

    it('goes however much there is of it', async () => {
      const world = createWorld({ retentionMs: DAY_MS });
      const store = await world.open();
      for (let n = 0; n < 1100; n += 1) await accept(store, `${n}`, saysNothing());
      world.clock.jump(DAY_MS + MINUTE_MS);
      await world.clock.advance(CLEANED_AFTER_MS);
      for (const n of [0, 500, 1099])
        expect((await store.deliveries.attempts(follower, `${n}`)).newest).toBe(0);
    });

    it('goes however many turns before it were never finished', async () => {
      const world = createWorld({ retentionMs: DAY_MS });
      const store = await world.open();
      for (let n = 0; n < 600; n += 1)
        await store.inbox.accept(
          arrival('1', { nonce: `${n}`, follower: { ...follower, openId: `stuck ${n}` } }),
          asks('?'),
          defaultSettings,
        );
      await askAndAnswer(store, '1', '一。');
      world.clock.jump(DAY_MS + MINUTE_MS);
      await world.clock.advance(CLEANED_AFTER_MS);
      expect((await store.deliveries.state(follower)).turns).toEqual([]);
    });

    it('is kept while it is younger', async () => {
      const world = createWorld({ retentionMs: DAY_MS, conversationLifetimeMs: DAY_MS });
      const store = await world.open();
      const turn = await askAndAnswer(store, '1', '一。');
      await give(store, '1', [slice(turn, 0, 2)]);
      world.clock.jump(DAY_MS - CLEANED_AFTER_MS - MINUTE_MS);
      await world.clock.advance(CLEANED_AFTER_MS);
      expect(await store.turns.history(await ask(store, '2'), 10)).toHaveLength(1);
    });

    it('is kept while a follower still writes', async () => {
      const world = createWorld({ retentionMs: DAY_MS });
      const store = await world.open();
      await askAndAnswer(store, '1', '一。');
      world.clock.jump(DAY_MS - MINUTE_MS);
      await askAndAnswer(store, '2', '二。');
      await world.clock.advance(CLEANED_AFTER_MS);
      expect((await store.deliveries.state(follower)).turns).toHaveLength(1);
      expect((await ask(store, '3')).sequence).toBe(3);
    });

    it('is kept while it is being answered', async () => {
      const world = createWorld({ retentionMs: DAY_MS });
      const store = await world.open();
      const turn = await ask(store, '1');
      world.clock.jump(DAY_MS + MINUTE_MS);
      await world.clock.advance(CLEANED_AFTER_MS);
      const ending = { state: 'complete', rest: '终于。' } as const;
      expect(await store.turns.finish(turn, ending, 'model')).toBe('finished last');
    });
  });

  describe('a signature', () => {
    it('is remembered for the time that its account sets, so that a replay is seen, and no longer', async () => {
      const world = createWorld();
      const store = await world.open();
      const settings = { ...defaultSettings, pushMemoryMs: 20 * MINUTE_MS };
      const longer = { ...settings, pushMemoryMs: HOUR_MS };
      const signed = { signature: 's', nonce: 'n' };
      const elsewhere = { account: 'other', openId: 'oFollower' };
      await store.inbox.accept(arrival('1', signed), asks('?'), settings);
      await store.inbox.accept(arrival('1', { ...signed, follower: elsewhere }), asks('?'), longer);
      const stolen = arrival('2', { ...signed, follower: otherFollower });
      const seen = async () => (await store.inbox.accept(stolen, saysNothing(), settings)).is;
      await world.clock.advance(15 * MINUTE_MS);
      expect(await seen()).toBe('replayed');
      await world.clock.advance(5 * MINUTE_MS + CLEANED_AFTER_MS);
      expect(await seen()).toBe('new');
      const stolenElsewhere = arrival('2', { ...signed, follower: elsewhere });
      expect((await store.inbox.accept(stolenElsewhere, saysNothing(), longer)).is).toBe(
        'replayed',
      );
    });
  });
}
