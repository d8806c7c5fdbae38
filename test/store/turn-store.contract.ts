import { describe, expect, it } from 'vitest';
import type { ClaimedTurn, OwnedTurn } from '../../src/turns/turn.ts';
import {
  accept,
  ask,
  askAndAnswer,
  asks,
  follower,
  give,
  LEASE_ENDS_MS,
  mustNotPlan,
  otherFollower,
  replies,
  slice,
  type CreateWorld,
  type StoreProcess,
  intend,
  settleWith,
  loseReply,
  drop,
  wants,
} from './store-world.ts';

const says = (turn: OwnedTurn, text: string) => ({ turn, text, origin: 'model' }) as const;

/** What every TurnStore has to keep. */
export function describeTurnStore(createWorld: CreateWorld): void {
  const answerOf = async (store: StoreProcess, turn: OwnedTurn) =>
    (await store.deliveries.state(turn.follower)).turns.find(({ id }) => id === turn.id)?.answer;

  const claim = async (store: StoreProcess, turnId: string): Promise<ClaimedTurn> => {
    const claimed = await store.turns.claim(turnId);
    if (typeof claimed === 'string') throw new Error(`Not claimed: ${claimed}`);
    return claimed;
  };

  describe('an owned turn', () => {
    it('grows piece by piece and ends with the rest', async () => {
      const store = await createWorld().open();
      const turn = await ask(store, '1');
      expect(await store.turns.append([says(turn, '一。')])).toEqual(['appended']);
      expect(await store.turns.append([says(turn, '二。')])).toEqual(['appended']);
      expect(await answerOf(store, turn)).toBe('一。二。');
      const ending = { state: 'complete', rest: '三。' } as const;
      expect(await store.turns.finish(turn, ending, 'documents')).toBe('finished last');
      expect((await store.deliveries.state(follower)).turns).toMatchObject([
        { id: turn.id, state: 'complete', answer: '一。二。三。', origin: 'documents', parts: [] },
      ]);
    });

    it('can be read while it grows and when it has ended, by any process', async () => {
      const world = createWorld();
      const [one, other] = [await world.open(), await world.open()];
      const turn = await ask(one, '1');
      expect(await other.turns.read(turn.id)).toEqual({ answer: '' });
      await one.turns.append([says(turn, '一。')]);
      expect(await other.turns.read(turn.id)).toEqual({ answer: '一。' });
      await one.turns.finish(turn, { state: 'complete', rest: '二。' }, 'model');
      expect(await other.turns.read(turn.id)).toEqual({ answer: '一。二。' });
      expect(await other.turns.read('unknown')).toBeUndefined();
    });

    it('is claimed by no other process while its owner lives', async () => {
      const world = createWorld();
      const [one, other] = [await world.open(), await world.open()];
      const turn = await ask(one, '1');
      await world.clock.advance(20_000);
      expect(await other.turns.claim(turn.id)).toBe('not now');
      expect(await other.turns.claimNext(follower)).toBeUndefined();
      expect(await one.turns.claim(turn.id)).toBe('not now');
    });

    it('takes no more after its end', async () => {
      const store = await createWorld().open();
      const turn = await askAndAnswer(store, '1', '好。');
      expect(await store.turns.append([says(turn, '还有。')])).toEqual(['replaced']);
      const again = { state: 'failed', rest: '' } as const;
      expect(await store.turns.finish(turn, again, 'model')).toBe('replaced');
      expect(await answerOf(store, turn)).toBe('好。');
      expect(await store.turns.claim(turn.id)).toBe('ended');
    });

    it('remembers where our own sentences begin', async () => {
      const store = await createWorld().open();
      const turn = await ask(store, '1');
      const ending = { state: 'failed', rest: '一。\n\n抱歉。', noticeFrom: 4 } as const;
      await store.turns.finish(turn, ending, 'model');
      expect((await store.deliveries.state(follower)).turns).toMatchObject([
        { state: 'failed', noticeFrom: 4 },
      ]);
    });

    it('answers for each text of a write on its own', async () => {
      const store = await createWorld().open();
      const [mine, theirs] = [
        await ask(store, '1'),
        await ask(store, '1', '?', { follower: otherFollower, signature: 'another' }),
      ];
      const stolen = { ...mine, fence: mine.fence + 1 };
      const texts = [says(stolen, '不该有。'), says(theirs, '好。'), says(mine, '好。')];
      expect(await store.turns.append(texts)).toEqual(['replaced', 'appended', 'appended']);
      expect(await answerOf(store, mine)).toBe('好。');
    });

    it('that is unknown has ended', async () => {
      expect(await (await createWorld().open()).turns.claim('unknown')).toBe('ended');
    });
  });

  describe('a turn whose process died', () => {
    it('is taken over with what was released, by a higher fence', async () => {
      const world = createWorld();
      const [dead, other] = [await world.open(), await world.open()];
      const turn = await ask(dead, '1', '讲个故事');
      await dead.turns.append([says(turn, '从前有座山。')]);
      dead.freeze();
      await world.clock.advance(LEASE_ENDS_MS);
      expect(await claim(other, turn.id)).toEqual({
        ...turn,
        isTakenOver: true,
        answer: '从前有座山。',
        fence: turn.fence + 1,
        askedForMs: LEASE_ENDS_MS,
      });
    });

    it('is as old as its question, not as its answer', async () => {
      const world = createWorld();
      const [one, other] = [await world.open(), await world.open()];
      const turn = await ask(one, '1', '讲个故事');
      expect(turn.askedForMs).toBe(0);
      await world.clock.advance(700);
      await one.turns.append([says(turn, '从前有座山。')]);
      await one.turns.release(turn);
      await world.clock.advance(300);
      expect(await claim(other, turn.id)).toMatchObject({ askedForMs: 1000 });
    });

    it('is taken over with the origin of what was released', async () => {
      const world = createWorld();
      const [dead, other] = [await world.open(), await world.open()];
      const turn = await ask(dead, '1');
      expect(turn).toMatchObject({ answer: '', origin: 'model' });
      await dead.turns.append([{ turn, text: '原文。', origin: 'documents' }]);
      dead.freeze();
      await world.clock.advance(LEASE_ENDS_MS);
      const taken = await claim(other, turn.id);
      expect(taken).toMatchObject({ answer: '原文。', origin: 'documents' });
    });

    it('is taken over by one of those that try', async () => {
      const world = createWorld();
      const [dead, ...others] = [await world.open(), await world.open(), await world.open()];
      const turn = await ask(dead, '1');
      dead.freeze();
      await world.clock.advance(LEASE_ENDS_MS);
      const results = await Promise.all(others.map((store) => store.turns.claim(turn.id)));
      expect(results.filter((result) => typeof result === 'object')).toHaveLength(1);
    });

    it('takes nothing from its old owner, should that wake up', async () => {
      const world = createWorld();
      const [sleeper, other] = [await world.open(), await world.open()];
      const turn = await ask(sleeper, '1');
      await sleeper.turns.append([says(turn, '一。')]);
      sleeper.freeze();
      await world.clock.advance(LEASE_ENDS_MS);
      const taken = await claim(other, turn.id);

      expect(await sleeper.turns.append([says(turn, '梦话。')])).toEqual(['replaced']);
      const ending = { state: 'complete', rest: '梦话。' } as const;
      expect(await sleeper.turns.finish(turn, ending, 'model')).toBe('replaced');
      await sleeper.turns.release(turn);
      expect(await other.turns.append([says(taken, '二。')])).toEqual(['appended']);
      expect(await answerOf(other, turn)).toBe('一。二。');
    });

    it('takes nothing by an old claim of the very process that owns it again', async () => {
      const world = createWorld();
      const [one, other] = [await world.open(), await world.open()];
      const first = await ask(one, '1');
      await one.turns.release(first);
      await other.turns.release(await claim(other, first.id));
      const again = await claim(one, first.id);
      expect(await one.turns.append([says(first, '旧的。')])).toEqual(['replaced']);
      expect(await one.turns.append([says(again, '新的。')])).toEqual(['appended']);
    });

    it('is free immediately when the process left in order', async () => {
      const world = createWorld();
      const [leaving, other] = [await world.open(), await world.open()];
      const turn = await ask(leaving, '1');
      await leaving.close();
      expect(await claim(other, turn.id)).toMatchObject({ id: turn.id });
    });
  });

  describe('a released turn', () => {
    it('can be claimed immediately, also by the process that gave it back', async () => {
      const world = createWorld();
      const [one, other] = [await world.open(), await world.open()];
      const turn = await ask(one, '1');
      await one.turns.append([says(turn, '一。')]);
      await one.turns.release(turn);
      const taken = await claim(other, turn.id);
      expect(taken.answer).toBe('一。');
      await other.turns.release(taken);
      expect(await one.turns.claimNext(follower)).toMatchObject({ id: turn.id });
    });

    it('takes no more from the process that gave it back', async () => {
      const store = await createWorld().open();
      const turn = await ask(store, '1');
      await store.turns.release(turn);
      expect(await store.turns.append([says(turn, '迟到。')])).toEqual(['replaced']);
    });
  });

  describe('turns of one follower', () => {
    it('are written in the order in which they were asked', async () => {
      const store = await createWorld().open();
      const first = await ask(store, '1');
      const second = await accept(store, '2', asks('第二'));
      const third = await accept(store, '3', asks('第三'));
      expect([second.claimed, third.claimed]).toEqual([undefined, undefined]);
      expect(await store.turns.claim(second.turnId ?? '')).toBe('not now');
      expect(await store.turns.claimNext(follower)).toBeUndefined();

      const ending = { state: 'complete', rest: '好。' } as const;
      expect(await store.turns.finish(first, ending, 'model')).toBe('finished');
      expect(await store.turns.claim(third.turnId ?? '')).toBe('not now');
      const next = await store.turns.claimNext(follower);
      expect(next).toMatchObject({ id: second.turnId, sequence: 2 });
      await store.turns.finish(next as ClaimedTurn, { state: 'failed', rest: '抱歉' }, 'model');
      expect(await store.turns.claim(third.turnId ?? '')).toMatchObject({ sequence: 3 });
    });

    it('are begun by a later message when their process died', async () => {
      const world = createWorld();
      const [dead, other] = [await world.open(), await world.open()];
      const first = await ask(dead, '1');
      dead.freeze();
      await world.clock.advance(LEASE_ENDS_MS);
      const second = await accept(other, '2', asks('第二'));
      expect(second.claimed?.id).toBe(first.id);
      expect(second.turnId).not.toBe(first.id);
    });

    it('do not wait for those of another follower', async () => {
      const store = await createWorld().open();
      await ask(store, '1');
      const other = { follower: otherFollower, signature: 'another' };
      expect((await ask(store, '1', '?', other)).sequence).toBe(1);
    });

    it('have each their own place, also after the follower was long away', async () => {
      const world = createWorld({ retentionMs: 60_000 });
      const store = await world.open();
      const stuck = await ask(store, '1');
      // Half a day of clean-ups, in which the unfinished turn stays and the follower is forgotten.
      for (let n = 0; n < 10; n += 1) await world.clock.advance(61_000);
      const second = await accept(store, '2', asks('又来了'));
      expect(second.is).toBe('new');
      await store.turns.finish(stuck, { state: 'complete', rest: '好。' }, 'model');
      expect((await store.turns.claimNext(follower))?.sequence).toBeGreaterThan(stuck.sequence);
    });
  });

  describe('history', () => {
    const historyAt = async (store: StoreProcess, key: string, most = 10) =>
      store.turns.history(await ask(store, key), most);

    it('is what was asked and what the follower received, oldest first', async () => {
      const store = await createWorld().open();
      for (const [key, answer] of [
        ['1', '一。'],
        ['2', '二。'],
      ] as const) {
        const turn = await askAndAnswer(store, key, answer);
        await give(store, key, [slice(turn, 0, 2)]);
      }
      expect(await historyAt(store, '3')).toMatchObject([
        { question: 'question 1', answer: '一。' },
        { question: 'question 2', answer: '二。' },
      ]);
    });

    it('holds of an answer what was given, up to the first gap', async () => {
      const store = await createWorld().open();
      const turn = await askAndAnswer(store, '1', '一。二。三。');
      await give(store, '1', [slice(turn, 0, 2)]);
      const lease = await store.deliveries.claimCourier(follower);
      if (!lease) throw new Error('no lease');
      await intend(store, lease, [slice(turn, 4, 6)]);
      await settleWith(store, lease, [slice(turn, 4, 6)], { state: 'sent' });
      expect(await historyAt(store, '2')).toMatchObject([
        { question: 'question 1', answer: '一。' },
      ]);
    });

    it('counts an answer that is on its way', async () => {
      const store = await createWorld().open();
      const turn = await askAndAnswer(store, '1', '一。');
      await give(store, '1', [slice(turn, 0, 2)]);
      await loseReply(store, '1');
      expect(await historyAt(store, '2')).toMatchObject([
        { question: 'question 1', answer: '一。' },
      ]);
    });

    it('forgets an answer that was dropped before it came', async () => {
      const store = await createWorld().open();
      const turn = await askAndAnswer(store, '1', '一。');
      await drop(store, [turn.id]);
      expect(await historyAt(store, '2')).toMatchObject([{ question: 'question 1', answer: '' }]);
    });

    it('leaves our own sentences out', async () => {
      const store = await createWorld().open();
      const turn = await ask(store, '1');
      const ending = { state: 'failed', rest: '一。\n\n抱歉。', noticeFrom: 2 } as const;
      await store.turns.finish(turn, ending, 'model');
      await give(store, '1', [slice(turn, 0, 7)]);
      expect(await historyAt(store, '2')).toMatchObject([
        { question: 'question 1', answer: '一。' },
      ]);
    });

    it('ends where a new conversation begins', async () => {
      const store = await createWorld().open();
      await askAndAnswer(store, '1', '一。');
      await accept(store, '2', replies('好的', { newConversation: true, drop: true }));
      expect(await historyAt(store, '3')).toEqual([]);
    });

    it('holds no more turns than asked for: the newest', async () => {
      const store = await createWorld().open();
      for (const key of ['1', '2', '3']) await askAndAnswer(store, key, '好。');
      const past = await historyAt(store, '4', 2);
      expect(past.map(({ question }) => question)).toEqual(['question 2', 'question 3']);
    });

    it('tells of each turn which it is', async () => {
      const store = await createWorld().open();
      const { id, sequence } = await askAndAnswer(store, '1', '好。');
      expect(await historyAt(store, '2')).toEqual([
        { turnId: id, sequence, question: 'question 1', answer: '好。' },
      ]);
    });

    it('leaves out tasks, and goes on after them', async () => {
      const store = await createWorld().open();
      await askAndAnswer(store, '1', '好。');
      for (const key of ['2', '3', '4']) {
        const { claimed } = await accept(store, key, wants('memory'));
        if (!claimed) throw new Error('not claimed');
        await store.turns.finish(claimed, { state: 'complete', rest: '没有。' }, 'own');
      }
      await askAndAnswer(store, '5', '好的。');
      const past = await historyAt(store, '6', 2);
      expect(past.map(({ question }) => question)).toEqual(['question 1', 'question 5']);
    });

    it('leaves out the last question when it is taken back, then the one before it', async () => {
      const store = await createWorld().open();
      for (const key of ['1', '2', '3']) await askAndAnswer(store, key, '好。');
      await accept(store, '4', replies('好的', { drop: true, leavesOutLast: true }));
      await accept(store, '5', replies('好的', { drop: true, leavesOutLast: true }));
      const past = await historyAt(store, '6');
      expect(past.map(({ question }) => question)).toEqual(['question 1']);
    });

    it('leaves out the earlier answer of a question that is answered anew', async () => {
      const store = await createWorld().open();
      await askAndAnswer(store, '1', '好。');
      await askAndAnswer(store, '2', '也好。');
      const again = { isAgain: true, leavesOutLast: true, drop: true } as const;
      const { claimed } = await accept(store, '3', asks('question 2', again));
      if (!claimed) throw new Error('not claimed');
      expect(claimed).toMatchObject({ question: 'question 2', isAgain: true, answer: '' });
      expect(await store.turns.history(claimed, 10)).toMatchObject([{ question: 'question 1' }]);
    });

    it('knows nothing of later turns', async () => {
      const store = await createWorld().open();
      const first = await ask(store, '1');
      await accept(store, '2', asks('第二'));
      expect(await store.turns.history(first, 10)).toEqual([]);
    });
  });

  describe('what is stored of a follower', () => {
    it('is every turn with what was received of it, tasks and taken-back questions too', async () => {
      const world = createWorld();
      const store = await world.open();
      expect(await store.turns.ofFollower(follower, 10)).toEqual([]);
      const first = await askAndAnswer(store, '1', '一。');
      await accept(store, '2', replies('好的', { drop: true, leavesOutLast: true }));
      const { claimed } = await accept(store, '3', wants('memory'));
      if (!claimed) throw new Error('not claimed');
      await store.turns.finish(claimed, { state: 'complete', rest: '没有。' }, 'own');
      await ask(store, '4', 'question', { follower: otherFollower });
      const askedAt = world.clock.now();
      expect(await store.turns.ofFollower(follower, 10)).toEqual([
        {
          ...{ turnId: first.id, sequence: 1, question: 'question 1', answer: '' },
          ...{ askedAt, isLeftOut: true },
        },
        {
          ...{ turnId: claimed.id, sequence: 2, question: 'memory', answer: '没有。' },
          ...{ askedAt, task: 'memory' },
        },
      ]);
    });

    it('is found by its sequence, for its own follower only', async () => {
      const store = await createWorld().open();
      const first = await askAndAnswer(store, '1', '一。');
      await askAndAnswer(store, '2', '二。');
      await ask(store, '3', 'question', { follower: otherFollower });
      expect(await store.turns.findBySequence(follower, first.sequence)).toEqual(
        (await store.turns.ofFollower(follower, 10))[0],
      );
      expect(await store.turns.findBySequence(follower, 7)).toBeUndefined();
      expect((await store.turns.findBySequence(otherFollower, 1))?.turnId).not.toBe(first.id);
      await accept(store, '4', replies('好的', { forget: true }));
      expect(await store.turns.findBySequence(follower, first.sequence)).toBeUndefined();
    });

    it('is bounded, and the newest are listed', async () => {
      const store = await createWorld().open();
      for (let n = 1; n <= 60; n += 1) await askAndAnswer(store, `${n}`, '好。');
      const sequences = async (most: number) =>
        (await store.turns.ofFollower(follower, most)).map(({ sequence }) => sequence);
      expect(await sequences(2)).toEqual([59, 60]);
      expect(await sequences(55)).toHaveLength(55);
    });
  });

  it('tells its owner, and no other process, that it is owned, until it is dropped', async () => {
    const world = createWorld();
    const [one, other] = [await world.open(), await world.open()];
    const turn = await ask(one, '1');
    expect(await one.turns.checkOwner(turn)).toBe('owned');
    expect(await other.turns.checkOwner(turn)).toBe('replaced');
    await accept(other, '2', replies('停下', { drop: true }));
    expect(await one.turns.checkOwner(turn)).toBe('replaced');
    const next = await ask(one, '3');
    await accept(other, '4', replies('已删除', { drop: true, forget: true }));
    expect(await one.turns.checkOwner(next)).toBe('replaced');
  });

  describe('a task', () => {
    const memory = { name: 'memory', argument: '' };

    it('is claimed with what it is about, also by the process that takes it over', async () => {
      const world = createWorld();
      const [dead, other] = [await world.open(), await world.open()];
      const { claimed, turnId = '' } = await accept(dead, '1', wants('remember', '我叫小明'));
      const task = { name: 'remember', argument: '我叫小明' };
      expect(claimed).toMatchObject({ task, fence: 1, question: 'remember 我叫小明' });
      expect(claimed?.isAgain).toBeUndefined();
      dead.freeze();
      await world.clock.advance(LEASE_ENDS_MS);
      expect(await claim(other, turnId)).toMatchObject({ task, fence: 2 });
    });

    it('waits for no answer that is being written, while a later question waits', async () => {
      const store = await createWorld().open();
      const first = await ask(store, '1');
      const { claimed } = await accept(store, '2', wants('memory'));
      if (!claimed) throw new Error('not claimed');
      expect(claimed).toMatchObject({ task: memory });
      const { turnId = '', claimed: next } = await accept(store, '3', asks('然后呢'));
      expect(next).toBeUndefined();
      const end = { state: 'complete', rest: '好。' } as const;
      expect(await store.turns.finish(claimed, end, 'own')).toBe('finished');
      expect(await store.turns.claim(turnId)).toBe('not now');
      expect(await store.turns.finish(first, end, 'model')).toBe('finished');
      expect(await store.turns.claimNext(follower)).toMatchObject({ id: turnId });
    });

    it('can be taken over while another process still writes an earlier answer', async () => {
      const world = createWorld();
      const [one, dead] = [await world.open(), await world.open()];
      await ask(one, '1');
      const { turnId = '' } = await accept(dead, '2', wants('memory'));
      dead.freeze();
      await world.clock.advance(LEASE_ENDS_MS);
      expect(await claim(one, turnId)).toMatchObject({ task: memory, fence: 2 });
    });

    it('is done once for a message that is repeated', async () => {
      const store = await createWorld().open();
      const { turnId } = await accept(store, '1', wants('memory'));
      const repeat = await accept(store, '1', mustNotPlan);
      expect(repeat).toMatchObject({ is: 'repeat', turnId });
      expect(repeat.claimed).toBeUndefined();
      expect((await store.deliveries.state(follower)).turns).toHaveLength(1);
    });
  });
}
