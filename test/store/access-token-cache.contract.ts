import { describe, expect, it } from 'vitest';
import { LEASE_ENDS_MS, type CreateWorld } from './store-world.ts';

/** What every AccessTokenCache has to keep. */
export function describeAccessTokenCache(createWorld: CreateWorld): void {
  const open = async () => {
    const world = createWorld();
    const [one, other] = [await world.open(), await world.open()];
    return {
      world,
      one: one.accessTokens('default'),
      other: other.accessTokens('default'),
      simulator: other.accessTokens('simulator'),
      processes: { one, other },
    };
  };

  describe('the access token', () => {
    it('is absent, then shared, then over', async () => {
      const { world, one, other, simulator } = await open();
      expect(await other.read()).toBeUndefined();
      await one.write('T1', 7_000_000);
      const expiresAt = world.clock.now() + 7_000_000;
      expect(await other.read()).toEqual({ token: 'T1', expiresAt });
      expect(await simulator.read()).toBeUndefined();
      world.clock.jump(7_000_000);
      expect(await other.read()).toBeUndefined();
    });

    it('is dropped only while it is still the one that was complained about', async () => {
      const { one, other } = await open();
      await one.write('T1', 60_000);
      await one.write('T2', 60_000);
      await other.drop('T1');
      expect((await one.read())?.token).toBe('T2');
      await other.drop('T2');
      expect(await one.read()).toBeUndefined();
    });

    it('is renewed by one process at a time', async () => {
      const { one, other, simulator } = await open();
      expect(await one.tryLease(15_000)).toBe('mine');
      expect(await other.tryLease(15_000)).toBe('taken');
      expect(await simulator.tryLease(15_000)).toBe('mine');
      await other.release();
      expect(await other.tryLease(15_000)).toBe('taken');
      await one.release();
      expect(await other.tryLease(15_000)).toBe('mine');
    });

    it('is free for renewal when the lease has ended by itself', async () => {
      const { world, one, other, processes } = await open();
      await one.tryLease(15_000);
      processes.one.freeze();
      world.clock.jump(LEASE_ENDS_MS);
      expect(await other.tryLease(15_000)).toBe('taken');
      world.clock.jump(15_000);
      expect(await other.tryLease(15_000)).toBe('mine');
    });
  });
}
