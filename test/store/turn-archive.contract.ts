import { describe, expect, it } from 'vitest';
import type { ArchiveFilter } from '../../src/delivery/turn-archive.ts';
import {
  accept,
  ask,
  askAndAnswer,
  follower,
  give,
  otherFollower,
  replies,
  slice,
  wants,
  type CreateWorld,
  type StoreProcess,
  type StoreWorld,
} from './store-world.ts';

const elsewhere = { account: 'other', openId: 'oFollower' };

async function listAll(store: StoreProcess, filter: ArchiveFilter, most = 2): Promise<string[]> {
  const found: string[] = [];
  let after: string | undefined;
  do {
    const page = await store.archive.list(filter, { most, ...(after !== undefined && { after }) });
    expect(page.turns.length).toBeLessThanOrEqual(most);
    found.push(...page.turns.map(({ question }) => question));
    after = page.next;
  } while (after !== undefined);
  return found;
}

/** Turns of three followers in two accounts, a second apart but for the last two, in every state. */
async function fill(world: StoreWorld, store: StoreProcess) {
  const second = () => world.clock.jump(1000);
  const begun = world.clock.now();
  await askAndAnswer(store, 'a', '退货在七天之内。');
  second();
  await askAndAnswer(store, 'b', '运费 8 元。', { follower: otherFollower });
  second();
  await askAndAnswer(store, 'c', 'Shipping is FREE.', { follower: elsewhere });
  second();
  const failed = await ask(store, 'd', 'question d');
  const notice = { state: 'failed', rest: '没能回答。', noticeFrom: 0 } as const;
  await store.turns.finish(failed, notice, 'own');
  second();
  const stopped = await ask(store, 'e', 'question e', { follower: otherFollower });
  await store.turns.finish(stopped, { state: 'cancelled', rest: '' }, 'model');
  second();
  const owner = await ask(store, 'f', 'question f');
  await store.turns.finish(owner, { state: 'complete', rest: '100% 可以_退。' }, 'owner');
  second();
  await ask(store, 'g', 'question g');
  await ask(store, 'h', 'question h', { follower: otherFollower });
  return begun;
}

const all = ['h', 'g', 'f', 'e', 'd', 'c', 'b', 'a'].map((key) => `question ${key}`);
const only = (...keys: string[]) => all.filter((question) => keys.includes(question.slice(-1)));

const CASES: readonly (readonly [what: string, ArchiveFilter, found: readonly string[]])[] = [
  ['all', {}, all],
  ['an account', { account: 'default' }, only('a', 'b', 'd', 'e', 'f', 'g', 'h')],
  ['another account', { account: 'other' }, only('c')],
  ['an account without any', { account: 'none' }, []],
  ['a follower', { ...follower }, only('a', 'd', 'f', 'g')],
  ['failed ones', { state: 'failed' }, only('d')],
  ['cancelled ones of an account', { account: 'default', state: 'cancelled' }, only('e')],
  ['those under way', { state: 'under way' }, only('g', 'h')],
  ['complete ones', { state: 'complete' }, only('a', 'b', 'c', 'f')],
  ['those of a follower that failed', { ...follower, state: 'failed' }, only('d')],
  ['those of a follower under way', { ...follower, state: 'under way' }, only('g')],
  ['the owner’s own answers', { origin: 'owner' }, only('f')],
  ['a text of an answer', { text: '退货' }, only('a')],
  ['a text of questions', { text: 'question' }, all],
  ['a text in another case', { text: 'shipping is free' }, only('c')],
  ['a text with signs that patterns use', { text: '0% 可以_' }, only('f')],
  ['a text that looks like a pattern', { text: '退%之内' }, []],
  ['a text of one follower', { ...follower, text: 'QUESTION D' }, only('d')],
  ['a text that stands nowhere', { text: '没有这句话' }, []],
];

/** What TurnArchive of every driver has to keep. */
export function describeTurnArchive(createWorld: CreateWorld): void {
  describe('the list of turns', () => {
    it('finds what the filter says, newest first, page by page', async () => {
      const world = createWorld();
      const store = await world.open();
      const begun = await fill(world, store);
      const range = { from: begun + 1000, to: begun + 3000 };
      // Two of the same millisecond stand in either order.
      const isDistinct = (question: string) => !/[gh]$/.test(question);
      for (const [what, filter, found] of [
        ...CASES,
        ['a text in a stretch of time', { ...range, text: 'question' }, only('b', 'c')] as const,
      ]) {
        const listed = await listAll(store, filter);
        expect([...listed].sort(), what).toEqual([...found].sort());
        expect(listed.filter(isDistinct), what).toEqual(found.filter(isDistinct));
      }
    });

    it('holds the turns of a stretch of time, its first instant included and its last not', async () => {
      const world = createWorld();
      const store = await world.open();
      const begun = await fill(world, store);
      const range = { from: begun + 1000, to: begun + 3000 };
      expect(await listAll(store, range)).toEqual(only('b', 'c'));
      expect(await listAll(store, { ...range, ...otherFollower })).toEqual(only('b'));
    });

    it('goes on where it was although new turns came meanwhile', async () => {
      const world = createWorld();
      const store = await world.open();
      for (const key of ['1', '2', '3', '4']) {
        await askAndAnswer(store, key, '一。');
        world.clock.jump(1000);
      }
      const first = await store.archive.list({}, { most: 2 });
      await askAndAnswer(store, '5', '五。');
      const second = await store.archive.list({}, { most: 2, after: first.next ?? '' });
      expect(second.turns.map(({ question }) => question)).toEqual(['question 2', 'question 1']);
      expect(second.next).toBeUndefined();
    });

    it('loses none of many turns of the same millisecond', async () => {
      const store = await createWorld().open();
      const keys = Array.from({ length: 9 }, (_, n) => `${n}`);
      for (const key of keys) await askAndAnswer(store, key, '一。');
      const wanted = keys.map((key) => `question ${key}`);
      expect((await listAll(store, {}, 4)).sort()).toEqual(wanted);
      expect((await listAll(store, { text: 'question' }, 4)).sort()).toEqual(wanted);
    });

    it('begins anew after a position that is none', async () => {
      const store = await createWorld().open();
      await askAndAnswer(store, '1', '一。');
      for (const after of ['', 'x', '1', "'; --", '9'.repeat(40)])
        expect((await store.archive.list({}, { most: 5, after })).turns).toHaveLength(1);
    });

    it('loses a follower who asks to be forgotten', async () => {
      const store = await createWorld().open();
      const gone = await askAndAnswer(store, '1', '一。');
      await askAndAnswer(store, '2', '二。', { follower: otherFollower });
      await accept(store, '3', replies('已删除。', { forget: true }));
      expect(await listAll(store, {})).toEqual(['question 2']);
      expect(await listAll(store, { account: 'default' })).toEqual(['question 2']);
      expect(await store.archive.find(gone.id)).toBeUndefined();
    });

    it('loses an account that is deleted', async () => {
      const store = await createWorld().open();
      await askAndAnswer(store, '1', '一。', { follower: elsewhere });
      await askAndAnswer(store, '2', '二。');
      while ((await store.accountData.deleteSome('other', 10)).left === 'more');
      expect(await listAll(store, {})).toEqual(['question 2']);
      expect(await listAll(store, { account: 'other' })).toEqual([]);
    });
  });

  describe('one turn', () => {
    it('is found with all that is stored of it', async () => {
      const world = createWorld();
      const store = await world.open();
      const createdAt = world.clock.now();
      const turn = await ask(store, '1', '运费？');
      world.clock.jump(700);
      const ending = { state: 'complete', rest: '一。二。三。', noticeFrom: 4 } as const;
      await store.turns.finish(turn, ending, 'documents');
      await give(store, '1', [slice(turn, 0, 2)]);
      expect(await store.archive.find(turn.id)).toEqual({
        ...{ id: turn.id, ...follower, conversationId: turn.conversationId, sequence: 1 },
        ...{ question: '运费？', answer: '一。二。三。', noticeFrom: 4, origin: 'documents' },
        ...{ state: 'complete', createdAt, endedAt: createdAt + 700, delivery: 'owed' },
        parts: [
          {
            ...{ number: 1, from: 0, to: 2, via: 'passive', state: 'intended', key: '1' },
            at: createdAt + 700,
          },
        ],
      });
      expect((await store.archive.list({}, { most: 1 })).turns).toEqual([
        await store.archive.find(turn.id),
      ]);
    });

    it('tells of a task which it is', async () => {
      const store = await createWorld().open();
      const { claimed } = await accept(store, '1', wants('usage'));
      expect(await store.archive.find(claimed?.id ?? '')).toMatchObject({ task: 'usage' });
    });

    it('is absent where nobody knows it', async () => {
      const store = await createWorld().open();
      expect(await store.archive.find('unknown')).toBeUndefined();
    });
  });
}
