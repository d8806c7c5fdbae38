import { expect, it } from 'vitest';
import type { DocumentRecord } from '../../../src/knowledge/bases/document-record.ts';
import { StoreUnavailableError } from '../../../src/runtime/store-unavailable-error.ts';
import { createBaseSummaries } from '../../../src/server/knowledge/base-summaries.ts';

const record = (document: string, over: Partial<DocumentRecord> = {}): DocumentRecord => ({
  ...{ base: 'shop', document, title: document, isFaq: false, language: 'zh', revision: '1' },
  ...{ hash: 'h', bytes: 1, passages: 3, state: 'ok', importedAt: 0 },
  ...over,
});

/** Documents that change by hand. */
function makeDocuments() {
  let generation = 1;
  let isAway = false;
  const lists = new Map<string, readonly DocumentRecord[]>();
  const asked: string[] = [];
  return {
    asked,
    goAway: () => (isAway = true),
    write(base: string, list: readonly DocumentRecord[]) {
      generation += 1;
      lists.set(base, list);
    },
    generation() {
      if (isAway) return Promise.reject(new StoreUnavailableError('away'));
      return Promise.resolve(generation);
    },
    list(base: string) {
      asked.push(base);
      return Promise.resolve(lists.get(base) ?? []);
    },
  };
}

it('counts what can be searched and names what failed, over several bases', async () => {
  const documents = makeDocuments();
  const problem = { en: 'encrypted', zh: '加密' };
  documents.write('shop', [
    record('a.md'),
    record('b.pdf', { state: 'failed', problem, passages: 0 }),
  ]);
  documents.write('service', [record('c.md', { passages: 4 })]);
  const summaries = createBaseSummaries(documents);
  expect(await summaries.read(['shop', 'service', 'empty'])).toEqual({
    documents: 2,
    passages: 7,
    failed: [{ document: 'b.pdf', problem }],
  });
});

it('reads a list again only after a change, and sees each change', async () => {
  const documents = makeDocuments();
  const summaries = createBaseSummaries(documents);
  await summaries.read(['shop']);
  await summaries.read(['shop']);
  expect(documents.asked).toEqual(['shop']);
  documents.write('shop', [record('a.md')]);
  expect((await summaries.read(['shop'])).documents).toBe(1);
  expect(documents.asked).toEqual(['shop', 'shop']);
});

it('goes by what it knew while the store is away', async () => {
  const documents = makeDocuments();
  documents.write('shop', [record('a.md')]);
  const summaries = createBaseSummaries(documents);
  await summaries.read(['shop']);
  documents.goAway();
  expect((await summaries.read(['shop'])).documents).toBe(1);
  expect((await summaries.read(['other'])).documents).toBe(0);
});
