import { describe, expect, it } from 'vitest';
import type { FollowerFacts, Used } from '../../src/inbox/ports.ts';
import {
  accept,
  ask,
  asks,
  continues,
  DAY_MS,
  follower,
  HOUR_MS,
  LEASE_ENDS_MS,
  MINUTE_MS,
  otherFollower,
  replies,
  saysNothing,
  type CreateWorld,
  type StoreProcess,
  type WorldSettings,
} from './store-world.ts';

/** Days by UTC; the worlds' clocks begin at 2023-11-14 22:13:20. */
const quotaDay = (now: number) => new Date(now).toISOString().slice(0, 10);
const UNTIL_MIDNIGHT_MS = 2 * HOUR_MS;

/** What every store has to count of what followers use. */
export function describeUsage(createAnyWorld: CreateWorld): void {
  const createWorld = (settings: Partial<WorldSettings> = {}) =>
    createAnyWorld({ quotaDay, ...settings });
  let keys = 0;
  const newKey = () => `u${(keys += 1)}`;

  const factsOf = async (store: StoreProcess, who = follower): Promise<FollowerFacts> => {
    let seen: FollowerFacts | undefined;
    const plan = (facts: FollowerFacts) => {
      seen = facts;
      return saysNothing()();
    };
    await accept(store, newKey(), plan, { follower: who });
    if (!seen) throw new Error('Nothing was planned');
    return seen;
  };
  const usedBy = async (store: StoreProcess, who = follower) => (await factsOf(store, who)).used;
  const asksAndGets = async (store: StoreProcess, tokens?: number) => {
    const turn = await ask(store, newKey());
    const ending = { state: 'complete', rest: '好。', ...(tokens && { tokens }) } as const;
    await store.turns.finish(turn, ending, 'model');
    return turn;
  };

  describe('questions', () => {
    it('are counted, for the minute and for the day', async () => {
      const store = await createWorld().open();
      expect(await usedBy(store)).toBeUndefined();
      for (let n = 0; n < 3; n += 1) await asksAndGets(store);
      const used: Used = { inMinute: 3, minuteEndsInMs: MINUTE_MS, today: 3, tokensToday: 0 };
      expect(await usedBy(store)).toEqual(used);
    });

    it('are counted by all processes together', async () => {
      const world = createWorld();
      const stores = [await world.open(), await world.open()];
      await Promise.all([...stores, ...stores].map((store) => accept(store, newKey(), asks('?'))));
      for (const store of stores) expect(await usedBy(store)).toMatchObject({ today: 4 });
    });

    it('are counted for each follower, and in each account, alone', async () => {
      const store = await createWorld().open();
      await asksAndGets(store);
      expect(await usedBy(store, otherFollower)).toBeUndefined();
      expect(await usedBy(store, { ...follower, account: 'simulator' })).toBeUndefined();
    });

    it('are not counted again when WeChat repeats them', async () => {
      const store = await createWorld().open();
      await accept(store, 'same', asks('?'));
      await accept(store, 'same', asks('?'));
      expect(await usedBy(store)).toMatchObject({ today: 1 });
    });

    it('are all that is counted: replies, events and 继续 cost nothing', async () => {
      const store = await createWorld().open();
      for (const plan of [replies('帮助'), saysNothing(), continues])
        await accept(store, newKey(), plan);
      expect(await usedBy(store)).toBeUndefined();
    });

    it('of one burst are one question', async () => {
      const world = createWorld({ burstWindowMs: 2000 });
      const store = await world.open();
      await accept(store, newKey(), asks('你好'));
      expect((await factsOf(store)).collecting).toEqual({ text: '你好', messages: 1 });
      await accept(store, newKey(), asks('请问', { joins: true }));
      expect((await factsOf(store)).collecting).toEqual({ text: '你好\n请问', messages: 2 });
      expect(await usedBy(store)).toMatchObject({ today: 1, inMinute: 1 });
      world.clock.jump(2000);
      const turn = await store.turns.claimNext(follower);
      if (turn) await store.turns.closeQuestion(turn);
      expect((await factsOf(store)).collecting).toBeUndefined();
    });

    it('are not counted when nothing is limited', async () => {
      const store = await createAnyWorld().open();
      await asksAndGets(store, 100);
      expect(await usedBy(store)).toBeUndefined();
    });
  });

  describe('a minute', () => {
    it('begins with its first question, and ends', async () => {
      const world = createWorld();
      const store = await world.open();
      await asksAndGets(store);
      world.clock.jump(20_000);
      await asksAndGets(store);
      expect(await usedBy(store)).toMatchObject({ inMinute: 2, minuteEndsInMs: 40_000 });
      world.clock.jump(40_000);
      expect(await usedBy(store)).toMatchObject({ inMinute: 0, minuteEndsInMs: 0, today: 2 });
      await asksAndGets(store);
      expect(await usedBy(store)).toMatchObject({ inMinute: 1, minuteEndsInMs: MINUTE_MS });
    });
  });

  describe('a day', () => {
    it('ends with questions and tokens at zero', async () => {
      const world = createWorld();
      const store = await world.open();
      await asksAndGets(store, 100);
      world.clock.jump(UNTIL_MIDNIGHT_MS);
      expect(await usedBy(store)).toMatchObject({ today: 0, tokensToday: 0 });
      await asksAndGets(store, 7);
      expect(await usedBy(store)).toMatchObject({ today: 1, tokensToday: 7 });
    });

    it('does not begin twice when one clock is slower than another', async () => {
      let day = '2026-11-24';
      const store = await createWorld({ quotaDay: () => day }).open();
      await asksAndGets(store, 100);
      day = '2026-11-23';
      await asksAndGets(store, 100);
      expect(await usedBy(store)).toMatchObject({ today: 2, tokensToday: 200 });
      day = '2026-11-24';
      expect(await usedBy(store)).toMatchObject({ today: 2, tokensToday: 200 });
    });
  });

  describe('tokens', () => {
    it('are added up at the end of each answer', async () => {
      const store = await createWorld().open();
      for (const tokens of [100, undefined, 23]) await asksAndGets(store, tokens);
      expect(await usedBy(store)).toMatchObject({ tokensToday: 123 });
    });

    it('count even when the answer was dropped', async () => {
      const store = await createWorld().open();
      const turn = await ask(store, newKey());
      await accept(store, newKey(), replies('停下', { drop: true }));
      const ending = { state: 'cancelled', rest: '', tokens: 50 } as const;
      expect(await store.turns.finish(turn, ending, 'model')).toBe('replaced');
      expect(await usedBy(store)).toMatchObject({ tokensToday: 50 });
    });

    it('count even when another process took the turn over', async () => {
      const world = createWorld();
      const [sleeper, other] = [await world.open(), await world.open()];
      const turn = await ask(sleeper, newKey());
      sleeper.freeze();
      await world.clock.advance(LEASE_ENDS_MS);
      const taken = await other.turns.claim(turn.id);
      if (typeof taken === 'string') throw new Error('not taken over');
      const ending = { state: 'complete', rest: '好。', tokens: 50 } as const;
      await sleeper.turns.finish(turn, ending, 'model');
      await other.turns.finish(taken, ending, 'model');
      expect(await usedBy(other)).toMatchObject({ tokensToday: 100 });
    });
  });

  describe('what was used', () => {
    it('stays when the follower is forgotten: that is no way around a limit', async () => {
      const store = await createWorld().open();
      const turn = await asksAndGets(store, 100);
      await accept(store, newKey(), replies('已删除', { drop: true, forget: true }));
      expect(await store.turns.claim(turn.id)).toBe('ended');
      expect(await usedBy(store)).toMatchObject({ today: 1, tokensToday: 100 });
    });

    it('is deleted when it has not been used for two days', async () => {
      const world = createWorld();
      const store = await world.open();
      await asksAndGets(store, 100);
      world.clock.jump(2 * DAY_MS - 5 * MINUTE_MS);
      await world.clock.advance(3 * MINUTE_MS);
      expect(await usedBy(store)).toBeDefined();
      await world.clock.advance(5 * MINUTE_MS);
      expect(await usedBy(store)).toBeUndefined();
    });
  });
}
