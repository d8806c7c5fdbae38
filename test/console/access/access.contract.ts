import { describe, expect, it } from 'vitest';
import { openAccess, type AccessPlace } from '../../../src/console/access/access.ts';
import { openAuditBook } from '../../../src/console/audit/audit-book.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS, type CreateWorld } from '../../store/store-world.ts';

const PASSWORD = 'correct horse battery';

function from(address: string, isLocal = false): AccessPlace {
  return { address, isLocal, userAgent: 'test', signal: new AbortController().signal };
}
const HOME = from('203.0.113.1');
const ATTACKER = from('198.51.100.7');

/** What access to the console has to keep over every driver. */
export function describeAccess(createWorld: CreateWorld): void {
  async function start() {
    const world = createWorld();
    let ids = 0;
    const process = async () => {
      const { collections } = await world.open();
      const deps = { collections, clock: world.clock, newId: () => `id${(ids += 1)}` };
      const audit = openAuditBook(deps);
      const access = openAccess({ ...deps, audit, passwordCost: { n: 2, r: 1, p: 1 } });
      return { access, audit };
    };
    const one = await process();
    const two = await process();
    const code = await one.access.makeSetupCode();
    const begun = await one.access.setUp(code ?? '', PASSWORD, HOME);
    return { world, one: one.access, two: two.access, audit: one.audit, begun };
  }

  /** Tries a wrong password; returns for how many seconds the next has to wait, or 0. */
  async function guess(access: Awaited<ReturnType<typeof start>>['one'], place: AccessPlace) {
    const error: unknown = await access
      .signIn('owner', 'a wrong password', place)
      .catch((thrown: unknown) => thrown);
    return (error as { retryAfterSeconds?: number }).retryAfterSeconds ?? 0;
  }

  describe('the link', () => {
    it('ends after a day, and with the first password', async () => {
      const world = createWorld();
      const { collections } = await world.open();
      const deps = { collections, clock: world.clock, newId: () => 'id' };
      const access = openAccess({
        ...{ ...deps, audit: openAuditBook(deps), passwordCost: { n: 2, r: 1, p: 1 } },
      });
      const old = await access.makeSetupCode();
      world.clock.jump(DAY_MS);
      await expect(access.setUp(old ?? '', PASSWORD, HOME)).rejects.toMatchObject({ status: 403 });
      const code = await access.makeSetupCode();
      await access.setUp(code ?? '', PASSWORD, HOME);
      await expect(access.setUp(code ?? '', PASSWORD, HOME)).rejects.toMatchObject({ status: 409 });
      expect(await access.makeSetupCode()).toBeUndefined();
    });
  });

  describe('a session', () => {
    it('ends after 12 hours without a request', async () => {
      const { world, one, two, begun } = await start();
      world.clock.jump(12 * HOUR_MS - MINUTE_MS);
      expect(await one.sessions.resume(begun.sessionId)).toMatchObject({ name: 'owner' });
      world.clock.jump(12 * HOUR_MS - MINUTE_MS);
      expect(await two.sessions.resume(begun.sessionId)).toMatchObject({ name: 'owner' });
      world.clock.jump(12 * HOUR_MS);
      expect(await one.sessions.resume(begun.sessionId)).toBeUndefined();
      expect(await one.sessions.list()).toEqual([]);
    });

    it('ends after 30 days, however busy', async () => {
      const { world, one, begun } = await start();
      for (let hours = 0; hours < 30 * 24 - 6; hours += 6) {
        world.clock.jump(6 * HOUR_MS);
        expect(await one.sessions.resume(begun.sessionId)).toBeDefined();
      }
      world.clock.jump(6 * HOUR_MS);
      expect(await one.sessions.resume(begun.sessionId)).toBeUndefined();
    });

    it('that ended does not come back with a request that was under way', async () => {
      const { world, one, two, begun } = await start();
      world.clock.jump(2 * MINUTE_MS);
      const [{ id } = { id: '' }] = await one.sessions.list();
      await Promise.all([two.sessions.resume(begun.sessionId), one.sessions.end(id)]);
      await one.sessions.end(id);
      expect(await two.sessions.resume(begun.sessionId)).toBeUndefined();
    });

    it('that began with the old password ends with it, in every process', async () => {
      const { one, two, begun } = await start();
      const signedIn = await one.sessions.resume(begun.sessionId);
      await two.changeUser('owner', { password: 'another long password' });
      expect(signedIn && (await one.sessions.holds(signedIn))).toBe(false);
      expect(await one.sessions.resume(begun.sessionId)).toBeUndefined();
    });

    it('is one of 50 at most of a user', async () => {
      const { world, one } = await start();
      for (let n = 0; n < 52; n += 1) {
        world.clock.jump(1000);
        await one.signIn('owner', PASSWORD, HOME);
      }
      expect(await one.sessions.list('owner')).toHaveLength(50);
    });
  });

  describe('wrong passwords', () => {
    it('make the next try wait longer and longer, in all processes together', async () => {
      const { world, one, two } = await start();
      const waits: number[] = [];
      for (let n = 0; n < 16; n += 1) {
        const access = n % 2 === 0 ? one : two;
        const seconds = await guess(access, ATTACKER);
        if (seconds === 0) continue;
        waits.push(seconds);
        world.clock.jump(seconds * 1000);
      }
      expect(waits.slice(0, 4)).toEqual([1, 2, 4, 8]);
    });

    it('wait no longer than 15 minutes, and are forgotten after an hour', async () => {
      const { world, one } = await start();
      let longest = 0;
      for (let n = 0; n < 60; n += 1) {
        const seconds = await guess(one, ATTACKER);
        longest = Math.max(longest, seconds);
        world.clock.jump(seconds * 1000);
      }
      expect(longest).toBe(15 * 60);
      world.clock.jump(HOUR_MS);
      expect(await guess(one, ATTACKER)).toBe(0);
    });

    it('that are tried concurrently cannot outrun the count', async () => {
      const { one, two } = await start();
      const tries = Array.from({ length: 16 }, (_, n) => guess(n % 2 === 0 ? one : two, ATTACKER));
      const waits = await Promise.all(tries);
      expect(waits.filter((seconds) => seconds === 0).length).toBeLessThanOrEqual(4);
    });

    it('of one address try no more names for it', async () => {
      const { one } = await start();
      const refused: string[] = [];
      for (let n = 0; n < 12; n += 1)
        await one
          .signIn(`name${n}`, 'a wrong password', ATTACKER)
          .catch(({ code }: { code: string }) => refused.push(code));
      expect(refused.filter((code) => code === 'wrong_password')).toHaveLength(10);
      expect(refused.slice(10)).toEqual(['wait', 'wait']);
    });

    it('from many addresses do not keep the owner out of theirs, nor of the machine itself', async () => {
      const { one, two } = await start();
      await one.signIn('owner', PASSWORD, HOME);
      for (let n = 0; n < 40; n += 1) await guess(two, from(`198.51.100.${n}`));
      expect(await guess(two, from('192.0.2.1'))).toBeGreaterThan(0);
      expect(await guess(two, from('192.0.2.2'))).toBeLessThanOrEqual(60);
      await one.signIn('owner', PASSWORD, HOME);
      for (let n = 0; n < 40; n += 1) await guess(two, from(`198.51.100.${n}`));
      await one.signIn('owner', PASSWORD, from('127.0.0.1', true));
    });

    it('of one IPv6 network count together', async () => {
      const { one } = await start();
      const waits: number[] = [];
      for (let n = 1; n <= 6; n += 1) waits.push(await guess(one, from(`2001:db8::${n}`)));
      expect(waits.slice(0, 4)).toEqual([0, 0, 0, 0]);
      expect(waits[4]).toBeGreaterThan(0);
      expect(await guess(one, from('2001:db8:0:1::1'))).toBe(0);
    });

    it('are forgotten with the right one', async () => {
      const { world, one } = await start();
      for (let n = 0; n < 4; n += 1) await guess(one, HOME);
      world.clock.jump(1000);
      await one.signIn('owner', PASSWORD, HOME);
      for (let n = 0; n < 4; n += 1) expect(await guess(one, HOME)).toBe(0);
    });
  });

  describe('the audit', () => {
    it('counts failed sign-ins of an hour, and keeps 400 days', async () => {
      const { world, one, audit } = await start();
      for (let n = 0; n < 3; n += 1) await guess(one, ATTACKER);
      world.clock.jump(HOUR_MS);
      await guess(one, HOME);
      expect(await audit.list({ most: 10 })).toMatchObject([
        { action: 'sign-in.failed', target: 'owner', address: HOME.address, details: { times: 1 } },
        { target: 'owner', address: ATTACKER.address, details: { times: 3 } },
      ]);
      world.clock.jump(400 * DAY_MS);
      expect(await audit.list({ most: 10 })).toEqual([]);
    });
  });
}
