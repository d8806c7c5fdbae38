import { describe, expect, it } from 'vitest';
import type { CreateWorld } from './store-world.ts';

/** What every CapabilityStore has to keep. */
export function describeCapabilityStore(createWorld: CreateWorld): void {
  describe('what an account may do', () => {
    it('is unknown at first, and typing is tried', async () => {
      const store = await createWorld().open();
      expect(await store.capability.read('default')).toEqual({
        customerService: 'unknown',
        typing: 'yes',
      });
    });

    it('is learnt for all processes, for one account, and for a time', async () => {
      const world = createWorld();
      const [one, other] = [await world.open(), await world.open()];
      await one.capability.learn('default', { customerService: 'yes' }, 60_000);
      await one.capability.learn('default', { typing: 'no' }, 30_000);
      const known = { customerService: 'yes', typing: 'no' };
      expect(await other.capability.read('default')).toEqual(known);
      expect((await other.capability.read('simulator')).customerService).toBe('unknown');
      world.clock.jump(30_000);
      expect(await other.capability.read('default')).toEqual({ ...known, typing: 'yes' });
      world.clock.jump(30_000);
      expect((await other.capability.read('default')).customerService).toBe('unknown');
    });

    it('is what was learnt last', async () => {
      const store = await createWorld().open();
      await store.capability.learn('default', { customerService: 'yes' }, 60_000);
      await store.capability.learn('default', { customerService: 'no' }, 1000);
      expect((await store.capability.read('default')).customerService).toBe('no');
    });

    it('is asked for by one process at a time', async () => {
      const world = createWorld();
      const [one, other] = [await world.open(), await world.open()];
      const all = await Promise.all(
        [one, other, one].map((store) => store.capability.tryToLearn('default', 10_000)),
      );
      expect(all.sort()).toEqual(['mine', 'taken', 'taken']);
      expect(await other.capability.tryToLearn('simulator', 10_000)).toBe('mine');
      world.clock.jump(10_000);
      expect(await other.capability.tryToLearn('default', 10_000)).toBe('mine');
    });

    it('may be asked for again immediately when nothing was learnt', async () => {
      const world = createWorld();
      const [one, other] = [await world.open(), await world.open()];
      await one.capability.tryToLearn('default', 10_000);
      await one.capability.stopLearning('default');
      expect(await other.capability.tryToLearn('default', 10_000)).toBe('mine');
    });
  });
}
