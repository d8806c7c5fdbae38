import { describe, expect, it } from 'vitest';
import {
  intendMessage,
  intendReply,
  noteGiven,
  settleMessage,
} from '../../src/delivery/delivery-changes.ts';
import type { CourierLease, DeliveryState, Slice } from '../../src/delivery/ports.ts';
import type { FollowerFacts } from '../../src/inbox/ports.ts';
import { NOTHING, replyWith } from '../../src/messages/reply.ts';
import type { ClaimedTurn } from '../../src/turns/turn.ts';
import {
  accept,
  afterTap,
  ask,
  askAndAnswer,
  drop,
  follower,
  give,
  intend,
  LEASE_ENDS_MS,
  loseReply,
  mustNotPlan,
  otherFollower,
  replies,
  saysNothing,
  settleWith,
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
  const messageState = (store: StoreProcess) => store.deliveries.messageState(follower, '1');
  const giveFrom = (store: StoreProcess, known: DeliveryState, slices: readonly Slice[]) => {
    const reply = { key: '1', reply: replyWith('the reply'), slices };
    return store.deliveries.commit(follower, intendReply(known, reply), known.version);
  };
  const states = async (store: StoreProcess) =>
    (await state(store)).turns.flatMap(({ parts }) => parts.map(({ state }) => state));

  describe('a reply', () => {
    it('covers its part of the answer; the turn is gone when all is covered', async () => {
      const store = await createWorld().open();
      const turn = await askAndAnswer(store, '1', '一。二。');
      expect(await give(store, '1', [slice(turn, 0, 2)])).toBe('written');
      const [left] = (await state(store)).turns;
      expect(left?.parts).toMatchObject([
        { number: 1, from: 0, to: 2, via: 'passive', state: 'intended' },
      ]);
      await accept(store, '2', () => ({ is: 'continue' }));
      expect(await give(store, '2', [slice(turn, 2, 4)])).toBe('written');
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

    it.each<[string, (store: StoreProcess, turn: ClaimedTurn) => Promise<unknown>]>([
      ['a newer attempt came', (store) => accept(store, '1', mustNotPlan)],
      ['another message came', (store) => accept(store, '2', saysNothing())],
      ['the message was answered', (store) => give(store, '1', [])],
      ['some of the answer was given', (store, turn) => give(store, '1', [slice(turn, 0, 2)])],
      ['it was dropped', (store) => accept(store, '2', replies('好的，停下。', { drop: true }))],
      ['it was dropped by a courier', (store, turn) => drop(store, [turn.id])],
      ['the follower was forgotten', (store) => accept(store, '2', saysNothing({ forget: true }))],
      ['a reply was lost', (store) => loseReply(store, '0')],
      [
        'more messages were allowed',
        (store) => accept(store, '2', saysNothing({ grant: afterTap })),
      ],
      [
        'a customer-service message was intended',
        async (store, turn) => intend(store, await lease(store), [slice(turn, 0, 2)]),
      ],
    ])('is stale when %s meanwhile, here or elsewhere; nothing is written', async (_what, act) => {
      const world = createWorld();
      const [one, other] = [await world.open(), await world.open()];
      await give(one, '0', [slice(await askAndAnswer(one, '0', '零。'), 0, 2)]);
      const turn = await askAndAnswer(one, '1', '一。二。');
      const before = await state(one);
      await act(other, turn);
      const now = await messageState(other);
      expect(await giveFrom(one, before, [slice(turn, 2, 4)])).toBe('stale');
      expect(await messageState(other)).toEqual(now);
    });

    it('is stale when the turn ended meanwhile, and not when its answer grew', async () => {
      const store = await createWorld().open();
      const turn = await ask(store, '1');
      await store.turns.append([{ turn, text: '一。', origin: 'model' }]);
      const before = await state(store);
      await store.turns.append([{ turn, text: '二。', origin: 'model' }]);
      await lease(store);
      expect(await giveFrom(store, before, [slice(turn, 0, 2)])).toBe('written');
      const middle = await state(store);
      await store.turns.finish(turn, { state: 'complete', rest: '' }, 'model');
      expect(await giveFrom(store, middle, [slice(turn, 2, 4)])).toBe('stale');
    });

    it('is intended by one of two processes that try at the same time', async () => {
      const world = createWorld();
      const stores = [await world.open(), await world.open()] as const;
      const turn = await askAndAnswer(stores[0], '1', '一。');
      const before = await state(stores[0]);
      const all = await Promise.all(
        stores.map((store) => giveFrom(store, before, [slice(turn, 0, 2)])),
      );
      expect(all.sort()).toEqual(['stale', 'written']);
    });

    it('that was lost is owed again, before what comes after it', async () => {
      const store = await createWorld().open();
      const turn = await askAndAnswer(store, '1', '一。二。');
      await give(store, '1', [slice(turn, 0, 4)]);
      expect((await state(store)).turns).toEqual([]);
      await loseReply(store, '1');
      expect((await state(store)).turns).toMatchObject([{ id: turn.id }]);
      expect(await states(store)).toEqual(['lost']);
    });

    it('that was lost is not given again by a late repeat, which looks at what is owed then', async () => {
      const store = await createWorld().open();
      const turn = await askAndAnswer(store, '1', '一。二。');
      await give(store, '1', [slice(turn, 0, 4)]);
      await loseReply(store, '1');
      expect((await accept(store, '1', mustNotPlan)).record.reply).toBeUndefined();
      expect(await give(store, '1', [slice(turn, 0, 4)])).toBe('written');
    });

    it('without text of an answer is kept when it was lost', async () => {
      const store = await createWorld().open();
      await accept(store, '1', replies('帮助文字'));
      await loseReply(store, '1');
      expect((await accept(store, '1', mustNotPlan)).record.reply).toEqual(replyWith('帮助文字'));
    });

    it('that was lost leaves the parts of other messages and ways alone', async () => {
      const store = await createWorld().open();
      const turn = await askAndAnswer(store, '1', '一。二。三。');
      await give(store, '1', [slice(turn, 0, 2)]);
      await accept(store, '2', () => ({ is: 'continue' }));
      await give(store, '2', [slice(turn, 2, 4)]);
      const mine = await lease(store);
      await intend(store, mine, [slice(turn, 4, 6)]);
      await loseReply(store, '2');
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
      expect(await intend(store, mine, [slice(turn, 0, 2)])).toBe('written');
      expect(await state(store)).toMatchObject({ messagesLeft: 4, lastGivenAt: world.clock.now() });
      expect(await states(store)).toEqual(['intended']);
      await settleWith(store, mine, [slice(turn, 0, 2)], { state: 'sent' });
      expect(await states(store)).toEqual(['sent']);
      expect((await state(store)).messagesLeft).toBe(4);
    });

    it('that failed is owed again', async () => {
      const store = await createWorld().open();
      const turn = await askAndAnswer(store, '1', '一。');
      const mine = await lease(store);
      await intend(store, mine, [slice(turn, 0, 2)]);
      const outcome = { state: 'failed', errcode: 45_002 } as const;
      await settleWith(store, mine, [slice(turn, 0, 2)], outcome);
      expect(await states(store)).toEqual(['failed']);
      expect(await intend(store, mine, [slice(turn, 0, 1)])).toBe('written');
    });

    it('that WeChat refused for want of quota leaves none', async () => {
      const store = await createWorld().open();
      const turn = await askAndAnswer(store, '1', '一。');
      const mine = await lease(store);
      await intend(store, mine, [slice(turn, 0, 2)]);
      await settleWith(store, mine, [slice(turn, 0, 2)], {
        state: 'failed',
        errcode: 45_047,
        quota: 'spent',
      });
      expect((await state(store)).messagesLeft).toBe(0);
    });

    it('is stale when its text was given by another way, and takes nothing from the quota', async () => {
      const store = await createWorld().open();
      const turn = await askAndAnswer(store, '1', '一。');
      const mine = await lease(store);
      const before = await state(store);
      await give(store, '1', [slice(turn, 0, 2)]);
      const changes = intendMessage(before, mine, [slice(turn, 0, 2)]);
      expect(await store.deliveries.commit(follower, changes, before.version)).toBe('stale');
      expect((await state(store)).messagesLeft).toBe(5);
    });

    it('is not for a courier that was replaced', async () => {
      const world = createWorld();
      const [sleeper, other] = [await world.open(), await world.open()];
      const turn = await askAndAnswer(sleeper, '1', '一。二。');
      const old = await lease(sleeper);
      sleeper.freeze();
      await world.clock.advance(LEASE_ENDS_MS);
      await lease(other);
      expect(await intend(sleeper, old, [slice(turn, 0, 2)])).toBe('replaced');
      expect(await state(other)).toMatchObject({ messagesLeft: 5 });
      expect(await states(other)).toEqual([]);
    });

    it('is not settled by a courier that was replaced: the new one has it in hand', async () => {
      const world = createWorld();
      const [sleeper, other] = [await world.open(), await world.open()];
      const turn = await askAndAnswer(sleeper, '1', '一。二。');
      const old = await lease(sleeper);
      await intend(sleeper, old, [slice(turn, 0, 2)]);
      sleeper.freeze();
      await world.clock.advance(LEASE_ENDS_MS);
      const mine = await lease(other);
      await settleWith(other, mine, [slice(turn, 0, 2)], { state: 'failed' });
      await intend(other, mine, [slice(turn, 0, 2)]);
      const outcome = { state: 'failed', quota: 'spent' } as const;
      await settleWith(sleeper, old, [slice(turn, 0, 2)], outcome);
      expect(await states(other)).toEqual(['failed', 'intended']);
      expect((await state(other)).messagesLeft).toBe(3);
    });

    it('carries stretches of several turns', async () => {
      const store = await createWorld().open();
      const first = await askAndAnswer(store, '1', '一。');
      const second = await askAndAnswer(store, '2', '二。');
      const mine = await lease(store);
      const slices = [slice(first, 0, 2), slice(second, 0, 2)];
      await intend(store, mine, slices);
      await settleWith(store, mine, slices, { state: 'failed' });
      expect((await state(store)).turns.map(({ id }) => id)).toEqual([first.id, second.id]);
    });

    it('is settled once: a second try changes nothing', async () => {
      const store = await createWorld().open();
      const turn = await askAndAnswer(store, '1', '一。二。');
      const mine = await lease(store);
      await intend(store, mine, [slice(turn, 0, 2)]);
      const outcome = { state: 'failed', quota: 'not used' } as const;
      expect(await settleWith(store, mine, [slice(turn, 0, 2)], outcome)).toBe('written');
      expect(await settleWith(store, mine, [slice(turn, 0, 2)], outcome)).toBe('nothing');
      expect((await state(store)).messagesLeft).toBe(5);
    });

    it('that failed after its answer was stopped is not in the history, and gives its place back', async () => {
      const store = await createWorld().open();
      const turn = await askAndAnswer(store, '1', '一。');
      const mine = await lease(store);
      const before = await state(store);
      const intent = intendMessage(before, mine, [slice(turn, 0, 2)]);
      await store.deliveries.commit(follower, intent, before.version);
      await accept(store, '2', saysNothing({ drop: true }));
      const latest = await state(store);
      const outcome = { state: 'failed', quota: 'not used' } as const;
      const changes = settleMessage(latest, mine, intent.parts ?? [], outcome);
      expect(await store.deliveries.commit(follower, changes ?? {}, latest.version)).toBe(
        'written',
      );
      expect((await state(store)).messagesLeft).toBe(5);
      const next = await ask(store, '3');
      expect(await store.turns.history(next, 10)).toMatchObject([{ answer: '' }]);
    });

    it('stays in the state until its outcome is known, also the last of an answer', async () => {
      const store = await createWorld().open();
      const turn = await askAndAnswer(store, '1', '一。');
      const mine = await lease(store);
      await intend(store, mine, [slice(turn, 0, 2)]);
      expect((await state(store)).turns).toMatchObject([{ id: turn.id }]);
      await settleWith(store, mine, [slice(turn, 0, 2)], { state: 'sent' });
      expect((await state(store)).turns).toEqual([]);
    });
  });

  describe('dropping turns', () => {
    it('takes them off the state for good', async () => {
      const store = await createWorld().open();
      const turn = await askAndAnswer(store, '1', '一。二。');
      await give(store, '1', [slice(turn, 0, 2)]);
      await drop(store, [turn.id]);
      await loseReply(store, '1');
      expect((await state(store)).turns).toEqual([]);
    });

    it('also ends the writing of them, which no follower would read', async () => {
      const world = createWorld();
      const [one, other] = [await world.open(), await world.open()];
      const turn = await ask(one, '1');
      await one.turns.append([{ turn, text: '一。', origin: 'model' }]);
      await drop(one, [turn.id]);
      expect(await other.turns.claim(turn.id)).toBe('ended');
      expect(await one.turns.append([{ turn, text: '二。', origin: 'model' }])).toEqual([
        'replaced',
      ]);
      expect((await ask(one, '2')).sequence).toBe(2);
    });

    it('concerns this follower alone', async () => {
      const store = await createWorld().open();
      const turn = await askAndAnswer(store, '1', '一。');
      await askAndAnswer(store, '2', '二。', { follower: otherFollower });
      const { version } = await store.deliveries.state(otherFollower);
      const changes = { droppedTurns: [turn.id] };
      await store.deliveries.commit(otherFollower, changes, version);
      expect((await state(store)).turns).toHaveLength(1);
    });
  });

  describe('a turn that ends when all of it was given', () => {
    it('is off the state, and known as given once that is noted', async () => {
      const store = await createWorld().open();
      const turn = await ask(store, '1');
      await store.turns.append([{ turn, text: '一。', origin: 'model' }]);
      await give(store, '1', [slice(turn, 0, 2)]);
      await store.turns.finish(turn, { state: 'complete', rest: '' }, 'model');
      const ended = await state(store);
      expect(ended).toMatchObject({ turns: [], givenTurns: [turn.id] });
      const changes = noteGiven(ended) ?? {};
      expect(await store.deliveries.commit(follower, changes, ended.version)).toBe('written');
      expect(await state(store)).toMatchObject({ turns: [], givenTurns: [] });
    });

    it('is not owed by what the next message is planned from, noted or not', async () => {
      const store = await createWorld().open();
      const turn = await ask(store, '1');
      await store.turns.append([{ turn, text: '一。', origin: 'model' }]);
      await give(store, '1', [slice(turn, 0, 2)]);
      const isOwed: boolean[] = [];
      const look = (facts: FollowerFacts) => {
        isOwed.push(facts.isOwed);
        return saysNothing()();
      };
      await accept(store, '2', look);
      await store.turns.finish(turn, { state: 'complete', rest: '' }, 'model');
      await accept(store, '3', look);
      expect(isOwed).toEqual([true, false]);
    });
  });

  describe('the version', () => {
    it('is 0 of a stranger, begins at the time, and rises with each change', async () => {
      const world = createWorld();
      const store = await world.open();
      expect((await state(store)).version).toBe(0);
      const turn = await askAndAnswer(store, '1', '一。二。');
      const { version } = await state(store);
      expect(version).toBeGreaterThanOrEqual(world.clock.now());
      await give(store, '1', [slice(turn, 0, 2)]);
      expect((await state(store)).version).toBeGreaterThan(version);
    });

    it('of a follower that was forgotten never comes again', async () => {
      const world = createWorld();
      const store = await world.open();
      await askAndAnswer(store, '1', '一。');
      const { version } = await state(store);
      await world.clock.advance(1000);
      await accept(store, '2', saysNothing({ forget: true }));
      await ask(store, '3');
      expect((await state(store)).version).toBeGreaterThan(version);
    });
  });
}
