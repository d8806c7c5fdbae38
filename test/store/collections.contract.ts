import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import {
  followerPrefix,
  type Collection,
  type CollectionDefinition,
} from '../../src/runtime/collection.ts';
import { COLLECTIONS } from '../../src/server/to-store-settings.ts';
import {
  ask,
  askAndAnswer,
  DAY_MS,
  follower,
  MINUTE_MS,
  otherFollower,
  replies,
  accept,
  type CreateWorld,
  type StoreProcess,
} from './store-world.ts';

const RULES: CollectionDefinition = { name: 'rules', about: 'product' };
/** As well as what the product registers about followers. */
const DIARIES: CollectionDefinition = { name: 'diaries', about: 'follower' };
const collections = [...COLLECTIONS, RULES, DIARIES];
/** A clean-up is over by then. */
const CLEANED_AFTER_MS = 3 * MINUTE_MS;

/** What Collections of every driver have to keep. */
export function describeCollections(createWorld: CreateWorld): void {
  const openWorld = (settings = {}) => createWorld({ collections, ...settings });
  const open = async () => {
    const store = await openWorld().open();
    return { store, rules: store.collections.open<unknown>(RULES) };
  };
  const keysOf = async (collection: Collection<unknown>, prefix = '') =>
    (await collection.list(prefix)).map(({ key }) => key);

  describe('a record', () => {
    it('is read as it was written, by every process', async () => {
      const world = openWorld();
      const [one, other] = [await world.open(), await world.open('command')];
      const value = { 名字: '快回\u0000\n😀', list: [1, null, true] };
      expect(await one.collections.open(RULES).put('a key', value)).toBe('written');
      expect(await other.collections.open(RULES).get('a key')).toMatchObject({
        key: 'a key',
        value,
      });
      expect(await other.collections.open(RULES).get('another')).toBeUndefined();
      expect(await other.collections.open(DIARIES).list('')).toEqual([]);
    });

    it('is written only over the version that was read', async () => {
      const { rules } = await open();
      expect(await rules.put('a', 1, { expected: 5 })).toBe('stale');
      expect(await rules.put('a', 1, { expected: 0 })).toBe('written');
      expect(await rules.put('a', 2, { expected: 0 })).toBe('stale');
      const first = await rules.get('a');
      expect(await rules.put('a', 2, { expected: first?.version ?? 0 })).toBe('written');
      expect(await rules.put('a', 3, { expected: first?.version ?? 0 })).toBe('stale');
      const second = await rules.get('a');
      expect(second?.value).toBe(2);
      expect(second?.version).toBeGreaterThan(first?.version ?? Infinity);
    });

    it('is written by one of those that read the same version', async () => {
      const world = openWorld();
      const stores = [await world.open(), await world.open()];
      const results = await Promise.all(
        stores.map(async (store) => store.collections.open(RULES).put('a', 1, { expected: 0 })),
      );
      expect(results.sort()).toEqual(['stale', 'written']);
    });

    it('has a newer version when it was deleted and is written again in the same instant', async () => {
      const world = openWorld();
      const rules = (await world.open()).collections.open(RULES);
      await rules.put('a', 1);
      const before = await rules.get('a');
      expect(before?.version).toBeGreaterThanOrEqual(world.clock.now());
      await rules.delete('a');
      expect(await rules.get('a')).toBeUndefined();
      await rules.put('a', 1);
      expect((await rules.get('a'))?.version).toBeGreaterThan(before?.version ?? Infinity);
    });

    it('vanishes at its end, unless it is written without one before', async () => {
      const world = openWorld();
      const rules = (await world.open()).collections.open(RULES);
      await rules.put('ends', 1, { expiresInMs: MINUTE_MS });
      await rules.put('stays', 1, { expiresInMs: MINUTE_MS });
      await rules.put('stays', 2);
      world.clock.jump(MINUTE_MS - 1);
      expect((await rules.get('ends'))?.expiresInMs).toBe(1);
      world.clock.jump(1);
      expect(await rules.get('ends')).toBeUndefined();
      expect(await rules.list('')).toMatchObject([{ key: 'stays', value: 2 }]);
      expect((await rules.get('stays'))?.expiresInMs).toBeUndefined();
      expect(await rules.put('ends', 3, { expected: 0 })).toBe('written');
    });

    it('of a collection that is not registered cannot be written', async () => {
      const { store } = await open();
      for (const about of ['product', 'follower'] as const)
        expect(() => store.collections.open({ name: `un${about}`, about })).toThrow(TypeError);
      expect(() => store.collections.open({ name: 'diaries', about: 'product' })).toThrow();
    });
  });

  describe('a list', () => {
    it('holds the records with the prefix, in the order of their keys', async () => {
      const { rules } = await open();
      for (const key of ['b/2', 'a', 'b/', 'b0', 'b', 'b/10', 'b/é', 'b/😀', 'b/％'])
        await rules.put(key, key);
      expect(await keysOf(rules, 'b/')).toEqual(['b/', 'b/10', 'b/2', 'b/é', 'b/％', 'b/😀']);
      expect(await keysOf(rules, 'c')).toEqual([]);
      expect((await keysOf(rules)).length).toBe(9);
    });

    it('is read in pages of whole records, past those that ended', async () => {
      const world = openWorld();
      const rules = (await world.open()).collections.open(RULES);
      for (let n = 100; n < 130; n += 1)
        await rules.put(`n/${n}`, n, n % 3 === 0 ? { expiresInMs: 1000 } : {});
      world.clock.jump(1000);
      const seen: unknown[] = [];
      for (let after: string | undefined; ;) {
        const page = await rules.list('n/', { most: 7, ...(after !== undefined && { after }) });
        seen.push(...page.map(({ value }) => value));
        if (page.length < 7) break;
        after = page.at(-1)?.key;
      }
      expect(seen).toEqual(
        Array.from({ length: 30 }, (_, n) => 100 + n).filter((n) => n % 3 !== 0),
      );
    });

    it('holds all of many', async () => {
      const { rules } = await open();
      const keys = Array.from({ length: 450 }, (_, n) => `${1000 + n}`);
      await Promise.all(keys.map((key) => rules.put(key, key)));
      expect(await keysOf(rules)).toEqual(keys);
    });

    it('is what a model of it says, whatever is written, deleted and paged', async () => {
      const { rules } = await open();
      const text = fc.string({
        unit: fc.constantFrom('a', 'b', '/', 'ÿ', '\u{10ffff}'),
        maxLength: 3,
      });
      await fc.assert(
        fc.asyncProperty(
          fc.array(fc.record({ key: text.filter((key) => key !== ''), isDeleted: fc.boolean() }), {
            maxLength: 8,
          }),
          text,
          fc.option(text, { nil: undefined }),
          fc.integer({ min: 1, max: 4 }),
          async (steps, prefix, after, most) => {
            const model = new Set<string>();
            for (const { key } of await rules.list('')) await rules.delete(key);
            for (const { key, isDeleted } of steps) {
              if (isDeleted) model.delete(key);
              else model.add(key);
              await (isDeleted ? rules.delete(key) : rules.put(key, 1));
            }
            const bytes = (key: string) => Buffer.from(key);
            const expected = [...model]
              .filter((key) => key.startsWith(prefix))
              .filter((key) => after === undefined || bytes(key).compare(bytes(after)) > 0)
              .sort((a, b) => bytes(a).compare(bytes(b)))
              .slice(0, most);
            const page = { most, ...(after !== undefined && { after }) };
            expect((await rules.list(prefix, page)).map(({ key }) => key)).toEqual(expected);
          },
        ),
        { numRuns: 60 },
      );
    });
  });

  describe('the generation', () => {
    it('rises with each write and deletion of its collection only', async () => {
      const { store, rules } = await open();
      const generation = () => store.collections.generation('rules');
      expect(await generation()).toBe(0);
      await rules.put('a', 1);
      const first = await generation();
      expect(first).toBe((await rules.get('a'))?.version);
      await rules.put('a', 2);
      const second = await generation();
      expect(second).toBeGreaterThan(first);
      expect(await rules.put('a', 3, { expected: first })).toBe('stale');
      await store.collections.open(DIARIES).put(`${followerPrefix(follower)}x`, 1);
      expect(await generation()).toBe(second);
      await rules.delete('a');
      expect(await generation()).toBeGreaterThan(second);
    });
  });

  describe('a process that follows a collection', () => {
    it('is told of its own writes when they are done', async () => {
      const { store, rules } = await open();
      const onChange = vi.fn();
      const stop = store.collections.follow('rules', onChange);
      await rules.put('a', 1);
      expect(onChange).toHaveBeenCalled();
      stop();
      onChange.mockClear();
      await rules.put('a', 2);
      expect(onChange).not.toHaveBeenCalled();
    });

    it("is told of other processes' writes within half a second, and not of other collections", async () => {
      const world = openWorld();
      const [one, other] = [await world.open(), await world.open('command')];
      const onChange = vi.fn();
      one.collections.follow('rules', onChange);
      await world.clock.advance(500);
      onChange.mockClear();
      await other.collections.open(DIARIES).put(`${followerPrefix(follower)}x`, 1);
      await askAndAnswer(other, '1', '一。');
      await world.clock.advance(500);
      expect(onChange).not.toHaveBeenCalled();
      await other.collections.open(RULES).put('a', 1);
      await world.clock.advance(500);
      expect(onChange).toHaveBeenCalledTimes(1);
      await other.collections.open(RULES).delete('a');
      await world.clock.advance(500);
      expect(onChange).toHaveBeenCalledTimes(2);
    });
  });

  describe('what is stored about a follower', () => {
    const keep = async (store: StoreProcess, who = follower) => {
      for (const definition of collections.filter(({ about }) => about === 'follower'))
        for (const name of ['one', 'two'])
          await store.collections.open(definition).put(`${followerPrefix(who)}${name}`, name);
    };
    const found = async (store: StoreProcess, who = follower) =>
      (await store.collections.ofFollower(who)).map(({ collection }) => collection);
    const all = collections.filter(({ about }) => about === 'follower').map(({ name }) => name);
    const strange = { account: 'a/b', openId: 'o:%/é' };

    it('is found in every collection for its export, and of one follower only', async () => {
      const store = await openWorld().open();
      for (const who of [follower, strange]) await keep(store, who);
      await keep(store, { account: follower.account, openId: `${follower.openId}2` });
      const entries = [{ value: 'one' }, { value: 'two' }];
      expect(await store.collections.ofFollower(strange)).toMatchObject(
        all.map((collection) => ({ collection, entries })),
      );
      expect(await found(store)).toEqual(all);
      expect(await found(store, otherFollower)).toEqual([]);
    });

    it('is deleted with the follower', async () => {
      const store = await openWorld().open();
      for (const who of [follower, otherFollower, strange]) await keep(store, who);
      for (const who of [follower, strange]) {
        await ask(store, '1', '?', { follower: who, nonce: who.openId });
        await accept(store, '2', replies('已删除。', { forget: true }), {
          follower: who,
          nonce: `2 ${who.openId}`,
        });
        expect(await found(store, who)).toEqual([]);
      }
      expect(await found(store, otherFollower)).toEqual(all);
    });

    it('is deleted with the account', async () => {
      const store = await openWorld().open();
      for (const who of [follower, strange]) await keep(store, who);
      await keep(store, { account: 'default2', openId: 'o' });
      while ((await store.accountData.deleteSome(follower.account, 10)).left === 'more');
      expect(await found(store)).toEqual([]);
      expect(await found(store, strange)).toEqual(all);
      expect(await found(store, { account: 'default2', openId: 'o' })).toEqual(all);
    });

    it('expires when nothing else of the follower is stored any more', async () => {
      const world = openWorld({ retentionMs: DAY_MS });
      const store = await world.open();
      await askAndAnswer(store, '1', '一。');
      await askAndAnswer(store, '2', '二。', { follower: otherFollower });
      for (const who of [follower, otherFollower, strange]) await keep(store, who);
      world.clock.jump(DAY_MS - MINUTE_MS);
      await askAndAnswer(store, '3', '三。', { follower: otherFollower });
      world.clock.jump(2 * MINUTE_MS);
      await world.clock.advance(CLEANED_AFTER_MS);
      expect(await found(store)).toEqual([]);
      expect(await found(store, strange)).toEqual([]);
      expect(await found(store, otherFollower)).toEqual(all);
    });

    it('has keys that begin with the follower', async () => {
      const store = await openWorld().open();
      await expect(store.collections.open(DIARIES).put('likes tea', 1)).rejects.toThrow(TypeError);
    });
  });
}
