import { hostname } from 'node:os';
import { describe, expect, it } from 'vitest';
import { EVERY_GENERATION } from '../../src/store/process-list.ts';
import { LEASE_ENDS_MS, type CreateWorld } from './store-world.ts';

/** What ProcessList of every driver has to keep. */
export function describeProcesses(createWorld: CreateWorld): void {
  describe('the living processes', () => {
    it('are the servers, each with its version and where it runs', async () => {
      const world = createWorld();
      const [one, other] = [await world.open(), await world.open()];
      const command = await world.open('command');
      const here = { host: hostname(), pid: process.pid, version: '0.2.0', generation: 0 };
      const servers = [one, other].map(({ processes }) => ({ id: processes.me, ...here }));
      for (const store of [one, other, command])
        expect(await store.processes.living()).toEqual(servers);
    });

    it('say which generation they work with', async () => {
      const world = createWorld();
      const [one, other] = [await world.open(), await world.open()];
      await one.processes.acknowledge(7);
      await world.clock.advance(2000);
      await one.processes.acknowledge(9);
      const generations = (await other.processes.living()).map(({ generation }) => generation);
      expect(generations).toEqual([9, 0]);
      await other.processes.acknowledge(EVERY_GENERATION);
      expect((await one.processes.living())[1]?.generation).toBe(EVERY_GENERATION);
    });

    it('are without one that stopped, and after a while without one that hangs', async () => {
      const world = createWorld();
      const [one, other, third] = [await world.open(), await world.open(), await world.open()];
      const living = async () => (await third.processes.living()).map(({ id }) => id);
      await one.close();
      expect(await living()).toEqual([other.processes.me, third.processes.me]);
      other.freeze();
      await world.clock.advance(LEASE_ENDS_MS);
      expect(await living()).toEqual([third.processes.me]);
    });

    it('are without a command, whatever it does and however long', async () => {
      const world = createWorld();
      const command = await world.open('command');
      await command.probe();
      await command.processes.acknowledge(3);
      await world.clock.advance(LEASE_ENDS_MS);
      expect(await command.processes.living()).toEqual([]);
      await command.close();
      expect(await (await world.open()).processes.living()).toHaveLength(1);
    });
  });
}
