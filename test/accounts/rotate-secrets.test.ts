import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { AccountCollections } from '../../src/accounts/account-collections.ts';
import { rotateSecrets, type KeyRing } from '../../src/accounts/rotate-secrets.ts';
import { createSecretBox } from '../../src/accounts/secret-box.ts';
import { readKeyFile } from '../../src/config/secret-key-file.ts';
import { newId } from '../../src/runtime/new-id.ts';
import type { Collection } from '../../src/runtime/collection.ts';
import { createStepClock, type StepClock } from '../support/step-clock.ts';
import { createBookWorld, type BookOnHand } from './book-world.ts';

const TOKENS = { a: 'tokenOfTheShop01', b: 'tokenOfTheShop02', c: 'tokenOfTheShop03' };
const OLDER = 'the older secret of thirty-two characters';
const NEWER = 'the newer secret of thirty-two characters';

/** Longer than a killed rotation holds its lease. */
const LEASE_ENDS_MS = 6000;

async function addAccounts(book: BookOnHand): Promise<void> {
  for (const [name, token] of Object.entries(TOKENS))
    await book.add(name, { WECHAT_TOKEN: token, OPENAI_API_KEY: `sk-${name}`, OPENAI_MODEL: 'm' });
  await book.set('a', { WECHAT_TOKEN: 'theNewToken01234' });
  await book.set('a', { WECHAT_TOKEN: TOKENS.a });
}

const rotate = (book: BookOnHand, clock: StepClock, over: Partial<BookOnHand> = {}) =>
  rotateSecrets({ collections: book.collections, ring: book.ring, clock, newId, ...over });

/** Opens every secret with the keys as they are now. */
async function openAll({ collections, ring }: BookOnHand): Promise<Record<string, string>> {
  const box = createSecretBox(ring.read());
  const place = { account: 'a', setting: 'WECHAT_TOKEN' };
  const previous = await collections.previousTokens.get('a');
  const opened: Record<string, string> = {
    previous: previous ? box.open(previous.value.token, place) : 'gone',
  };
  for (const { key: account, value } of await collections.accounts.list(''))
    for (const [setting, sealed] of Object.entries(value.secrets))
      opened[`${account} ${setting}`] = box.open(sealed, { account, setting });
  return opened;
}

/** Which keys seal something. */
async function sealingKeys({ collections }: BookOnHand): Promise<ReadonlySet<string>> {
  const records = await collections.accounts.list('');
  const previous = await collections.previousTokens.list('');
  return new Set([
    ...records.flatMap(({ value }) => Object.values(value.secrets).map(({ key }) => key)),
    ...previous.map(({ value }) => value.token.key),
  ]);
}

const EXPECTED = {
  previous: 'theNewToken01234',
  ...Object.fromEntries(
    Object.entries(TOKENS).flatMap(([name, token]) => [
      [`${name} WECHAT_TOKEN`, token],
      [`${name} OPENAI_API_KEY`, `sk-${name}`],
    ]),
  ),
};

/** A process that is killed before its operation of this number, and does nothing afterwards. */
function killedAt(
  book: BookOnHand,
  number: number,
): Partial<BookOnHand> & { wasKilled(): boolean } {
  let count = 0;
  const live = () => {
    count += 1;
    if (count > number) throw new Error('killed');
  };
  const guard = <Value>(collection: Collection<Value>): Collection<Value> => ({
    get: async (...args) => (live(), collection.get(...args)),
    list: async (...args) => (live(), collection.list(...args)),
    put: async (...args) => (live(), collection.put(...args)),
    delete: async (...args) => (live(), collection.delete(...args)),
  });
  const { accounts, previousTokens, keys, server, history, mcpServers } = book.collections;
  const collections: AccountCollections = {
    accounts: guard(accounts),
    previousTokens: guard(previousTokens),
    keys: guard(keys),
    server: guard(server),
    history: guard(history),
    mcpServers: guard(mcpServers),
  };
  const ring: KeyRing = {
    kind: book.ring.kind,
    read: () => (live(), book.ring.read()),
    add: () => (live(), book.ring.add()),
    keepNewest: () => (live(), book.ring.keepNewest()),
  };
  return { collections, ring, wasKilled: () => count > number };
}

describe('the rotation of the secret key', () => {
  it('seals every secret with a new key and drops the old one', async () => {
    const clock = createStepClock();
    const world = createBookWorld(clock);
    const book = await world.book();
    await addAccounts(book);
    const [old] = await sealingKeys(book);
    expect(await rotate(book, clock)).toEqual({ resealed: 3, closed: [] });
    const [newest, ...others] = await sealingKeys(book);
    expect(others).toEqual([]);
    expect(newest).not.toBe(old);
    expect(book.ring.read().keys.map(({ name }) => name)).toEqual([newest]);
    expect((await book.collections.keys.list('')).map(({ key }) => key)).toEqual([newest]);
    expect(await openAll(book)).toEqual(EXPECTED);
  });

  it('seals the values of before anew, so that a change can still be undone', async () => {
    const clock = createStepClock();
    const book = await createBookWorld(clock).book();
    await book.set('default', { WECHAT_TOKEN: 'first1' });
    await book.set('default', { WECHAT_TOKEN: 'second2' });
    await rotate(book, clock);
    await book.undo('default', 'WECHAT_TOKEN', { by: 'owner' });
    expect(await book.opened('default', 'WECHAT_TOKEN')).toBe('first1');
  });

  it.each(['file', 'environment'])(
    'killed at any instant, leaves every secret open, and is completed by the next (%s)',
    async (kind) => {
      const clock = createStepClock();
      for (let number = 0; ; number += 1) {
        const world = createBookWorld(clock);
        const older = kind === 'file' ? {} : { secret: OLDER };
        const newer = kind === 'file' ? {} : { secret: NEWER, previousSecret: OLDER };
        await addAccounts(await world.book({}, older));
        const book = await world.book({}, newer);
        const [old] = await sealingKeys(book);
        const { wasKilled, ...killed } = killedAt(book, number);
        await rotate(book, clock, killed).catch(() => {});
        expect(await openAll(book), `after ${number} operations`).toEqual(EXPECTED);
        if (!wasKilled()) break;

        clock.jump(LEASE_ENDS_MS);
        await rotate(book, clock);
        expect(await openAll(book)).toEqual(EXPECTED);
        const sealing = await sealingKeys(book);
        expect(sealing.size).toBe(1);
        expect(sealing.has(old ?? '')).toBe(false);
        expect(sealing.has(book.ring.read().keys[0]?.name ?? '')).toBe(true);
        if (kind === 'file') expect(readKeyFile(world.folder)).toHaveLength(1);
      }
    },
    120_000,
  );

  it('loses nothing that is set while it runs', async () => {
    const clock = createStepClock();
    const world = createBookWorld(clock);
    const [book, other] = [await world.book(), await world.book()];
    await addAccounts(book);
    const names = Array.from({ length: 10 }, (_, n) => `new-${n}`);
    await Promise.all([
      rotate(book, clock),
      ...names.map((name) => other.add(name, { WECHAT_TOKEN: `tokenOf${name.replace('-', '')}` })),
    ]);
    const opened = await openAll(book);
    for (const name of names)
      expect(opened[`${name} WECHAT_TOKEN`]).toBe(`tokenOf${name.replace('-', '')}`);
  });

  it('lets one process rotate at a time', async () => {
    const clock = createStepClock();
    const world = createBookWorld(clock);
    const [book, other] = [await world.book(), await world.book()];
    await addAccounts(book);
    const both = Promise.all([rotate(book, clock), rotate(other, clock)]);
    let isDone = false;
    void both.finally(() => (isDone = true));
    while (!isDone) await clock.advance(100);
    await both;
    expect(await openAll(book)).toEqual(EXPECTED);
    expect(readKeyFile(world.folder)).toHaveLength(1);
  });

  it('seals nothing while the old key is missing, until the deployer says that it is lost', async () => {
    const clock = createStepClock();
    const world = createBookWorld(clock);
    await addAccounts(await world.book());
    rmSync(join(world.folder, 'secret.key'));
    const book = await world.book();
    await expect(rotate(book, clock)).rejects.toThrow('rotate --lost');
    await expect(book.set('a', { WECHAT_TOKEN: TOKENS.b })).rejects.toThrow('rotate --lost');
    expect(readKeyFile(world.folder)).toEqual([]);
    const lost = await rotateSecrets(
      { collections: book.collections, ring: book.ring, clock, newId },
      true,
    );
    expect(lost).toEqual({ resealed: 0, closed: ['a', 'b', 'c'] });
    await book.set('a', { WECHAT_TOKEN: TOKENS.b });
    expect(await book.opened('a', 'WECHAT_TOKEN')).toBe(TOKENS.b);
  });

  it('has nothing to do where no secret was ever sealed', async () => {
    const clock = createStepClock();
    const book = await createBookWorld(clock).book();
    await expect(rotate(book, clock)).rejects.toThrow('nothing to rotate');
  });
});
