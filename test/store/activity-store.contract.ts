import { describe, expect, it } from 'vitest';
import { DAY_MS, MINUTE_MS, type CreateWorld } from './store-world.ts';

const november = { from: '2023-11-01', to: '2023-11-30' };
const CLEANED_AFTER_MS = 3 * MINUTE_MS;
const counted = (name: string, count: number, over: { account?: string; day?: string } = {}) => ({
  ...{ account: 'default', day: '2023-11-14', name, count },
  ...over,
});

/** What every store has to keep of how busy accounts were. */
export function describeActivityStore(createWorld: CreateWorld): void {
  let batches = 0;
  const newBatch = () => `activity-${(batches += 1)}`;

  describe('what happened on a day', () => {
    it('is added up by all processes together, and read for the days that are asked for', async () => {
      const world = createWorld();
      const [one, other] = [await world.open(), await world.open('command')];
      await one.activity.add(newBatch(), [counted('message text', 2), counted('answer both', 1)]);
      await other.activity.add(newBatch(), [
        counted('message text', 3),
        counted('message text', 1, { day: '2023-11-12' }),
        counted('message text', 1, { day: '2023-10-31' }),
        counted('message text', 7, { account: '公 众:号' }),
      ]);
      for (const { activity } of [one, other])
        expect(await activity.ofAccount('default', november)).toEqual([
          { day: '2023-11-12', counts: { 'message text': 1 } },
          { day: '2023-11-14', counts: { 'answer both': 1, 'message text': 5 } },
        ]);
      expect(await one.activity.ofAccount('公 众:号', november)).toHaveLength(1);
    });

    it('goes with its account, and other accounts’ stays', async () => {
      const store = await createWorld().open();
      await store.activity.add(newBatch(), [
        counted('question', 1, { account: 'gone' }),
        counted('question', 1),
      ]);
      while ((await store.accountData.deleteSome('gone', 10)).left === 'more');
      expect(await store.activity.ofAccount('gone', november)).toEqual([]);
      expect(await store.activity.ofAccount('default', november)).toHaveLength(1);
    });

    it('expires after a year and a month', async () => {
      const world = createWorld({ retentionMs: 5 * DAY_MS });
      const store = await world.open();
      await store.activity.add(newBatch(), [counted('question', 1)]);
      world.clock.jump(390 * DAY_MS);
      await world.clock.advance(CLEANED_AFTER_MS);
      expect(await store.activity.ofAccount('default', november)).toHaveLength(1);
      world.clock.jump(11 * DAY_MS);
      await world.clock.advance(CLEANED_AFTER_MS);
      expect(await store.activity.ofAccount('default', november)).toEqual([]);
    });
  });
}
