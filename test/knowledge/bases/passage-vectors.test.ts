import { expect, it } from 'vitest';
import { createPassageVectors } from '../../../src/knowledge/bases/passage-vectors.ts';
import type { DocumentRecord } from '../../../src/knowledge/bases/document-record.ts';
import { createSqliteWorld } from '../../store/sqlite/sqlite-world.ts';

function recordOf(document: string, passages: number, revision = 'r1'): DocumentRecord {
  return {
    ...{ base: 'shop', document, title: document, isFaq: false, language: 'en', revision },
    ...{ hash: '', bytes: 1, passages, state: 'ok', importedAt: 0 },
  };
}
function some(count: number, dimensions = 4): Float32Array[] {
  return Array.from({ length: count }, (_, n) => new Float32Array(dimensions).fill(n + 0.25));
}
async function open() {
  return createPassageVectors(await createSqliteWorld().open());
}

it('returns the vectors of a revision in the order of its passages', async () => {
  const vectors = await open();
  const record = recordOf('a/b c', 120);
  expect(await vectors.read(record, 'one/model')).toBeUndefined();
  await vectors.put(record, 'one/model', some(120));
  expect(await vectors.read(record, 'one/model')).toEqual(some(120));
  expect(await vectors.read(record, 'other/model')).toBeUndefined();
  expect(await vectors.read(recordOf('a/b c', 120, 'r2'), 'one/model')).toBeUndefined();
});

it('has no vectors while only some of them are written', async () => {
  const vectors = await open();
  await vectors.put(recordOf('a', 60), 'one/model', some(60));
  await vectors.put(recordOf('a', 60), 'one/model', some(50, 8));
  expect(await vectors.read(recordOf('a', 60), 'one/model')).toBeUndefined();
});

it('replaces vectors by those of another length', async () => {
  const vectors = await open();
  await vectors.put(recordOf('a', 60), 'one/model', some(60));
  await vectors.put(recordOf('a', 60), 'one/model', some(60, 8));
  expect((await vectors.read(recordOf('a', 60), 'one/model'))?.[59]).toHaveLength(8);
});

it('refuses vectors of several lengths', async () => {
  const vectors = await open();
  const mixed = [...some(1), ...some(1, 8)];
  await expect(vectors.put(recordOf('a', 2), 'one/model', mixed)).rejects.toThrow(TypeError);
});

it('deletes the vectors of other revisions and models, and of a document that is gone', async () => {
  const vectors = await open();
  const [before, now] = [recordOf('a', 700), recordOf('a', 2, 'r2')];
  await vectors.put(before, 'one/model', some(700));
  for (const model of ['one/model', 'two/model']) await vectors.put(now, model, some(2));
  await vectors.put(recordOf('b', 2), 'one/model', some(2));
  await vectors.prune('shop', 'a', { revision: 'r2', models: ['two/model'] });
  expect(await vectors.read(before, 'one/model')).toBeUndefined();
  expect(await vectors.read(now, 'one/model')).toBeUndefined();
  expect(await vectors.read(now, 'two/model')).toEqual(some(2));
  await vectors.prune('shop', 'a', { models: ['two/model'] });
  expect(await vectors.read(now, 'two/model')).toBeUndefined();
  expect(await vectors.read(recordOf('b', 2), 'one/model')).toEqual(some(2));
});

it('tells of a change, and counts it', async () => {
  const vectors = await open();
  const before = await vectors.generation();
  const told = new Promise<void>((resolve) => void vectors.follow(resolve));
  await vectors.put(recordOf('a', 1), 'one/model', some(1));
  await told;
  expect(await vectors.generation()).toBeGreaterThan(before);
});
