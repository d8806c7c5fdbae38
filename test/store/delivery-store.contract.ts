import { describe, expect, it } from 'vitest';
import type { CourierLease } from '../../src/delivery/ports.ts';
import { NOTHING, replyWith } from '../../src/messages/reply.ts';
import {
  accept,
  ask,
  askAndAnswer,
  follower,
  give,
  LEASE_ENDS_MS,
  mustNotPlan,
  otherFollower,
  replies,
  slice,
  type CreateWorld,
  type StoreProcess,
} from './store-world.ts';

/** What every DeliveryStore has to keep. */
export function describeDeliveryStore(createWorld: CreateWorld): void {
  const lease = async (store: StoreProcess): Promise<CourierLease> => {
    const claimed = await store.deliveries.claimCourier(follower);
    if (!claimed) throw new Error('The courier lease is taken');
    return claimed;
  };
  const state = (store: StoreProcess) => store.deliveries.state(follower);
  const states = async (store: StoreProcess) =>
    (await state(store)).turns.flatMap(({ parts }) => parts.map(({ state }) => state));

  describe('a reply', () => {
    it('covers its part of the answer; the turn is gone when all is covered', async () => {
      const store = await createWorld().open();
      const turn = await askAndAnswer(store, '1', '一。二。');
      expect(await give(store, '1', [slice(turn, 0, 2)])).toBe('intended');
      const [left] = (await state(store)).turns;
      expect(left?.parts).toMatchObject([
        { number: 1, from: 0, to: 2, via: 'passive', state: 'intended' },
      ]);
      await accept(store, '2', () => ({ is: 'continue' }));
      expect(await give(store, '2', [slice(turn, 2, 4)])).toBe('intended');
      expect((await state(store)).turns).toEqual([]);
    });

    it('keeps the turn on the state while the answer grows', async () => {
      const store = await createWorld().open();
      const turn = await ask(store, '1');
      await store.turns.append([{ turn, text: '一。', origin: 'model' }]);
      await give(store, '1', [slice(turn, 0, 2)]);
      expect((await state(store)).turns).toHaveLength(1);
      await store.turns.finish(turn, { state: 'complete', rest: '' }, 'model');
      expect((await state(store)).turns).toEqual([]);
    });

    it('stands beside the time at which its answer was complete', async () => {
      const world = createWorld();
      const store = await world.open();
      const turn = await ask(store, '1');
      await store.turns.append([{ turn, text: '一。二。', origin: 'model' }]);
      await give(store, '1', [slice(turn, 0, 2)]);
      expect((await state(store)).turns[0]?.endedAt).toBeUndefined();
      await world.clock.advance(500);
      await store.turns.finish(turn, { state: 'complete', rest: '三。' }, 'model');
      const [ended] = (await state(store)).turns;
      expect(ended?.endedAt).toBe(world.clock.now());
      expect(ended?.parts[0]?.at).toBe(world.clock.now() - 500);
    });

    it('is written down for the repeats, also when it is empty', async () => {
      const store = await createWorld().open();
      await ask(store, '1');
      expect((await store.deliveries.attempts(follower, '1')).reply).toBeUndefined();
      await give(store, '1', [], { reply: '' });
      expect((await store.deliveries.attempts(follower, '1')).reply).toEqual(NOTHING);
      expect((await accept(store, '1', mustNotPlan)).record.reply).toEqual(NOTHING);
    });

    it('leaves the wait as it is that the arrival of the attempt began', async () => {
      const world = createWorld({ quietAfterAttemptMs: 1000 });
      const store = await world.open();
      const turn = await askAndAnswer(store, '1', '一。二。');
      const quietUntil = world.clock.now() + 1000;
      expect(await state(store)).toMatchObject({ quietUntil, lastGivenAt: 0 });
      await world.clock.advance(200);
      await give(store, '1', [slice(turn, 0, 2)]);
      expect(await state(store)).toMatchObject({ quietUntil, lastGivenAt: world.clock.now() });
    });

    it('is outdated when a newer attempt came, here or elsewhere', async () => {
      const world = createWorld();
      const [one, other] = [await world.open(), await world.open()];
      const turn = await askAndAnswer(one, '1', '一。');
      await accept(other, '1', mustNotPlan);
      expect(await give(one, '1', [slice(turn, 0, 2)], { attempt: 1 })).toBe('outdated');
      expect(await give(other, '1', [slice(turn, 0, 2)], { attempt: 2 })).toBe('intended');
    });

    it('is outdated when the message was answered', async () => {
      const store = await createWorld().open();
      const turn = await askAndAnswer(store, '1', '一。二。');
      await give(store, '1', [slice(turn, 0, 2)]);
      expect(await give(store, '1', [slice(turn, 2, 4)])).toBe('outdated');
    });

    it.each([
      ['the same stretch', 0, 2],
      ['a stretch that reaches into it', 1, 4],
      ['a stretch around it', 0, 4],
    ])(
      'is outdated when %s was given meanwhile, and then nothing is written',
      async (_w, from, to) => {
        const store = await createWorld().open();
        const turn = await askAndAnswer(store, '1', '一。二。');
        const mine = await lease(store);
        await store.deliveries.intendMessage(mine, [slice(turn, 0, 2)]);
        const slices = [slice(turn, 2, 4), slice(turn, from, to)];
        expect(await give(store, '1', slices)).toBe('outdated');
        expect((await state(store)).turns[0]?.parts).toHaveLength(1);
        expect((await store.deliveries.attempts(follower, '1')).reply).toBeUndefined();
      },
    );

    it('is outdated when it reaches beyond the end of the answer', async () => {
      const store = await createWorld().open();
      const turn = await askAndAnswer(store, '1', '一。');
      expect(await give(store, '1', [slice(turn, 0, 3)])).toBe('outdated');
    });

    it('is outdated when its text was dropped meanwhile', async () => {
      const store = await createWorld().open();
      const turn = await askAndAnswer(store, '1', '一。');
      await accept(store, '2', replies('好的，停下。', { drop: true }));
      expect(await give(store, '1', [slice(turn, 0, 2)])).toBe('outdated');
    });

    it('is intended by one of two processes that try at the same time', async () => {
      const world = createWorld();
      const stores = [await world.open(), await world.open()] as const;
      const turn = await askAndAnswer(stores[0], '1', '一。');
      const all = await Promise.all(stores.map((store) => give(store, '1', [slice(turn, 0, 2)])));
      expect(all.sort()).toEqual(['intended', 'outdated']);
    });

    it('that was lost is owed again, before what comes after it', async () => {
      const store = await createWorld().open();
      const turn = await askAndAnswer(store, '1', '一。二。');
      await give(store, '1', [slice(turn, 0, 4)]);
      expect((await state(store)).turns).toEqual([]);
      await store.deliveries.noteReplyLost(follower, '1');
      expect((await state(store)).turns).toMatchObject([{ id: turn.id }]);
      expect(await states(store)).toEqual(['lost']);
    });

    it('that was lost is not given again by a late repeat, which looks at what is owed then', async () => {
      const store = await createWorld().open();
      const turn = await askAndAnswer(store, '1', '一。二。');
      await give(store, '1', [slice(turn, 0, 4)]);
      await store.deliveries.noteReplyLost(follower, '1');
      expect((await accept(store, '1', mustNotPlan)).record.reply).toBeUndefined();
      expect(await give(store, '1', [slice(turn, 0, 4)], { attempt: 2 })).toBe('intended');
    });

    it('without text of an answer is kept when it was lost', async () => {
      const store = await createWorld().open();
      await accept(store, '1', replies('帮助文字'));
      await store.deliveries.noteReplyLost(follower, '1');
      expect((await accept(store, '1', mustNotPlan)).record.reply).toEqual(replyWith('帮助文字'));
    });

    it('that was lost leaves the parts of other messages and ways alone', async () => {
      const store = await createWorld().open();
      const turn = await askAndAnswer(store, '1', '一。二。三。');
      await give(store, '1', [slice(turn, 0, 2)]);
      await accept(store, '2', () => ({ is: 'continue' }));
      await give(store, '2', [slice(turn, 2, 4)]);
      const mine = await lease(store);
      await store.deliveries.intendMessage(mine, [slice(turn, 4, 6)]);
      await store.deliveries.noteReplyLost(follower, '2');
      expect(await states(store)).toEqual(['intended', 'lost', 'intended']);
    });
  });

  describe('attempts', () => {
    it('of an unknown message', async () => {
      const store = await createWorld().open();
      expect(await store.deliveries.attempts(follower, '?')).toEqual({
        newest: 0,
        arrived: 0,
        heldToItsEnd: 0,
      });
    });

    it('remember the highest that was held to its end, whatever order that is told in', async () => {
      const store = await createWorld().open();
      await ask(store, '1');
      for (const number of [2, 1]) await store.deliveries.noteHeldToItsEnd(follower, '1', number);
      expect((await store.deliveries.attempts(follower, '1')).heldToItsEnd).toBe(2);
    });
  });

  describe('the courier lease', () => {
    it('is for one process at a time', async () => {
      const world = createWorld();
      const [one, other] = [await world.open(), await world.open()];
      await ask(one, '1');
      await lease(one);
      await world.clock.advance(10_000);
      expect(await other.deliveries.claimCourier(follower)).toBeUndefined();
    });

    it('is for one follower', async () => {
      const world = createWorld();
      const [one, other] = [await world.open(), await world.open()];
      await ask(one, '1');
      await ask(one, '2', '?', { follower: otherFollower });
      await lease(one);
      expect(await other.deliveries.claimCourier(otherFollower)).toBeDefined();
    });

    it('is free after its release, and by its fence another one', async () => {
      const world = createWorld();
      const [one, other] = [await world.open(), await world.open()];
      await ask(one, '1');
      const first = await lease(one);
      await one.deliveries.releaseCourier(first);
      const second = await lease(other);
      expect(second.fence).toBeGreaterThan(first.fence);
    });

    it('is not released by the process that lost it', async () => {
      const world = createWorld();
      const [sleeper, other, third] = [await world.open(), await world.open(), await world.open()];
      await ask(sleeper, '1');
      const old = await lease(sleeper);
      sleeper.freeze();
      await world.clock.advance(LEASE_ENDS_MS);
      await lease(other);
      await sleeper.deliveries.releaseCourier(old);
      expect(await third.deliveries.claimCourier(follower)).toBeUndefined();
    });

    it('comes back to a process that could not release it', async () => {
      const store = await createWorld().open();
      await ask(store, '1');
      const first = await lease(store);
      const second = await lease(store);
      expect(second.fence).toBeGreaterThan(first.fence);
    });

    it('is refused when the follower is not known', async () => {
      const store = await createWorld().open();
      expect(await store.deliveries.claimCourier(follower)).toBeUndefined();
    });
  });

  describe('a customer-service message', () => {
    it('is taken from the quota in the write that intends it', async () => {
      const world = createWorld();
      const store = await world.open();
      const turn = await askAndAnswer(store, '1', '一。二。');
      world.clock.jump(7000);
      const mine = await lease(store);
      expect(await store.deliveries.intendMessage(mine, [slice(turn, 0, 2)])).toBe('intended');
      expect(await state(store)).toMatchObject({ messagesLeft: 4, lastGivenAt: world.clock.now() });
      expect(await states(store)).toEqual(['intended']);
      await store.deliveries.settleMessage(mine, [slice(turn, 0, 2)], { state: 'sent' });
      expect(await states(store)).toEqual(['sent']);
      expect((await state(store)).messagesLeft).toBe(4);
    });

    it('that failed is owed again', async () => {
      const store = await createWorld().open();
      const turn = await askAndAnswer(store, '1', '一。');
      const mine = await lease(store);
      await store.deliveries.intendMessage(mine, [slice(turn, 0, 2)]);
      const outcome = { state: 'failed', errcode: 45_002 } as const;
      await store.deliveries.settleMessage(mine, [slice(turn, 0, 2)], outcome);
      expect(await states(store)).toEqual(['failed']);
      expect(await store.deliveries.intendMessage(mine, [slice(turn, 0, 1)])).toBe('intended');
    });

    it('that WeChat refused for want of quota leaves none', async () => {
      const store = await createWorld().open();
      const turn = await askAndAnswer(store, '1', '一。');
      const mine = await lease(store);
      await store.deliveries.intendMessage(mine, [slice(turn, 0, 2)]);
      await store.deliveries.settleMessage(mine, [slice(turn, 0, 2)], {
        state: 'failed',
        errcode: 45_047,
        quota: 'spent',
      });
      expect((await state(store)).messagesLeft).toBe(0);
    });

    it('is outdated when its text was given by another way', async () => {
      const store = await createWorld().open();
      const turn = await askAndAnswer(store, '1', '一。');
      const mine = await lease(store);
      await give(store, '1', [slice(turn, 0, 2)]);
      expect(await store.deliveries.intendMessage(mine, [slice(turn, 0, 2)])).toBe('outdated');
      expect((await state(store)).messagesLeft).toBe(5);
    });

    it('is outdated when its text was dropped meanwhile', async () => {
      const store = await createWorld().open();
      const turn = await askAndAnswer(store, '1', '一。');
      const mine = await lease(store);
      await accept(store, '2', replies('好的，停下。', { drop: true }));
      expect(await store.deliveries.intendMessage(mine, [slice(turn, 0, 2)])).toBe('outdated');
    });

    it('is not for a courier that was replaced', async () => {
      const world = createWorld();
      const [sleeper, other] = [await world.open(), await world.open()];
      const turn = await askAndAnswer(sleeper, '1', '一。二。');
      const old = await lease(sleeper);
      sleeper.freeze();
      await world.clock.advance(LEASE_ENDS_MS);
      await lease(other);
      expect(await sleeper.deliveries.intendMessage(old, [slice(turn, 0, 2)])).toBe('replaced');
      expect(await state(other)).toMatchObject({ messagesLeft: 5 });
      expect(await states(other)).toEqual([]);
    });

    it('is not settled by a courier that was replaced: the new one has it in hand', async () => {
      const world = createWorld();
      const [sleeper, other] = [await world.open(), await world.open()];
      const turn = await askAndAnswer(sleeper, '1', '一。二。');
      const old = await lease(sleeper);
      await sleeper.deliveries.intendMessage(old, [slice(turn, 0, 2)]);
      sleeper.freeze();
      await world.clock.advance(LEASE_ENDS_MS);
      const mine = await lease(other);
      await other.deliveries.settleMessage(mine, [slice(turn, 0, 2)], { state: 'failed' });
      await other.deliveries.intendMessage(mine, [slice(turn, 0, 2)]);
      const outcome = { state: 'failed', quota: 'spent' } as const;
      await sleeper.deliveries.settleMessage(old, [slice(turn, 0, 2)], outcome);
      expect(await states(other)).toEqual(['failed', 'intended']);
      expect((await state(other)).messagesLeft).toBe(3);
    });

    it('carries stretches of several turns', async () => {
      const store = await createWorld().open();
      const first = await askAndAnswer(store, '1', '一。');
      const second = await askAndAnswer(store, '2', '二。');
      const mine = await lease(store);
      const slices = [slice(first, 0, 2), slice(second, 0, 2)];
      await store.deliveries.intendMessage(mine, slices);
      await store.deliveries.settleMessage(mine, slices, { state: 'failed' });
      expect((await state(store)).turns.map(({ id }) => id)).toEqual([first.id, second.id]);
    });

    it('stays in the state until its outcome is known, also the last of an answer', async () => {
      const store = await createWorld().open();
      const turn = await askAndAnswer(store, '1', '一。');
      const mine = await lease(store);
      await store.deliveries.intendMessage(mine, [slice(turn, 0, 2)]);
      expect((await state(store)).turns).toMatchObject([{ id: turn.id }]);
      await store.deliveries.settleMessage(mine, [slice(turn, 0, 2)], { state: 'sent' });
      expect((await state(store)).turns).toEqual([]);
    });
  });

  describe('dropping turns', () => {
    it('takes them off the state for good', async () => {
      const store = await createWorld().open();
      const turn = await askAndAnswer(store, '1', '一。');
      await give(store, '1', [slice(turn, 0, 2)]);
      await store.deliveries.drop(follower, [turn.id]);
      await store.deliveries.noteReplyLost(follower, '1');
      expect((await state(store)).turns).toEqual([]);
    });

    it('also ends the writing of them, which no follower would read', async () => {
      const world = createWorld();
      const [one, other] = [await world.open(), await world.open()];
      const turn = await ask(one, '1');
      await one.turns.append([{ turn, text: '一。', origin: 'model' }]);
      await one.deliveries.drop(follower, [turn.id]);
      expect(await other.turns.claim(turn.id)).toBe('ended');
      expect(await one.turns.append([{ turn, text: '二。', origin: 'model' }])).toEqual([
        'replaced',
      ]);
      expect((await ask(one, '2')).sequence).toBe(2);
    });

    it('concerns this follower alone', async () => {
      const store = await createWorld().open();
      const turn = await askAndAnswer(store, '1', '一。');
      await store.deliveries.drop(otherFollower, [turn.id]);
      expect((await state(store)).turns).toHaveLength(1);
    });
  });
}
