import { expect, it } from 'vitest';
import { createRemovalStep, removalOf } from '../../src/accounts/remove-account.ts';
import { openAccountCollections } from '../../src/accounts/account-collections.ts';
import { systemClock } from '../../src/runtime/clock.ts';
import { createBookWorld } from './book-world.ts';

const STEP_MS = 2000;

/** A step over a real store, with an erasure that ends when the test says so. */
async function startRemoval() {
  const store = await createBookWorld().open('server');
  const collections = openAccountCollections(store.collections);
  await collections.accounts.put('shop', { settings: {}, secrets: {}, isRemoved: true });
  const erasures: { resolve: () => void; reject: (error: Error) => void }[] = [];
  const followers: number[] = [];
  const step = createRemovalStep({
    collections,
    data: {
      deleteSome: () => Promise.resolve({ deleted: followers.shift() ?? 0, left: 'none' }),
      erase: () => new Promise((resolve, reject) => erasures.push({ resolve, reject })),
    },
    deleteOwn: () => Promise.resolve('none'),
    clock: systemClock,
  });
  return {
    ...{ erasures, followers },
    run: (signal = AbortSignal.timeout(STEP_MS)) => step(removalOf('shop'), signal),
    isStored: async () => (await collections.accounts.get('shop')) !== undefined,
  };
}

it('an erasure that outlasts a step is taken up by the next, which then deletes the record', async () => {
  const { run, erasures, isStored } = await startRemoval();
  const given = new AbortController();
  expect(await run(given.signal)).toMatchObject({ againInMs: 0 });
  expect(given.signal.aborted).toBe(false);
  expect(await isStored()).toBe(true);
  erasures[0]?.resolve();
  expect(await run()).toBe('done');
  expect(erasures).toHaveLength(1);
  expect(await isStored()).toBe(false);
});

it('a step that is aborted returns immediately while the erasure goes on', async () => {
  const { run, erasures } = await startRemoval();
  expect(await run(AbortSignal.abort())).toMatchObject({ againInMs: 0 });
  expect(erasures).toHaveLength(1);
});

it('followers that are deleted during an erasure are erased by another one', async () => {
  const { run, erasures, followers } = await startRemoval();
  await run(AbortSignal.abort());
  followers.push(1);
  await run(AbortSignal.abort());
  expect(erasures).toHaveLength(2);
});

it('an erasure that fails fails the step, and the next one begins another', async () => {
  const { run, erasures, isStored } = await startRemoval();
  await run(AbortSignal.abort());
  erasures[0]?.reject(new Error('The file is in use'));
  await expect(run()).rejects.toThrow('The file is in use');
  expect(await isStored()).toBe(true);
  await run(AbortSignal.abort());
  erasures[1]?.resolve();
  expect(await run()).toBe('done');
});
