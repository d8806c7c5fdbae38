import { describe, expect, it } from 'vitest';
import { DAY_MS, MINUTE_MS, type CreateWorld } from './store-world.ts';

const RING = 'webhook-calls/公 众:号';
const CLEANED_AFTER_MS = 3 * MINUTE_MS;

/** What every store has to keep of what happened lately. */
export function describeRings(createWorld: CreateWorld): void {
  describe('a ring', () => {
    it('keeps entries of all processes in their order, with rising numbers', async () => {
      const world = createWorld();
      const [one, other] = [await world.open(), await world.open('command')];
      await one.rings.append(RING, [{ says: '甲' }, 'b'], 10);
      world.clock.jump(5);
      await other.rings.append(RING, [null], 10);
      for (const { rings } of [one, other]) {
        const { entries, newest, hasGap } = await rings.read(RING, { most: 10 });
        expect(entries.map(({ value }) => value)).toEqual([{ says: '甲' }, 'b', null]);
        const [first = 0] = entries.map(({ n }) => n);
        expect(entries.map(({ n }) => n)).toEqual([first, first + 1, first + 2]);
        expect(entries.map(({ at }) => at - (entries[0]?.at ?? 0))).toEqual([0, 0, 5]);
        expect({ newest, hasGap }).toEqual({ newest: first + 2, hasGap: false });
      }
    });

    it('is empty before its first entry, and no other ring is in it', async () => {
      const { rings } = await createWorld().open();
      await rings.append('log', [1], 10);
      const empty = { entries: [], newest: 0, hasGap: false };
      expect(await rings.read('log/default', { most: 10 })).toEqual(empty);
      expect(await rings.read(RING, { after: 7, most: 10 })).toEqual(empty);
      await rings.append(RING, [], 10);
      expect(await rings.read(RING, { most: 10 })).toEqual(empty);
    });

    it('is read from a number on, and without one its newest entries', async () => {
      const { rings } = await createWorld().open();
      await rings.append(RING, ['a', 'b', 'c', 'd'], 10);
      const read = async (page: { after?: number; most: number }) =>
        (await rings.read(RING, page)).entries.map(({ value }) => value);
      expect(await read({ most: 2 })).toEqual(['c', 'd']);
      const { newest } = await rings.read(RING, { most: 1 });
      expect(await read({ after: newest - 3, most: 2 })).toEqual(['b', 'c']);
      expect(await read({ after: newest - 1, most: 5 })).toEqual(['d']);
      expect(await read({ after: newest, most: 5 })).toEqual([]);
      expect((await rings.read(RING, { after: newest, most: 5 })).newest).toBe(newest);
    });

    it('drops its oldest entries, and says so to a reader who had not seen them', async () => {
      const { rings } = await createWorld().open();
      await rings.append(RING, ['a'], 3);
      const { newest: seen } = await rings.read(RING, { most: 1 });
      await rings.append(RING, ['b', 'c', 'd'], 3);
      const page = await rings.read(RING, { after: seen, most: 10 });
      expect(page).toMatchObject({ hasGap: false, newest: seen + 3 });
      await rings.append(RING, ['e', 'f', 'g', 'h'], 3);
      const later = await rings.read(RING, { after: seen, most: 10 });
      expect(later).toMatchObject({ hasGap: true, newest: seen + 7 });
      expect(later.entries.map(({ value }) => value)).toEqual(['f', 'g', 'h']);
    });

    it('goes on with higher numbers after it was deleted', async () => {
      const world = createWorld();
      const { rings } = await world.open();
      await rings.append(RING, ['a', 'b'], 10);
      const { newest } = await rings.read(RING, { most: 1 });
      await rings.delete(RING);
      expect((await rings.read(RING, { most: 10 })).entries).toEqual([]);
      world.clock.jump(1000);
      await rings.append(RING, ['c'], 10);
      const { entries } = await rings.read(RING, { after: newest, most: 10 });
      expect(entries.map(({ value }) => value)).toEqual(['c']);
    });

    it('is forgotten when its retention is over', async () => {
      const world = createWorld({ retentionMs: DAY_MS });
      const { rings } = await world.open();
      await rings.append(RING, ['a'], 10);
      world.clock.jump(DAY_MS + MINUTE_MS);
      await world.clock.advance(CLEANED_AFTER_MS);
      expect((await rings.read(RING, { most: 10 })).entries).toEqual([]);
    });
  });
}
