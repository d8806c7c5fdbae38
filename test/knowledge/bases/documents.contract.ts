import { expect, it } from 'vitest';
import type { ReadDocument } from '../../../src/knowledge/bases/document-record.ts';
import { createDocuments } from '../../../src/knowledge/bases/documents.ts';
import {
  KNOWLEDGE_PASSAGES,
  KNOWLEDGE_VECTORS,
} from '../../../src/knowledge/bases/knowledge-collections.ts';
import type {
  Collection,
  CollectionDefinition,
  Collections,
} from '../../../src/runtime/collection.ts';
import {
  HOUR_MS,
  MINUTE_MS,
  type CreateWorld,
  type StoreProcess,
} from '../../store/store-world.ts';

/** A document of as many passages, in which each names its version. */
function someDocument(document: string, version: string, { passages = 120 } = {}): ReadDocument {
  return {
    ...{ document, title: `Title of ${document}`, isFaq: false, language: 'en' },
    ...{ hash: `hash ${version}`, bytes: 10 },
    passages: Array.from({ length: passages }, (_, n) => ({
      heading: `Heading ${n}`,
      body: `${version} ${n}`,
      wordings: [],
    })),
  };
}

/** What Documents has to keep over every driver. */
export function describeDocuments(createWorld: CreateWorld): void {
  const open = async () => {
    const world = createWorld();
    const process = async () => {
      const store = await world.open();
      return { store, documents: createDocuments({ ...store, clock: world.clock }) };
    };
    return { world, process, ...(await process()) };
  };
  const bodiesOf = async (
    documents: ReturnType<typeof createDocuments>,
    base: string,
    document: string,
  ) => {
    const record = await documents.find(base, document);
    return record && (await documents.passages(record))?.map(({ body }) => body);
  };
  const keysOf = async ({ collections }: StoreProcess, definition: CollectionDefinition) =>
    (await collections.open(definition).list('')).map(({ key }) => key);

  it('a document is read as it was put, by every process, in its base alone', async () => {
    const { documents, process } = await open();
    const other = (await process()).documents;
    const put = someDocument('退货/a b%.md', 'v1');
    await documents.put('shop', put);
    const { passages, ...content } = put;
    const record = await other.find('shop', '退货/a b%.md');
    expect(record).toMatchObject({ ...content, base: 'shop', passages: 120, state: 'ok' });
    if (!record) throw new Error('not found');
    expect(await other.passages(record)).toEqual(passages);
    expect(await other.find('other', '退货/a b%.md')).toBeUndefined();
    expect(await other.list('sho')).toEqual([]);
  });

  it('a base is listed in the order of the names', async () => {
    const { documents } = await open();
    for (const name of ['b.md', '退.md', 'a.md', 'a/é.md'])
      await documents.put('shop', someDocument(name, 'v1', { passages: 1 }));
    const names = (await documents.list('shop')).map(({ document }) => document);
    expect(names).toEqual(['a.md', 'a/é.md', 'b.md', '退.md']);
  });

  it('a new version replaces the old one and leaves nothing of it', async () => {
    const { documents, store } = await open();
    await documents.put('shop', someDocument('a.md', 'v1'));
    const old = await documents.find('shop', 'a.md');
    const vectors = store.collections.open(KNOWLEDGE_VECTORS);
    for (let n = 0; n < 12; n += 1)
      await vectors.put(`shop/a.md/${old?.revision}/model/0000${n}`, n);
    await documents.put('shop', someDocument('a.md', 'v2', { passages: 60 }));
    expect(await bodiesOf(documents, 'shop', 'a.md')).toHaveLength(60);
    expect(old && (await documents.passages(old))).toBeUndefined();
    expect(await keysOf(store, KNOWLEDGE_PASSAGES)).toHaveLength(2);
    expect(await keysOf(store, KNOWLEDGE_VECTORS)).toEqual([]);
  });

  it('a document that fails is listed with its problem and has no passages', async () => {
    const { documents, store } = await open();
    await documents.put('shop', someDocument('a.pdf', 'v1'));
    const problem = { en: 'It is encrypted', zh: '文件加密了' };
    await documents.fail('shop', {
      ...{ document: 'a.pdf', title: 'a.pdf', hash: 'h', bytes: 5, problem },
    });
    expect(await documents.list('shop')).toMatchObject([{ state: 'failed', problem, passages: 0 }]);
    expect(await bodiesOf(documents, 'shop', 'a.pdf')).toEqual([]);
    expect(await keysOf(store, KNOWLEDGE_PASSAGES)).toEqual([]);
  });

  it('a removed document is gone, and only the first removal says that there was one', async () => {
    const { documents, store } = await open();
    await documents.put('shop', someDocument('a.md', 'v1'));
    await documents.put('shop', someDocument('a.md.txt', 'v1', { passages: 1 }));
    expect(await documents.remove('shop', 'a.md')).toBe(true);
    expect(await documents.remove('shop', 'a.md')).toBe(false);
    expect((await documents.list('shop')).map(({ document }) => document)).toEqual(['a.md.txt']);
    expect(await keysOf(store, KNOWLEDGE_PASSAGES)).toHaveLength(1);
  });

  it.each(['passages', 'record'] as const)(
    'a death while the %s would be written leaves the older version, and its traces are deleted later',
    async (dies) => {
      const { documents, store, world } = await open();
      await documents.put('shop', someDocument('a.md', 'v1'));
      const dying = createDocuments({
        collections: failingAt(store.collections, dies === 'passages' ? 2 : 4),
        clock: world.clock,
      });
      await expect(dying.put('shop', someDocument('a.md', 'v2'))).rejects.toThrow('died');
      expect((await bodiesOf(documents, 'shop', 'a.md'))?.[119]).toBe('v1 119');
      expect((await keysOf(store, KNOWLEDGE_PASSAGES)).length).toBeGreaterThan(3);
      await world.clock.advance(MINUTE_MS);
      expect(await documents.deleteOrphans('shop')).toBe(0);
      await world.clock.advance(HOUR_MS);
      expect(await documents.deleteOrphans('another')).toBe(0);
      expect(await documents.deleteOrphans('shop')).toBe(1);
      expect((await bodiesOf(documents, 'shop', 'a.md'))?.[119]).toBe('v1 119');
      expect(await keysOf(store, KNOWLEDGE_PASSAGES)).toHaveLength(3);
    },
  );

  it('a death before the old version is deleted leaves the new one, and the next import cleans up', async () => {
    const { documents, store, world } = await open();
    await documents.put('shop', someDocument('a.md', 'v1'));
    await world.clock.advance(2 * HOUR_MS);
    const dying = createDocuments({
      collections: failingAt(store.collections, Infinity, 1),
      clock: world.clock,
    });
    await expect(dying.put('shop', someDocument('a.md', 'v2'))).rejects.toThrow('died');
    expect((await bodiesOf(documents, 'shop', 'a.md'))?.[0]).toBe('v2 0');
    expect(await keysOf(store, KNOWLEDGE_PASSAGES)).toHaveLength(6);
    await documents.put('shop', someDocument('a.md', 'v3'));
    expect(await keysOf(store, KNOWLEDGE_PASSAGES)).toHaveLength(3);
  });

  it('of two processes that put the same document concurrently one revision stays, whole and alone', async () => {
    const { documents, process, store } = await open();
    const other = (await process()).documents;
    await documents.put('shop', someDocument('a.md', 'v0'));
    const versions = ['v1', 'v2', 'v3', 'v4'];
    await Promise.all(
      versions.map((version, n) =>
        (n % 2 === 0 ? documents : other).put('shop', someDocument('a.md', version)),
      ),
    );
    const bodies = await bodiesOf(other, 'shop', 'a.md');
    expect(bodies).toHaveLength(120);
    expect(new Set(bodies?.map((body) => body.slice(0, 2))).size).toBe(1);
    expect(await keysOf(store, KNOWLEDGE_PASSAGES)).toHaveLength(3);
  });

  it('wordings are added to the passages of the revision that was read, and to no other', async () => {
    const { documents, store } = await open();
    await documents.put('shop', someDocument('a.md', 'v1'));
    const record = await documents.find('shop', 'a.md');
    if (!record) throw new Error('not found');
    const before = await documents.generation();
    const added = new Map([[110, ['how?', 'how?']]]);
    expect(await documents.addWordings(record, added)).toBe('written');
    expect(await documents.generation()).toBeGreaterThan(before);
    expect(await documents.addWordings(record, added)).toBe('stale');
    const next = await documents.find('shop', 'a.md');
    if (!next) throw new Error('not found');
    expect({ ...next, revision: '' }).toEqual({ ...record, revision: '' });
    const passages = await documents.passages(next);
    expect(passages?.[110]).toEqual({ heading: 'Heading 110', body: 'v1 110', wordings: ['how?'] });
    expect(passages?.[109]?.wordings).toEqual([]);
    expect(await keysOf(store, KNOWLEDGE_PASSAGES)).toHaveLength(3);
  });

  it('each change is noticed by another process, and the number of the changes rises', async () => {
    const { documents, process, world } = await open();
    const other = (await process()).documents;
    const before = await other.generation();
    const noticed = new Promise<void>((resolve) => {
      const end = other.follow(() => {
        end();
        resolve();
      });
    });
    await documents.put('shop', someDocument('a.md', 'v1', { passages: 1 }));
    await world.clock.advance(500);
    await noticed;
    const put = await other.generation();
    expect(put).toBeGreaterThan(before);
    await documents.remove('shop', 'a.md');
    expect(await other.generation()).toBeGreaterThan(put);
  });
}

/** Dies at the `n`th write, and at the `m`th deletion. */
function failingAt(collections: Collections, write: number, deletion = Infinity): Collections {
  let writes = 0;
  let deletions = 0;
  return {
    ...collections,
    open<Value>(definition: CollectionDefinition): Collection<Value> {
      const collection = collections.open<Value>(definition);
      return {
        ...collection,
        put(...given) {
          writes += 1;
          return writes >= write ? Promise.reject(new Error('died')) : collection.put(...given);
        },
        delete(key) {
          deletions += 1;
          return deletions >= deletion ? Promise.reject(new Error('died')) : collection.delete(key);
        },
      };
    },
  };
}
