import { describe, expect, it } from 'vitest';
import type { UsageCount } from '../../src/usage/ports.ts';
import {
  accept,
  ask,
  DAY_MS,
  follower,
  MINUTE_MS,
  otherFollower,
  replies,
  saysNothing,
  type CreateWorld,
} from './store-world.ts';

const NONE = {
  ...{ questions: 0, calls: 0, estimated: 0 },
  ...{ input: 0, cached: 0, output: 0, reasoning: 0 },
};
const call = (over: Partial<UsageCount> = {}): UsageCount => ({
  ...NONE,
  account: 'default',
  day: '2023-11-14',
  model: 'p/m',
  calls: 1,
  input: 100,
  cached: 40,
  output: 10,
  reasoning: 4,
  ...over,
});
/** The same as it is read. */
function dayOf({ account, ...rest }: UsageCount) {
  expect(account).toBe('default');
  return rest;
}

const november = { from: '2023-11-01', to: '2023-11-30' };
const CLEANED_AFTER_MS = 3 * MINUTE_MS;

/** What every store has to keep of what models used. */
export function describeUsageStore(createWorld: CreateWorld): void {
  let batches = 0;
  const newBatch = () => `batch-${(batches += 1)}`;

  describe('what models used', () => {
    it('is added up by account, day and model, by all processes together', async () => {
      const world = createWorld();
      const [one, other] = [await world.open(), await world.open('command')];
      await one.usage.add(newBatch(), [call(), call({ model: 'p/m with spaces', estimated: 1 })]);
      await other.usage.add(newBatch(), [call({ day: '2023-11-13' }), call()]);
      await other.usage.add(newBatch(), [call({ account: '公 众:号' })]);
      for (const { usage } of [one, other]) {
        const once = dayOf(call());
        const twice = { calls: 2, input: 200, cached: 80, output: 20, reasoning: 8 };
        expect(await usage.ofAccount('default', november)).toEqual([
          { ...once, day: '2023-11-13' },
          { ...once, ...twice },
          { ...once, model: 'p/m with spaces', estimated: 1 },
        ]);
        expect(await usage.ofAccount('公 众:号', november)).toEqual([once]);
      }
    });

    it('is read for the days that are asked for', async () => {
      const { usage } = await createWorld().open();
      for (const day of ['2023-11-12', '2023-11-13', '2023-11-14', '2023-11-15'])
        await usage.add(newBatch(), [call({ day })]);
      const days = await usage.ofAccount('default', { from: '2023-11-13', to: '2023-11-14' });
      expect(days.map(({ day }) => day)).toEqual(['2023-11-13', '2023-11-14']);
    });

    it('is kept for each follower as well, with the questions, which are no part of a total', async () => {
      const store = await createWorld().open();
      for (const who of [follower, otherFollower])
        await accept(store, `of ${who.openId}`, saysNothing(), { follower: who });
      await store.usage.add(newBatch(), [
        call({ follower }),
        call({ follower: otherFollower, input: 7 }),
        call(),
        { ...NONE, account: 'default', day: '2023-11-14', model: '', questions: 1, follower },
      ]);
      expect(await store.usage.ofFollower(follower, november)).toMatchObject([
        { model: '', questions: 1, calls: 0 },
        { model: 'p/m', questions: 0, calls: 1, input: 100, cached: 40, output: 10, reasoning: 4 },
      ]);
      expect(await store.usage.ofFollower(otherFollower, november)).toMatchObject([{ input: 7 }]);
      expect(await store.usage.ofAccount('default', november)).toMatchObject([
        { model: 'p/m', calls: 3, input: 207 },
      ]);
    });

    it('stays in the totals when a follower is forgotten, and is nobody’s then', async () => {
      const store = await createWorld().open();
      await ask(store, 'first');
      await store.usage.add(newBatch(), [call({ follower })]);
      await accept(store, 'forget', replies('已删除', { drop: true, forget: true }));
      expect(await store.usage.ofFollower(follower, november)).toEqual([]);
      expect(await store.usage.ofAccount('default', november)).toMatchObject([{ input: 100 }]);
    });

    it('is no follower’s whom the store does not know, such as one who was deleted meanwhile', async () => {
      const store = await createWorld().open();
      await store.usage.add(newBatch(), [call({ follower })]);
      expect(await store.usage.ofFollower(follower, november)).toEqual([]);
      expect(await store.usage.ofAccount('default', november)).toMatchObject([{ calls: 1 }]);
    });

    it('is the account’s that pays, also for a follower of the simulator', async () => {
      const store = await createWorld().open();
      const played = { account: 'simulator', openId: 'oPlayed' };
      await accept(store, 'played', saysNothing(), { follower: played });
      await store.usage.add(newBatch(), [call({ follower: played })]);
      expect(await store.usage.ofFollower(played, november)).toMatchObject([{ input: 100 }]);
      expect(await store.usage.ofAccount('default', november)).toMatchObject([{ calls: 1 }]);
      expect(await store.usage.ofAccount('simulator', november)).toEqual([]);
    });

    it('is deleted with its account, and other accounts’ stays', async () => {
      const world = createWorld();
      const store = await world.open();
      const gone = { account: 'gone', openId: 'oFollower' };
      await accept(store, 'a', saysNothing(), { follower: gone });
      await store.usage.add(newBatch(), [call({ account: 'gone', follower: gone }), call()]);
      while ((await store.accountData.deleteSome('gone', 10)).left === 'more');
      expect(await store.usage.ofAccount('gone', november)).toEqual([]);
      expect(await store.usage.ofFollower(gone, november)).toEqual([]);
      expect(await store.usage.ofAccount('default', november)).toHaveLength(1);
    });

    it('expires for a follower with what else is stored, while totals stay for a year and a month', async () => {
      const world = createWorld({ retentionMs: 5 * DAY_MS });
      const store = await world.open();
      await accept(store, 'a', saysNothing());
      await store.usage.add(newBatch(), [call({ follower })]);
      world.clock.jump(3 * DAY_MS);
      await accept(store, 'b', saysNothing());
      await store.usage.add(newBatch(), [call({ follower, day: '2023-11-17' })]);
      expect(await store.usage.ofFollower(follower, november)).toHaveLength(2);
      world.clock.jump(4 * DAY_MS);
      await accept(store, 'c', saysNothing());
      await store.usage.add(newBatch(), [call({ follower, day: '2023-11-21' })]);
      await world.clock.advance(CLEANED_AFTER_MS);
      const days = await store.usage.ofFollower(follower, november);
      expect(days.map(({ day }) => day)).toEqual(['2023-11-17', '2023-11-21']);
      expect(await store.usage.ofAccount('default', november)).toHaveLength(3);
      world.clock.jump(401 * DAY_MS);
      await world.clock.advance(CLEANED_AFTER_MS);
      expect(await store.usage.ofAccount('default', november)).toEqual([]);
    });
  });

  it('what limits counted of a follower can be read apart', async () => {
    const store = await createWorld({ quotaDay: () => '2023-11-14' }).open();
    expect(await store.usage.counted(follower)).toBeUndefined();
    const turn = await ask(store, 'limited');
    await store.turns.finish(turn, { state: 'complete', rest: '好。', tokens: 50 }, 'model');
    expect(await store.usage.counted(follower)).toMatchObject({
      ...{ day: '2023-11-14', questions: 1, tokens: 50 },
    });
  });
}
