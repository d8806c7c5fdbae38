import { describe, expect, it } from 'vitest';
import type { FollowerFacts } from '../../src/inbox/ports.ts';
import { NOTHING, replyWith } from '../../src/messages/reply.ts';
import type { ClaimedTurn, OwnedTurn } from '../../src/turns/turn.ts';
import {
  accept,
  afterQuestion,
  afterTap,
  arrival,
  ask,
  askAndAnswer,
  asks,
  continues,
  defaultSettings,
  follower,
  give,
  HOUR_MS,
  MINUTE_MS,
  mustNotPlan,
  otherFollower,
  replies,
  saysNothing,
  slice,
  type CreateWorld,
  type StoreProcess,
  intend,
  wants,
} from './store-world.ts';

/** What a plan for the message may depend on. */
async function factsOf(store: StoreProcess, key: string): Promise<FollowerFacts> {
  let seen: FollowerFacts | undefined;
  await accept(store, key, (facts) => {
    seen = facts;
    return saysNothing()();
  });
  if (!seen) throw new Error('Nothing was planned');
  return seen;
}

/** What every Inbox has to keep. */
export function describeInbox(createWorld: CreateWorld): void {
  describe('a new message', () => {
    it('becomes immediately a turn that this process owns', async () => {
      const store = await createWorld().open();
      const accepted = await accept(store, '1', asks('你好'));
      expect(accepted).toMatchObject({ is: 'new', plan: asks('你好')(), wasOwed: false });
      expect(accepted.turnId).toBe(accepted.claimed?.id);
      expect(accepted.claimed).toMatchObject({ follower, question: '你好', answer: '', fence: 1 });
      expect(accepted.record).toEqual({ newest: 1, arrived: 1, heldToItsEnd: 0 });
    });

    it('is a reply that is known immediately', async () => {
      const store = await createWorld().open();
      expect(await accept(store, '1', replies('帮助文字'))).toEqual({
        is: 'new',
        plan: replies('帮助文字')(),
        wasOwed: false,
        record: { newest: 1, arrived: 1, heldToItsEnd: 0, reply: replyWith('帮助文字') },
      });
    });

    it('has an empty reply when nothing is to be said', async () => {
      const store = await createWorld().open();
      expect((await accept(store, '1', saysNothing())).record.reply).toEqual(NOTHING);
    });

    it('leads to no turn and no reply when the rest is asked for', async () => {
      const store = await createWorld().open();
      const accepted = await accept(store, '1', continues);
      expect(accepted).toEqual({
        is: 'new',
        plan: continues(),
        wasOwed: false,
        record: { newest: 1, arrived: 1, heldToItsEnd: 0 },
      });
    });

    it('is recorded in the order of arrival, however many come at the same time', async () => {
      const store = await createWorld().open();
      const keys = Array.from({ length: 40 }, (_, index) => `message ${index}`);
      await Promise.all(keys.map((key) => accept(store, key, asks(key))));
      const { turns } = await store.deliveries.state(follower);
      expect(turns.map(({ askedBy }) => askedBy)).toEqual(keys);
    });

    it('is told apart by account and follower', async () => {
      const store = await createWorld().open();
      await ask(store, '1');
      const elsewhere = [otherFollower, { ...follower, account: 'simulator' }];
      for (const [n, who] of elsewhere.entries()) {
        const over = { follower: who, signature: `other ${n}` };
        expect((await accept(store, '1', asks('?'), over)).is).toBe('new');
      }
    });

    it('is seen in full by another process', async () => {
      const world = createWorld();
      const [one, other] = [await world.open(), await world.open()];
      await accept(one, '1', replies('好的'));
      const repeat = await accept(other, '1', mustNotPlan);
      expect(repeat).toEqual({
        is: 'repeat',
        record: { newest: 2, arrived: 2, heldToItsEnd: 0, reply: replyWith('好的') },
      });
    });
  });

  describe('a repeat', () => {
    it('leads to the same turn and is not planned again', async () => {
      const store = await createWorld().open();
      const turn = await ask(store, '1');
      const repeat = await accept(store, '1', mustNotPlan);
      expect(repeat).toEqual({
        is: 'repeat',
        record: { newest: 2, arrived: 2, heldToItsEnd: 0 },
        turnId: turn.id,
      });
    });

    it('is accepted once when both processes get the message at the same time', async () => {
      const world = createWorld();
      const stores = [await world.open(), await world.open()];
      const all = await Promise.all(stores.map((store) => accept(store, '1', asks('你好'))));
      expect(all.map(({ is }) => is).sort()).toEqual(['new', 'repeat']);
      expect(all.filter(({ claimed }) => claimed)).toHaveLength(1);
    });

    it('gets the reply that was given', async () => {
      const store = await createWorld().open();
      const turn = await askAndAnswer(store, '1', '一二三。');
      await give(store, '1', [slice(turn, 0, 4)], { reply: '一二三。' });
      expect((await accept(store, '1', mustNotPlan)).record.reply).toEqual(replyWith('一二三。'));
    });

    it('is told of the attempts before it what the store knows of them', async () => {
      const world = createWorld();
      const [one, other] = [await world.open(), await world.open()];
      await ask(one, '1');
      await one.deliveries.noteHeldToItsEnd(follower, '1', 1);
      const { record } = await accept(other, '1', mustNotPlan);
      expect(record).toEqual({ newest: 2, arrived: 2, heldToItsEnd: 1 });
      expect(record).toEqual(await one.deliveries.attempts(follower, '1'));
    });

    it('takes over the turn of a process that died', async () => {
      const world = createWorld();
      const [dead, other] = [await world.open(), await world.open()];
      const turn = await ask(dead, '1');
      dead.freeze();
      await world.clock.advance(5000);
      const repeat = await accept(other, '1', mustNotPlan);
      expect(repeat.claimed).toMatchObject({ id: turn.id, fence: turn.fence + 1 });
    });

    it('leaves the turn to a process that lives', async () => {
      const world = createWorld();
      const [one, other] = [await world.open(), await world.open()];
      await ask(one, '1');
      await world.clock.advance(5000);
      expect((await accept(other, '1', mustNotPlan)).claimed).toBeUndefined();
    });

    it.each([
      ['what was seen', [1, 1, 1], [1, 2, 3]],
      ['the time, when the first was lost', [2, 3], [2, 3]],
      ['the time, when the second was lost', [1, 3], [1, 3]],
      ['what was seen, when the clocks differ', [2, 2], [2, 3]],
      ['what was seen, beyond the attempts that WeChat is known to make', [3, 3], [3, 4]],
    ])('has the number that comes from %s', async (_why, byTime, numbers) => {
      const store = await createWorld().open();
      for (const [n, attemptByTime] of byTime.entries()) {
        const { record } = await accept(store, '1', asks('你好'), { attemptByTime });
        expect(record.newest).toBe(numbers[n]);
      }
      const record = await store.deliveries.attempts(follower, '1');
      expect(record).toEqual({ newest: numbers.at(-1), arrived: byTime.length, heldToItsEnd: 0 });
    });
  });

  describe('a signature', () => {
    it('may come again with the message that it came with', async () => {
      const store = await createWorld().open();
      await ask(store, '1');
      expect((await store.inbox.accept(arrival('1'), mustNotPlan, defaultSettings)).is).toBe(
        'repeat',
      );
    });

    const signed = { nonce: 'n', signature: 's', timestamp: 7 };
    it.each([
      ['another message', arrival('2', signed), 'replayed'],
      ['another follower', arrival('1', { ...signed, follower: otherFollower }), 'replayed'],
      ['another nonce', arrival('2', { ...signed, nonce: 'm' }), 'new'],
      ['another timestamp', arrival('2', { ...signed, timestamp: 8 }), 'new'],
      [
        'another account, which has its own token',
        arrival('2', { ...signed, follower: { ...follower, account: 'simulator' } }),
        'new',
      ],
    ])('with %s', async (_what, second, is) => {
      const world = createWorld();
      const [one, other] = [await world.open(), await world.open()];
      await one.inbox.accept(arrival('1', signed), asks('你好'), defaultSettings);
      expect((await other.inbox.accept(second, asks('?'), defaultSettings)).is).toBe(is);
    });

    it('of a verification may come with no message, in whichever process', async () => {
      const world = createWorld();
      const [one, other] = [await world.open(), await world.open()];
      await one.inbox.noteSignature({ account: follower.account, ...signed }, MINUTE_MS);
      await one.inbox.noteSignature({ account: follower.account, ...signed }, MINUTE_MS);
      expect(
        (await other.inbox.accept(arrival('1', signed), mustNotPlan, defaultSettings)).is,
      ).toBe('replayed');
    });

    it('that is replayed leaves no trace', async () => {
      const store = await createWorld().open();
      await store.inbox.accept(arrival('1', signed), saysNothing(), defaultSettings);
      await store.inbox.accept(arrival('2', signed), mustNotPlan, defaultSettings);
      expect((await store.deliveries.attempts(follower, '2')).newest).toBe(0);
      expect((await accept(store, '2', asks('你好'))).is).toBe('new');
    });
  });

  describe('the facts that a plan may depend on', () => {
    it('are the time of the store, and nothing else, for a stranger', async () => {
      const world = createWorld();
      const facts = await factsOf(await world.open(), '1');
      expect(facts).toEqual({ now: world.clock.now(), isOwed: false });
    });

    it('tell of an answer that is being written, then of text that is owed, then of neither', async () => {
      const store = await createWorld().open();
      const turn = await ask(store, '1');
      expect((await factsOf(store, '2')).isOwed).toBe(true);
      await store.turns.finish(turn, { state: 'complete', rest: '好。' }, 'model');
      expect((await factsOf(store, '3')).isOwed).toBe(true);
      await give(store, '1', [slice(turn, 0, 2)]);
      expect((await factsOf(store, '4')).isOwed).toBe(false);
    });

    it('name the last question of the conversation and what became of it', async () => {
      const store = await createWorld().open();
      const failing = await ask(store, '1', '难题');
      await store.turns.finish(failing, { state: 'failed', rest: '抱歉', noticeFrom: 0 }, 'model');
      const failed = { question: '难题', hasFailed: true };
      expect((await factsOf(store, '2')).lastQuestion).toEqual(failed);
      await askAndAnswer(store, '3', '好。');
      const answered = { question: 'question 3', hasFailed: false };
      expect((await factsOf(store, '4')).lastQuestion).toEqual(answered);
      await accept(store, '5', wants('memory'));
      expect((await factsOf(store, '6')).lastQuestion).toEqual(answered);
      await accept(store, '7', replies('好的', { leavesOutLast: true }));
      expect((await factsOf(store, '8')).lastQuestion).toEqual(failed);
      await accept(store, '9', replies('好的', { leavesOutLast: true }));
      expect((await factsOf(store, '10')).lastQuestion).toBeUndefined();
    });

    it('name no question of an earlier conversation', async () => {
      const store = await createWorld().open();
      await askAndAnswer(store, '1', '好。');
      await accept(store, '2', replies('好的', { newConversation: true, drop: true }));
      expect((await factsOf(store, '3')).lastQuestion).toBeUndefined();
      await accept(store, '4', wants('memory'));
      expect((await factsOf(store, '5')).lastQuestion).toBeUndefined();
    });

    it('stay with what was accepted, for the account to know whether text was owed', async () => {
      const store = await createWorld().open();
      await ask(store, '1');
      expect(await accept(store, '2', asks('?'))).toMatchObject({ is: 'new', wasOwed: true });
    });

    it('are of this follower alone', async () => {
      const store = await createWorld().open();
      await ask(store, '1', '?', { follower: otherFollower });
      expect((await factsOf(store, '2')).isOwed).toBe(false);
    });
  });

  describe('what a message allows to send', () => {
    const left = async (store: StoreProcess) =>
      (await store.deliveries.state(follower)).messagesLeft;

    it('is nothing for a stranger', async () => {
      expect(await left(await createWorld().open())).toBe(0);
    });

    it('ends with its time', async () => {
      const world = createWorld();
      const store = await world.open();
      await accept(store, '1', saysNothing({ grant: afterTap }));
      expect(await left(store)).toBe(3);
      world.clock.jump(MINUTE_MS);
      expect(await left(store)).toBe(0);
    });

    it('is the larger number and the later end of two grants, never their sum', async () => {
      const world = createWorld();
      const store = await world.open();
      await accept(store, '1', saysNothing({ grant: afterQuestion }));
      await accept(store, '2', saysNothing({ grant: afterTap }));
      expect(await left(store)).toBe(5);
      world.clock.jump(HOUR_MS);
      expect(await left(store)).toBe(5);
    });

    it('grows to the new number when less is left', async () => {
      const store = await createWorld().open();
      const turn = await askAndAnswer(store, '1', '一二三四五');
      const lease = await store.deliveries.claimCourier(follower);
      if (!lease) throw new Error('no lease');
      for (let n = 0; n < 4; n += 1) await intend(store, lease, [slice(turn, n, n + 1)]);
      expect(await left(store)).toBe(1);
      await accept(store, '2', saysNothing({ grant: afterTap }));
      expect(await left(store)).toBe(3);
    });

    it('does not revive what had ended', async () => {
      const world = createWorld();
      const store = await world.open();
      await accept(store, '1', saysNothing({ grant: { messages: 5, lifetimeMs: MINUTE_MS } }));
      world.clock.jump(2 * MINUTE_MS);
      await accept(store, '2', saysNothing({ grant: afterTap }));
      expect(await left(store)).toBe(3);
    });

    it('does not change by a repeat, nor by a message without a grant', async () => {
      const world = createWorld();
      const store = await world.open();
      await accept(store, '1', saysNothing({ grant: afterTap }));
      world.clock.jump(MINUTE_MS);
      await accept(store, '1', mustNotPlan);
      await accept(store, '2', saysNothing());
      expect(await left(store)).toBe(0);
    });
  });

  describe('a conversation', () => {
    it('goes on from one question to the next', async () => {
      const store = await createWorld().open();
      const first = await askAndAnswer(store, '1', '好。');
      const second = await ask(store, '2');
      expect(second.conversationId).toBe(first.conversationId);
      expect(second.sequence).toBe(first.sequence + 1);
    });

    it('begins anew on command, and goes on from there', async () => {
      const store = await createWorld().open();
      const first = await askAndAnswer(store, '1', '好。');
      await accept(store, '2', replies('好的', { newConversation: true, drop: true }));
      const second = await askAndAnswer(store, '3', '好。');
      const third = await ask(store, '4');
      expect(second.conversationId).not.toBe(first.conversationId);
      expect(third.conversationId).toBe(second.conversationId);
    });

    it('ends by itself after a rest, which every question puts off', async () => {
      const world = createWorld({ conversationLifetimeMs: HOUR_MS });
      const store = await world.open();
      const first = await askAndAnswer(store, '1', '好。');
      world.clock.jump(HOUR_MS);
      const second = await askAndAnswer(store, '2', '好。');
      world.clock.jump(HOUR_MS + 1);
      const third = await ask(store, '3');
      expect(second.conversationId).toBe(first.conversationId);
      expect(third.conversationId).not.toBe(first.conversationId);
    });
  });

  describe('a task', () => {
    const doTask = async (store: StoreProcess, key: string) => {
      const { claimed } = await accept(store, key, wants('memory'));
      if (!claimed) throw new Error('The task was not claimed');
      await store.turns.finish(claimed, { state: 'complete', rest: '没有。' }, 'own');
    };

    it('neither puts off the end of a conversation nor begins one', async () => {
      const world = createWorld({ conversationLifetimeMs: HOUR_MS });
      const store = await world.open();
      await doTask(store, '0');
      const first = await askAndAnswer(store, '1', '好。');
      world.clock.jump(HOUR_MS / 2);
      await doTask(store, '2');
      world.clock.jump(HOUR_MS / 2 + 1);
      await doTask(store, '3');
      expect((await ask(store, '4')).conversationId).not.toBe(first.conversationId);
    });

    it('becomes no part of a burst, and ends it', async () => {
      const world = createWorld({ burstWindowMs: 2000 });
      const store = await world.open();
      const first = await accept(store, '1', asks('你好'));
      const task = await accept(store, '2', wants('memory'));
      expect(task.claimed).toMatchObject({ task: { name: 'memory' } });
      const later = await accept(store, '3', asks('请问', { joins: true }));
      expect(new Set([first.turnId, task.turnId, later.turnId]).size).toBe(3);
    });

    it('is not counted as a question', async () => {
      const store = await createWorld({ quotaDay: () => '2026-11-30' }).open();
      await accept(store, '1', wants('memory'));
      expect((await factsOf(store, '2')).used).toBeUndefined();
    });
  });

  describe('a burst of messages', () => {
    const burst = { burstWindowMs: 2000 };

    it('becomes one question, which waits for the last of them', async () => {
      const world = createWorld(burst);
      const store = await world.open();
      const first = await accept(store, '1', asks('你好'));
      expect(first).toMatchObject({ startsInMs: 2000 });
      expect(first.claimed).toBeUndefined();
      world.clock.jump(1500);
      const second = await accept(store, '2', asks('请问', { joins: true }));
      expect(second).toMatchObject({ is: 'new', turnId: first.turnId, startsInMs: 2000 });

      world.clock.jump(1500);
      expect(await store.turns.claim(first.turnId ?? '')).toBe('not now');
      world.clock.jump(500);
      const claimed = await store.turns.claim(first.turnId ?? '');
      expect(claimed).toMatchObject({ question: '你好\n请问' });
      const [turn] = (await store.deliveries.state(follower)).turns;
      expect(turn?.askedBy).toBe('2');
    });

    it('is told to the plan with its text and the number of its messages, and joined where the plan says so', async () => {
      const store = await createWorld(burst).open();
      const collected: FollowerFacts['collecting'][] = [];
      const note =
        (question: string, joins: boolean) =>
        ({ collecting }: FollowerFacts) => {
          collected.push(collecting);
          return asks(question, { joins })();
        };
      const first = await accept(store, '1', note('你好', true));
      expect((await accept(store, '2', note('请问', true))).turnId).toBe(first.turnId);
      expect((await accept(store, '3', note('再问', false))).turnId).not.toBe(first.turnId);
      expect(collected).toEqual([
        undefined,
        { text: '你好', messages: 1 },
        { text: '你好\n请问', messages: 2 },
      ]);
    });

    describe('whose question has begun', () => {
      const start = async () => {
        const world = createWorld(burst);
        const [owner, other] = [await world.open(), await world.open()];
        const { turnId = '' } = await accept(owner, '1', asks('你好'));
        world.clock.jump(2000);
        const turn = await owner.turns.claim(turnId);
        if (typeof turn === 'string') throw new Error(`Not claimed: ${turn}`);
        return { world, owner, other, turn };
      };
      const says = (turn: OwnedTurn, text: string) => ({ turn, text, origin: 'model' }) as const;

      it.each(['by its owner', 'by another process'])(
        'grows all the same when the message is recorded %s, and is asked anew',
        async (by) => {
          const { world, owner, other, turn } = await start();
          expect(await owner.turns.checkOwner(turn)).toBe('owned');
          // Its place in the queue has come, which is no token.
          expect(await owner.turns.append([says(turn, '')])).toEqual(['appended']);
          const store = by === 'by its owner' ? owner : other;
          const second = await accept(store, '2', asks('请问', { joins: true }));
          expect(second).toMatchObject({ is: 'new', turnId: turn.id, startsInMs: 2000 });
          expect(await owner.turns.claimNext(follower)).toBeUndefined();
          expect(await owner.turns.append([says(turn, '旧的。')])).toEqual(['replaced']);
          expect(await owner.turns.checkOwner(turn)).toBe('replaced');

          world.clock.jump(2000);
          const again = await owner.turns.claimNext(follower);
          expect(again).toMatchObject({ id: turn.id, question: '你好\n请问', answer: '' });
          expect(again?.fence).toBeGreaterThan(turn.fence);
          expect(again?.isTakenOver).toBeUndefined();
          const end = { state: 'complete', rest: '旧的。' } as const;
          expect(await owner.turns.finish(turn, end, 'model')).toBe('replaced');
          if (!again) throw new Error('Not claimed');
          expect(await owner.turns.append([says(again, '新的。')])).toEqual(['appended']);
          expect((await store.deliveries.state(follower)).turns).toMatchObject([
            { id: turn.id, answer: '新的。', askedBy: '2' },
          ]);
        },
      );

      it('grows once more before it was begun anew, and starts after the last', async () => {
        const { world, owner, other, turn } = await start();
        await accept(other, '2', asks('请问', { joins: true }));
        world.clock.jump(1999);
        await accept(owner, '3', asks('怎么退款', { joins: true }));
        world.clock.jump(1999);
        expect(await other.turns.claim(turn.id)).toBe('not now');
        world.clock.jump(1);
        expect(await other.turns.claim(turn.id)).toMatchObject({
          question: '你好\n请问\n怎么退款',
        });
      });

      it.each<[string, (store: StoreProcess, turn: ClaimedTurn) => Promise<unknown>]>([
        ['was thought about', ({ turns }, turn) => turns.closeQuestion(turn)],
        ['is answered with text', ({ turns }, turn) => turns.append([says(turn, '好。')])],
      ])('is another when the first %s', async (_what, begin) => {
        const { owner, other, turn } = await start();
        await begin(owner, turn);
        const facts: FollowerFacts[] = [];
        const second = await accept(other, '2', (told) => {
          facts.push(told);
          return asks('请问', { joins: true })();
        });
        expect(facts[0]?.collecting).toBeUndefined();
        expect(second.turnId).not.toBe(turn.id);
        expect(await owner.turns.checkOwner(turn)).toBe('owned');
        const end = { state: 'complete', rest: '好。' } as const;
        expect(await owner.turns.finish(turn, end, 'model')).toBe('finished');
      });

      it('is asked by another process when its owner and the one that recorded the message die', async () => {
        const { world, owner, other, turn } = await start();
        await accept(other, '2', asks('请问', { joins: true }));
        owner.freeze();
        other.freeze();
        const third = await world.open();
        const looked: string[] = [];
        const stop = third.work.start(async ({ turnId = '' }) => {
          const claimed = await third.turns.claim(turnId);
          if (typeof claimed !== 'string') looked.push(claimed.question);
          return typeof claimed === 'string' ? { againInMs: 500 } : 'done';
        });
        for (let waited = 0; waited < MINUTE_MS && looked.length === 0; waited += 500)
          await world.clock.advance(500);
        await stop();
        expect(looked).toEqual(['你好\n请问']);
        expect(await third.turns.claim(turn.id)).toBe('not now');
      });
    });

    it('is ended by a command', async () => {
      const world = createWorld(burst);
      const store = await world.open();
      const first = await accept(store, '1', asks('你好'));
      await accept(store, '2', replies('停下', { drop: true }));
      const second = await accept(store, '3', asks('请问', { joins: true }));
      expect(second.turnId).not.toBe(first.turnId);
    });

    it('joins nothing when it is switched off', async () => {
      const store = await createWorld().open();
      const first = await accept(store, '1', asks('你好'));
      expect(first.startsInMs).toBeUndefined();
      expect((await accept(store, '2', asks('请问', { joins: true }))).turnId).not.toBe(
        first.turnId,
      );
    });
  });

  describe('dropping', () => {
    it('cancels what is being written and what waits, and owes nothing any more', async () => {
      const store = await createWorld().open();
      const done = await askAndAnswer(store, '1', '第一个回答。');
      const writing = await ask(store, '2');
      const waiting = await accept(store, '3', asks('第三个'));
      await accept(store, '4', replies('好的，停下。', { drop: true }));

      expect((await store.deliveries.state(follower)).turns).toEqual([]);
      const text = { turn: writing, text: '迟到的话。', origin: 'model' } as const;
      expect(await store.turns.append([text])).toEqual(['replaced']);
      expect(await store.turns.finish(writing, { state: 'complete', rest: '' }, 'model')).toBe(
        'replaced',
      );
      for (const { id } of [done, writing, { id: waiting.turnId ?? '' }])
        expect(await store.turns.claim(id)).toBe('ended');
    });

    it('lets the next question begin immediately', async () => {
      const store = await createWorld().open();
      await ask(store, '1');
      await accept(store, '2', replies('停下', { drop: true }));
      expect((await ask(store, '3')).sequence).toBe(2);
    });

    it('spares other followers', async () => {
      const store = await createWorld().open();
      await askAndAnswer(store, '1', '好。', { follower: otherFollower });
      await accept(store, '2', saysNothing({ drop: true }));
      expect((await store.deliveries.state(otherFollower)).turns).toHaveLength(1);
    });
  });

  describe('forgetting', () => {
    it('deletes the follower, and everything begins anew', async () => {
      const store = await createWorld().open();
      const first = await askAndAnswer(store, '1', '好。');
      await give(store, '1', [slice(first, 0, 2)]);
      const writing = await ask(store, '2');
      const forgetting = replies('已经删除', { drop: true, forget: true });
      expect((await accept(store, '3', forgetting)).record.reply).toEqual(replyWith('已经删除'));

      expect(await store.turns.claim(writing.id)).toBe('ended');
      const text = { turn: writing, text: '迟到的话。', origin: 'model' } as const;
      expect(await store.turns.append([text])).toEqual(['replaced']);
      expect(await store.deliveries.state(follower)).toMatchObject({ turns: [], messagesLeft: 0 });
      expect((await store.deliveries.attempts(follower, '1')).newest).toBe(0);

      const again = await ask(store, '4');
      expect(again.sequence).toBe(1);
      expect(again.conversationId).not.toBe(first.conversationId);
      expect(await store.turns.history(again, 10)).toEqual([]);
    });

    it('still answers the repeat of the message that asked for it', async () => {
      const store = await createWorld().open();
      await accept(store, '1', replies('已经删除', { forget: true }));
      expect((await accept(store, '1', mustNotPlan)).record.reply).toEqual(replyWith('已经删除'));
    });

    it('answers the repeat of a question that had no reply yet with nothing, and does not ask it again', async () => {
      const store = await createWorld().open();
      await ask(store, '1', '很私密的问题');
      await accept(store, '2', replies('已经删除', { drop: true, forget: true }));
      const repeat = await accept(store, '1', mustNotPlan);
      expect(repeat.is).toBe('repeat');
      expect(repeat.record).toMatchObject({ newest: 2, reply: { kind: 'nothing' } });
      expect(repeat.turnId).toBeUndefined();
      expect((await store.deliveries.state(follower)).turns).toEqual([]);
    });

    it('leaves nothing of a message that WeChat repeats no more', async () => {
      const world = createWorld();
      const store = await world.open();
      await ask(store, '1');
      await world.clock.advance(30_000);
      await accept(store, '2', replies('已经删除', { drop: true, forget: true }));
      expect((await store.deliveries.attempts(follower, '1')).newest).toBe(0);
    });

    it('leaves nothing of that message either, a little later', async () => {
      const world = createWorld();
      const store = await world.open();
      await accept(store, '1', replies('已经删除', { forget: true }));
      await world.clock.advance(2 * MINUTE_MS);
      expect((await store.deliveries.attempts(follower, '1')).newest).toBe(0);
    });
  });
}
