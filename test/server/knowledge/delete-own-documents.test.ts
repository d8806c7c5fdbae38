import { expect, it } from 'vitest';
import { openAccountCollections } from '../../../src/accounts/account-collections.ts';
import { createDocuments } from '../../../src/knowledge/bases/documents.ts';
import { DRAFT_DECISIONS } from '../../../src/learning/learning-collections.ts';
import { createOwnDeletion } from '../../../src/server/knowledge/delete-own-documents.ts';
import { createBookWorld } from '../../accounts/book-world.ts';
import { document } from '../../knowledge/work/knowledge-process.ts';

const record = (settings: Readonly<Record<string, string>>, isRemoved = false) => ({
  ...{ settings, secrets: {} },
  ...(isRemoved && { isRemoved }),
});

async function startWorld(environment: Readonly<Record<string, string>> = {}) {
  const { collections, rings } = await createBookWorld().open('server');
  const { accounts } = openAccountCollections(collections);
  const documents = createDocuments({ collections });
  const decisions = collections.open(DRAFT_DECISIONS);
  const deleteOwn = createOwnDeletion({ collections, rings, environment });
  return {
    ...{ accounts, documents, decisions, rings },
    fill: async (...bases: readonly string[]) => {
      for (const base of bases) await documents.put(base, document('a.md', ['一', '二']));
    },
    remove: async (account: string) => {
      let steps = 1;
      for (; (await deleteOwn(account)) === 'more'; steps += 1);
      return steps;
    },
    count: async (base: string) => (await documents.list(base)).length,
  };
}

it('deletes the documents of bases that no other account reads, and the decisions', async () => {
  const { accounts, decisions, fill, remove, count } = await startWorld({
    KNOWLEDGE_BASES: 'service',
  });
  await accounts.put('shop', record({ KNOWLEDGE_BASES: 'shop,mine,service,shared' }, true));
  await accounts.put('other', record({ KNOWLEDGE_BASES: 'other,shared' }));
  await accounts.put('gone', record({ KNOWLEDGE_BASES: 'mine' }, true));
  await fill('shop', 'mine', 'service', 'shared', 'other');
  await decisions.put('shop/x', {});
  await decisions.put('shopping/x', {});
  await remove('shop');
  const bases = ['shop', 'mine', 'service', 'shared', 'other'];
  expect(await Promise.all(bases.map(count))).toEqual([0, 0, 1, 1, 1]);
  expect((await decisions.list('')).map(({ key }) => key)).toEqual(['shopping/x']);
});

it('a base with the name of the account stays where another account names it', async () => {
  const { accounts, fill, remove, count } = await startWorld();
  await accounts.put('shop', record({}, true));
  await accounts.put('other', record({ KNOWLEDGE_BASES: 'shop' }));
  await fill('shop');
  await remove('shop');
  expect(await count('shop')).toBe(1);
});

it('deletes many documents step by step, so that other work comes in between', async () => {
  const { accounts, documents, remove, count } = await startWorld();
  await accounts.put('shop', record({}, true));
  for (let n = 0; n < 23; n += 1) await documents.put('shop', document(`${n}.md`, ['一']));
  expect(await remove('shop')).toBe(5);
  expect(await count('shop')).toBe(0);
});

it('keeps documents while it cannot be read what another account names', async () => {
  const { accounts, fill, remove, count } = await startWorld();
  await accounts.put('shop', record({}, true));
  await accounts.put('altered', { settings: 1 } as never);
  await fill('shop');
  await remove('shop');
  expect(await count('shop')).toBe(1);
});

it("deletes the account's ring of WeChat's calls, and no other", async () => {
  const { rings, remove } = await startWorld();
  await rings.append('webhook-calls/shop', ['a call'], 10);
  await rings.append('webhook-calls/shopping', ['a call'], 10);
  await remove('shop');
  expect((await rings.read('webhook-calls/shop', { most: 10 })).entries).toEqual([]);
  expect((await rings.read('webhook-calls/shopping', { most: 10 })).entries).toHaveLength(1);
});
