import { describe, expect, it } from 'vitest';
import type { FollowerId } from '../../src/turns/turn.ts';
import {
  accept,
  arrival,
  ask,
  askAndAnswer,
  asks,
  DAY_MS,
  give,
  mustNotPlan,
  replies,
  saysNothing,
  slice,
  type CreateWorld,
  type StoreProcess,
} from './store-world.ts';

const idOf = (account: string, number: number): FollowerId => ({ account, openId: `o${number}` });

/** A follower with a given answer, an owed one, a running one and a command. */
async function talk(store: StoreProcess, follower: FollowerId): Promise<void> {
  const from = (key: string) => ({ follower, nonce: `${key} ${follower.openId}` });
  const given = await askAndAnswer(store, '1', '一。', from('1'));
  await give(store, '1', [slice(given, 0, 2)], { follower });
  await askAndAnswer(store, '2', '二。', from('2'));
  await ask(store, '3', '?', from('3'));
  await accept(store, '4', replies('好。'), from('4'));
  await store.deliveries.claimCourier(follower);
}

async function deleteAll(store: StoreProcess, account: string, most: number): Promise<number> {
  let deleted = 0;
  for (;;) {
    const step = await store.accountData.deleteSome(account, most);
    expect(step.deleted).toBeLessThanOrEqual(most);
    deleted += step.deleted;
    if (step.left === 'none') return deleted;
  }
}

/** What AccountData of every driver has to keep. */
export function describeAccountData(createWorld: CreateWorld): void {
  describe('an account that is deleted', () => {
    it('leaves nothing, and other accounts as they are', async () => {
      const world = createWorld({ quotaDay: () => '2026-11-30' });
      const [server, command] = [await world.open(), await world.open('command')];
      for (const account of ['a', 'ab', 'o1'])
        for (let n = 0; n < 7; n += 1) await talk(server, idOf(account, n));
      for (const account of ['a', 'ab']) {
        await server.capability.learn(account, { customerService: 'yes' }, DAY_MS);
        await server.accessTokens(account).write('token', DAY_MS);
      }
      const kept = await server.deliveries.state(idOf('ab', 1));

      expect(await deleteAll(command, 'a', 3)).toBe(7);
      for (let n = 0; n < 7; n += 1) {
        const follower = idOf('a', n);
        expect((await server.deliveries.state(follower)).turns).toEqual([]);
        expect((await server.deliveries.attempts(follower, '1')).newest).toBe(0);
      }
      expect((await server.capability.read('a')).customerService).toBe('unknown');
      expect(await server.accessTokens('a').read()).toBeUndefined();
      expect(await server.deliveries.state(idOf('ab', 1))).toEqual(kept);
      expect((await server.capability.read('ab')).customerService).toBe('yes');
      expect((await server.accessTokens('ab').read())?.token).toBe('token');
      expect((await server.deliveries.state(idOf('o1', 1))).turns).toHaveLength(2);
      expect(await deleteAll(command, 'a', 3)).toBe(0);
    });

    it('forgets its signatures and what its followers used', async () => {
      const world = createWorld({ quotaDay: () => '2026-11-30' });
      const store = await world.open();
      const who = { follower: idOf('a', 1) };
      await accept(store, '1', asks('?'), who);
      await deleteAll(store, 'a', 10);
      await store.inbox.accept(
        arrival('1', who),
        (facts) => {
          expect(facts.used?.today ?? 0).toBe(0);
          return saysNothing()();
        },
        store.arrivalSettings,
      );
      await expect(accept(store, '1', mustNotPlan, { ...who, nonce: 'b' })).resolves.toMatchObject({
        is: 'repeat',
      });
    });

    it('takes no text of a turn that was being written', async () => {
      const world = createWorld();
      const [server, command] = [await world.open(), await world.open('command')];
      const turn = await ask(server, '1', '?', { follower: idOf('a', 1) });
      await deleteAll(command, 'a', 10);
      expect(await server.turns.append([{ turn, text: '一。', origin: 'model' }])).toEqual([
        'replaced',
      ]);
      const ending = { state: 'complete', rest: '二。' } as const;
      expect(await server.turns.finish(turn, ending, 'model')).toBe('replaced');
      expect(await deleteAll(command, 'a', 10)).toBe(0);
    });

    it('begins anew under the same name', async () => {
      const store = await createWorld().open();
      await talk(store, idOf('a', 1));
      await deleteAll(store, 'a', 10);
      await store.accountData.erase();
      expect(await ask(store, '1', '?', { follower: idOf('a', 1) })).toMatchObject({ sequence: 1 });
    });
  });

  describe('credentials that changed', () => {
    it('make the token and what the account may do unknown, for that account only', async () => {
      const world = createWorld();
      const [one, other] = [await world.open(), await world.open()];
      for (const account of ['a', 'b']) {
        await one.capability.learn(account, { customerService: 'no', typing: 'no' }, DAY_MS);
        await one.accessTokens(account).write('token', DAY_MS);
      }
      await one.accountData.forgetCredentials('a');
      expect(await other.accessTokens('a').read()).toBeUndefined();
      const unknown = { customerService: 'unknown', typing: 'yes' };
      expect(await other.capability.read('a')).toEqual(unknown);
      expect(await other.accessTokens('b').read()).toBeDefined();
      expect((await other.capability.read('b')).customerService).toBe('no');
    });
  });
}
