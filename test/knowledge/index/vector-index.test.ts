import { rmSync } from 'node:fs';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { openIndexToRead, openIndexToWrite } from '../../../src/knowledge/index/index-database.ts';
import { createVectorIndex } from '../../../src/knowledge/index/vector-index.ts';

function makeFile(): string {
  const folder = mkdtempSync(join(tmpdir(), 'kuaihui-vectors-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return join(folder, 'base.db');
}
function open(file = ':memory:') {
  const database = openIndexToWrite(file);
  onTestFinished(() => void database.close());
  return createVectorIndex(database);
}
/** Vectors of which the first points along the first axis, and each next a little more along the second. */
function fan(count: number, dimensions = 64): Float32Array[] {
  return Array.from({ length: count }, (_, n) => {
    const vector = new Float32Array(dimensions).fill(0.01);
    vector[0] = Math.cos((n / count) * 3);
    vector[1] = Math.sin((n / count) * 3);
    return vector;
  });
}
const first = (dimensions = 64) => fan(1, dimensions)[0] ?? new Float32Array();
const idsOf = (near: readonly { readonly passage: number }[]) => near.map(({ passage }) => passage);

it('finds the nearest passages by the exact cosine', () => {
  const vectors = open();
  vectors.add('a', 'one/model', [11, 12, 13], fan(3));
  vectors.chooseServing(['one/model'], 3);
  const near = vectors.nearest(first(), 2);
  expect(idsOf(near)).toEqual([11, 12]);
  expect(near[0]?.cosine).toBeCloseTo(1, 5);
});

it('finds among thousands what comparing all would find', () => {
  const vectors = open();
  const all = Array.from({ length: 3000 }, (_, n) =>
    Float32Array.from({ length: 128 }, (_, place) => Math.sin((n + 1) * (place + 1) * 12.9898)),
  );
  const ids = all.map((_, n) => n + 1);
  vectors.add('a', 'one/model', ids, all);
  vectors.chooseServing(['one/model'], 3000);
  for (const n of [0, 700, 2999]) {
    const asked = (all[n] ?? first()).map((value, place) => value + Math.cos(place * 7 + n) * 0.7);
    expect(idsOf(vectors.nearest(asked, 5))[0]).toBe(n + 1);
  }
});

it('serves no model before every passage has a vector, and then goes on while passages are added', () => {
  const vectors = open();
  vectors.add('a', 'one/model', [1, 2], fan(2));
  vectors.chooseServing(['one/model'], 3);
  expect(vectors.serving()).toBeUndefined();
  expect(vectors.nearest(first(), 5)).toEqual([]);
  vectors.add('b', 'one/model', [3], fan(1));
  vectors.chooseServing(['one/model'], 3);
  expect(vectors.serving()).toEqual({ name: 'one/model', dimensions: 64 });
  vectors.chooseServing(['one/model'], 4);
  expect(vectors.nearest(first(), 5)).toHaveLength(3);
});

it('lets the old model serve until the new one is whole, then deletes it', () => {
  const vectors = open();
  vectors.add('a', 'old/model', [1, 2], fan(2));
  vectors.chooseServing(['old/model'], 2);
  vectors.add('a', 'new/model', [1], fan(1, 96));
  vectors.chooseServing(['new/model'], 2);
  expect(vectors.deleteUnused(['new/model'])).toBe('done');
  expect(vectors.serving()?.name).toBe('old/model');
  expect(vectors.nearest(first(), 5)).toHaveLength(2);
  vectors.add('a', 'new/model', [2], fan(2, 96).slice(1));
  vectors.chooseServing(['new/model'], 2);
  while (vectors.deleteUnused(['new/model']) === 'more');
  expect(vectors.serving()).toEqual({ name: 'new/model', dimensions: 96 });
  expect(vectors.held()).toEqual([{ document: 'a', name: 'new/model', dimensions: 96, count: 2 }]);
  expect(vectors.nearest(first(64), 5)).toEqual([]);
  expect(vectors.nearest(first(96), 5)).toHaveLength(2);
});

it('takes another length of the vectors of a model for another model', () => {
  const vectors = open();
  vectors.add('a', 'one/model', [1], fan(1));
  vectors.chooseServing(['one/model'], 1);
  vectors.add('a', 'one/model', [1], fan(1, 32));
  vectors.chooseServing(['one/model'], 1);
  expect(vectors.serving()).toEqual({ name: 'one/model', dimensions: 32 });
});

it('deletes all vectors when no model is wanted', () => {
  const vectors = open();
  vectors.add('a', 'one/model', [1, 2], fan(2));
  vectors.chooseServing(['one/model'], 2);
  while (vectors.deleteUnused([]) === 'more');
  expect(vectors.serving()).toBeUndefined();
  expect(vectors.held()).toEqual([]);
});

it('shows another process what was added and removed', () => {
  const file = makeFile();
  const vectors = open(file);
  const database = openIndexToRead(file);
  if (!database) throw new Error('There is no index');
  onTestFinished(() => void database.close());
  const reader = createVectorIndex(database);
  vectors.add('a', 'one/model', [1, 2], fan(2));
  vectors.chooseServing(['one/model'], 2);
  expect(idsOf(reader.nearest(first(), 5))).toEqual([1, 2]);
  vectors.add('b', 'one/model', [3], fan(1));
  expect(idsOf(reader.nearest(first(), 5)).toSorted()).toEqual([1, 2, 3]);
  vectors.remove('a');
  expect(idsOf(reader.nearest(first(), 5))).toEqual([3]);
});

it('describes the cosines between the passages of the base', () => {
  const vectors = open();
  expect(vectors.statistics()).toBeUndefined();
  vectors.add('a', 'one/model', [1, 2, 3, 4], fan(4));
  vectors.chooseServing(['one/model'], 4);
  const { mean = NaN, deviation = NaN } = vectors.statistics() ?? {};
  expect(mean).toBeGreaterThan(-1);
  expect(mean).toBeLessThan(1);
  expect(deviation).toBeGreaterThan(0.1);
});

it('is near to nothing with a vector that holds no numbers', () => {
  const vectors = open();
  vectors.add('a', 'one/model', [1, 2], fan(2));
  vectors.chooseServing(['one/model'], 2);
  for (const { cosine } of vectors.nearest(new Float32Array(64).fill(NaN), 5))
    expect(cosine).toBe(0);
});
