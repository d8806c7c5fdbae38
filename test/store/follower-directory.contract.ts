import { describe, expect, it } from 'vitest';
import { cardKey, FOLLOWER_CARDS, type FollowerCard } from '../../src/inbox/follower-card.ts';
import type { FollowerId } from '../../src/turns/turn.ts';
import {
  accept,
  afterQuestion,
  ask,
  asks,
  DAY_MS,
  follower,
  MINUTE_MS,
  replies,
  saysNothing,
  type CreateWorld,
  type StoreProcess,
} from './store-world.ts';

const idOf = (openId: string): FollowerId => ({ account: 'default', openId });
const writes = (store: StoreProcess, openId: string, key = 'hello') =>
  accept(store, `${key} of ${openId}`, saysNothing(), { follower: idOf(openId) });
const cardsOf = (store: StoreProcess) => store.collections.open<FollowerCard>(FOLLOWER_CARDS);

/** What every store has to tell of the followers of an account, and to know of their cards. */
export function describeFollowerDirectory(createWorld: CreateWorld): void {
  describe('the followers of an account', () => {
    it('are listed by their last message, in pages, by any process', async () => {
      const world = createWorld();
      const [server, command] = [await world.open(), await world.open('command')];
      for (const openId of ['oA', 'oB', 'oC', 'oD', 'oE']) {
        await writes(server, openId);
        if (openId !== 'oC') world.clock.jump(1000);
      }
      await writes(server, 'oA', 'again');
      await accept(server, 'other', saysNothing(), { follower: { account: 'o', openId: 'oF' } });

      const found: string[] = [];
      let after: { readonly openId: string; readonly seenAt: number } | undefined;
      for (;;) {
        const page = await command.followers.list('default', { after, most: 2 });
        found.push(...page.map(({ openId }) => openId));
        after = page.at(-1);
        if (page.length < 2) break;
      }
      expect(found).toEqual(['oA', 'oE', 'oD', 'oC', 'oB']);
    });

    it('are found by the beginning of their OpenIDs', async () => {
      const store = await createWorld().open();
      for (const openId of ['ab', 'abc', 'abd', 'b', 'a%']) await writes(store, openId);
      const search = async (prefix: string, after?: string) =>
        (await store.followers.search('default', { prefix, after, most: 2 })).map(
          ({ openId }) => openId,
        );
      expect(await search('ab')).toEqual(['ab', 'abc']);
      expect(await search('ab', 'abc')).toEqual(['abd']);
      expect(await search('abx')).toEqual([]);
      expect(await search('a%')).toEqual(['a%']);
    });

    it('are known with what WeChat allows to send and how much they asked', async () => {
      const world = createWorld();
      const store = await world.open();
      await ask(store, '1');
      const now = world.clock.now();
      await ask(store, '2').catch(() => {});
      expect(await store.followers.find(follower)).toMatchObject({
        ...{ openId: follower.openId, messagesLeft: afterQuestion.messages, turns: 2 },
        messagesUntil: expect.any(Number) as number,
      });
      expect((await store.followers.find(follower))?.seenAt).toBeGreaterThanOrEqual(now);
      expect(await store.followers.find(idOf('stranger'))).toBeUndefined();
    });

    it('are forgotten for the owner as for themselves: text, records and the line in the list', async () => {
      const world = createWorld();
      const [server, command] = [await world.open(), await world.open('command')];
      const turn = await ask(server, '1');
      await cardsOf(server).put(cardKey(follower), { note: '老客户' });
      await writes(server, 'oOther');
      await command.followers.forget(follower);
      expect(await server.turns.ofFollower(follower, 10)).toEqual([]);
      expect(await server.collections.ofFollower(follower)).toEqual([]);
      expect(await server.followers.find(follower)).toBeUndefined();
      const listed = await server.followers.list('default', { most: 10 });
      expect(listed.map(({ openId }) => openId)).toEqual(['oOther']);
      expect(await server.followers.search('default', { prefix: '', most: 10 })).toHaveLength(1);
      expect(await server.turns.append([{ turn, text: '一。', origin: 'model' }])).toEqual([
        expect.not.stringMatching(/^appended$/),
      ]);
    });

    it('leave the list when they wish to be forgotten, when they expire, and with the account', async () => {
      const world = createWorld({ retentionMs: 5 * DAY_MS });
      const store = await world.open();
      await writes(store, 'oForgets');
      await accept(store, 'forget', replies('已删除', { drop: true, forget: true }), {
        follower: idOf('oForgets'),
      });
      await writes(store, 'oExpires');
      world.clock.jump(3 * DAY_MS);
      await writes(store, 'oStays');
      world.clock.jump(3 * DAY_MS);
      await world.clock.advance(3 * MINUTE_MS);
      const names = async () =>
        (await store.followers.list('default', { most: 10 })).map(({ openId }) => openId);
      expect(await names()).toEqual(['oStays']);
      while ((await store.accountData.deleteSome('default', 10)).left === 'more');
      expect(await names()).toEqual([]);
      expect(await store.followers.search('default', { prefix: 'o', most: 10 })).toEqual([]);
    });
  });

  describe('the card of a follower', () => {
    it('is read with the next message, by every process', async () => {
      const world = createWorld();
      const [one, other] = [await world.open(), await world.open()];
      await cardsOf(one).put(cardKey(follower), { isBlocked: true, questionsPerDay: 3 });
      await accept(other, '1', (facts) => {
        expect(facts).toMatchObject({ isBlocked: true, questionsPerDay: 3 });
        return saysNothing()();
      });
      await cardsOf(one).put(cardKey(follower), { note: '?' });
      await accept(other, '2', (facts) => {
        expect(facts).not.toHaveProperty('isBlocked');
        return saysNothing()();
      });
    });

    it('has questions counted for a limit of the follower’s own, although the account has none', async () => {
      const store = await createWorld({ ownQuotaDay: () => '2026-11-30' }).open();
      await ask(store, '1');
      await cardsOf(store).put(cardKey(follower), { questionsPerDay: 2 });
      await ask(store, '2').catch(() => {});
      await accept(store, '3', (facts) => {
        expect(facts.used?.today).toBe(1);
        return asks('?')();
      });
    });

    it('stays with nothing but the block when a blocked follower has everything deleted', async () => {
      const store = await createWorld().open();
      const cards = cardsOf(store);
      await ask(store, '1');
      await cards.put(cardKey(follower), { isBlocked: true, note: '骂人', tags: ['x'] });
      await accept(store, '2', replies('已删除', { drop: true, forget: true }));
      expect((await cards.get(cardKey(follower)))?.value).toEqual({ isBlocked: true });
      expect(await store.turns.ofFollower(follower, 10)).toEqual([]);
      await accept(store, '3', (facts) => {
        expect(facts.isBlocked).toBe(true);
        return saysNothing()();
      });
    });
  });
}
