import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { SearchIndex } from '../../../src/knowledge/index/search-index.ts';
import { createIndexWorld, documentOf } from './index-world.ts';

const PATIENCE_MS = 20_000;
const PROCESS = fileURLToPath(new URL('./build-and-wait.ts', import.meta.url));

async function documentsFound(index: SearchIndex, question: string, bases = ['shop']) {
  const { found } = await index.search(bases, { question, language: 'en', limit: 5 });
  return found.map(({ document }) => document);
}
function caughtUp(index: SearchIndex, ...bases: readonly string[]) {
  return index.catchUp(bases.length === 0 ? ['shop'] : bases, PATIENCE_MS);
}
const axis = (place: number, dimensions = 32) => {
  const vector = new Float32Array(dimensions).fill(0.01);
  vector[place] = 1;
  return vector;
};

describe('the index of a machine', () => {
  it('finds what the store holds, and after a change what it holds then', async () => {
    const world = await createIndexWorld();
    await world.documents.put('shop', documentOf('returns', 'Send the parcel back within a week.'));
    const index = world.open();
    expect(await caughtUp(index)).toBe('caught up');
    expect(await documentsFound(index, 'parcel')).toEqual(['returns']);
    await world.documents.put('shop', documentOf('returns', 'Bring the carton to the counter.'));
    await world.documents.put('shop', documentOf('prices', 'The umbrella costs nine yuan.'));
    expect(await caughtUp(index)).toBe('caught up');
    expect(await documentsFound(index, 'parcel')).toEqual([]);
    expect(await documentsFound(index, 'carton')).toEqual(['returns']);
    await world.documents.remove('shop', 'prices');
    expect(await caughtUp(index)).toBe('caught up');
    expect(await documentsFound(index, 'umbrella')).toEqual([]);
    expect(await index.countPassages(['shop'])).toBe(1);
  });

  it('takes in a document of many passages part by part, with all of them in order', async () => {
    const world = await createIndexWorld();
    const bodies = Array.from({ length: 70 }, (_, n) => `The rule number${n} is here.`);
    await world.documents.put('shop', documentOf('rules', ...bodies));
    const index = world.open();
    await caughtUp(index);
    expect(await index.countPassages(['shop'])).toBe(70);
    const { found } = await index.search(['shop'], {
      ...{ question: 'number63', language: 'en', limit: 1 },
    });
    expect(found[0]?.body).toBe('The rule number63 is here.');
  });

  it('searches several bases, and gives examples of each', async () => {
    const world = await createIndexWorld();
    await world.documents.put('shop', documentOf('returns', 'Send the parcel back.'));
    await world.documents.put('post', documentOf('stamps', 'A stamp for a parcel.'));
    const index = world.open();
    await caughtUp(index, 'shop', 'post');
    const found = await documentsFound(index, 'parcel', ['shop', 'post']);
    expect(found.toSorted()).toEqual(['returns', 'stamps']);
    const examples = await index.examples(['shop', 'post'], 'zh', 5);
    expect(examples).toEqual(['returns 0', 'stamps 0']);
    expect(await index.countPassages(['shop', 'post', 'none'])).toBe(2);
  });

  it('knows vectors of a model once all are there, and keeps the old ones until the new are', async () => {
    const world = await createIndexWorld();
    await world.documents.put('shop', documentOf('one', 'alpha'));
    await world.documents.put('shop', documentOf('two', 'beta'));
    world.want('old/model');
    const index = world.open();
    await caughtUp(index);
    expect(await index.vectorModels(['shop'])).toEqual(new Map());
    await world.addVectors('shop', 'old/model', (body) => axis(body === 'alpha' ? 3 : 4));
    await caughtUp(index);
    expect(await index.vectorModels(['shop', 'none'])).toEqual(new Map([['shop', 'old/model']]));

    world.want('new/model');
    const [first] = await world.documents.list('shop');
    if (!first) throw new Error('There is no document');
    await world.vectors.put(first, 'new/model', [axis(1, 48)]);
    await caughtUp(index);
    expect(await index.vectorModels(['shop'])).toEqual(new Map([['shop', 'old/model']]));
    await world.addVectors('shop', 'new/model', () => axis(1, 48));
    await caughtUp(index);
    expect(await index.vectorModels(['shop'])).toEqual(new Map([['shop', 'new/model']]));
    const findings = await index.search(['shop'], {
      ...{ question: 'alpha', language: 'en', limit: 5 },
      vectors: new Map([['new/model', axis(1, 48)]]),
    });
    expect(findings.found[0]?.document).toBe('one');
  });

  it('lets a second process read what the first builds, and take over when that one stops', async () => {
    const world = await createIndexWorld();
    await world.documents.put('shop', documentOf('returns', 'Send the parcel back.'));
    const builder = world.open();
    await caughtUp(builder);
    const reader = world.open();
    expect(await caughtUp(reader)).toBe('caught up');
    expect(await documentsFound(reader, 'parcel')).toEqual(['returns']);
    await world.documents.put('shop', documentOf('prices', 'The umbrella costs nine yuan.'));
    expect(await caughtUp(reader)).toBe('caught up');
    expect(await documentsFound(reader, 'umbrella')).toEqual(['prices']);
    await builder.close();
    await world.documents.put('shop', documentOf('prices', 'The lantern costs nine yuan.'));
    expect(await caughtUp(reader)).toBe('caught up');
    expect(await documentsFound(reader, 'lantern')).toEqual(['prices']);
  });

  it('is built on by another process within seconds after the builder was killed', async () => {
    const world = await createIndexWorld();
    await world.documents.put('shop', documentOf('returns', 'Send the parcel back.'));
    const killed = spawn(process.execPath, ['--import', 'tsx', PROCESS, world.folder, 'shop'], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    onTestFinished(() => void killed.kill('SIGKILL'));
    const [said] = (await once(killed.stdout, 'data')) as [Buffer];
    expect(said.toString().trim()).toBe('caught up');
    const index = world.open();
    expect(await caughtUp(index)).toBe('caught up');
    killed.kill('SIGKILL');
    await once(killed, 'exit');
    await world.documents.put('shop', documentOf('prices', 'The umbrella costs nine yuan.'));
    expect(await index.catchUp(['shop'], 8_000)).toBe('caught up');
    expect(await documentsFound(index, 'umbrella')).toEqual(['prices']);
  });

  it('is built anew when it is opened with other synonyms', async () => {
    const world = await createIndexWorld();
    await world.documents.put('shop', documentOf('robots', 'The vacuum lasts two years.'));
    const before = world.open();
    await caughtUp(before);
    expect(await documentsFound(before, 'dustbunny')).toEqual([]);
    await before.close();
    const index = world.open({ ownSynonyms: ['dustbunny vacuum'] });
    expect(await caughtUp(index)).toBe('caught up');
    expect(await documentsFound(index, 'dustbunny')).toEqual(['robots']);
  });

  it('answers a question while a large base is built, in another base and in that one', async () => {
    const world = await createIndexWorld();
    await world.documents.put('shop', documentOf('returns', 'Send the parcel back.'));
    const index = world.open();
    await caughtUp(index);
    const bodies = Array.from({ length: 1_500 }, (_, n) => `The rule number${n} is here.`);
    for (const name of ['one', 'two'])
      await world.documents.put('large', documentOf(name, ...bodies));
    let isBuilt = false;
    const building = caughtUp(index, 'large').then(() => (isBuilt = true));
    await expect.poll(() => index.countPassages(['large'])).toBeGreaterThan(0);
    expect(await documentsFound(index, 'parcel')).toEqual(['returns']);
    await documentsFound(index, 'number7', ['large']);
    expect(isBuilt).toBe(false);
    await building;
    expect(await index.countPassages(['large'])).toBe(3_000);
  });

  it('builds a damaged file anew', async () => {
    const world = await createIndexWorld();
    await world.documents.put('shop', documentOf('returns', 'Send the parcel back.'));
    const before = world.open();
    await caughtUp(before);
    await before.close();
    const file = world.fileOf('shop');
    writeFileSync(file, Buffer.alloc(readFileSync(file).length, 'broken '));
    const index = world.open();
    expect(await caughtUp(index)).toBe('caught up');
    expect(await documentsFound(index, 'parcel')).toEqual(['returns']);
  });

  it('builds a file anew of which a page is damaged while two processes read it', async () => {
    const world = await createIndexWorld();
    const bodies = Array.from({ length: 300 }, (_, n) => `The parcel number${n} is lost.`);
    await world.documents.put('shop', documentOf('returns', ...bodies));
    const before = world.open();
    await caughtUp(before);
    await before.close();
    const file = world.fileOf('shop');
    const bytes = readFileSync(file);
    writeFileSync(
      file,
      Buffer.concat([bytes.subarray(0, 8192), Buffer.alloc(bytes.length - 8192, 0xff)]),
    );
    const one = world.open();
    const other = world.open();
    expect(await caughtUp(one)).toBe('caught up');
    expect(await caughtUp(other)).toBe('caught up');
    for (const index of [one, other])
      await expect
        .poll(() => documentsFound(index, 'number7').catch(() => []), {
          timeout: PATIENCE_MS,
        })
        .toEqual(['returns']);
  });

  it('answers the question once more that a dying thread left, by a new thread', async () => {
    const world = await createIndexWorld();
    await world.documents.put('shop', documentOf('returns', 'Send the parcel back.'));
    for (const index of [world.open(), world.open({ isInMemory: true })]) {
      await caughtUp(index);
      const asked = documentsFound(index, 'parcel');
      await index.killWorker();
      await asked;
      await expect
        .poll(() => documentsFound(index, 'parcel'), { timeout: PATIENCE_MS })
        .toEqual(['returns']);
    }
  });

  it('takes an aborted question back', async () => {
    const world = await createIndexWorld();
    const index = world.open();
    const aborted = AbortSignal.abort();
    const query = { question: 'parcel', language: 'en', limit: 5 } as const;
    await expect(index.search(['shop'], { ...query, signal: aborted })).rejects.toMatchObject({
      code: 'aborted',
    });
    const stop = new AbortController();
    const asked = Array.from({ length: 9 }, () =>
      index.search(['shop'], { ...query, signal: stop.signal }),
    );
    stop.abort();
    for (const one of asked) await expect(one).rejects.toMatchObject({ code: 'aborted' });
  });

  it('survives questions of all kinds', async () => {
    const world = await createIndexWorld();
    await world.documents.put('shop', documentOf('returns', 'Send the parcel back.'));
    const index = world.open();
    await caughtUp(index);
    const questions = [
      ...['', ' ', '"', '* OR NEAR(', "'; DROP TABLE documents; --", '\0', '\ud800', '\uffff'],
      ...['a'.repeat(100_000), '退'.repeat(100_000), '"parcel" AND', '-', '()', '{}:^', '🀄🀄'],
    ];
    for (const question of questions)
      await expect(
        index.search(['shop'], { question, language: 'zh', limit: 5 }),
      ).resolves.toBeDefined();
    for (const vector of [new Float32Array(0), new Float32Array(7).fill(Infinity)])
      await index.search(['shop'], {
        ...{ question: 'parcel', language: 'en', limit: 5 },
        vectors: new Map([['one/model', vector]]),
      });
    expect(await documentsFound(index, 'parcel')).toEqual(['returns']);
  });

  it('deletes the files of bases without documents when it starts, once they are not in use', async () => {
    const world = await createIndexWorld();
    await world.documents.put('shop', documentOf('returns', 'Send the parcel back.'));
    const before = world.open();
    await caughtUp(before, 'shop', 'empty');
    await before.close();
    expect(existsSync(world.fileOf('empty'))).toBe(true);
    const index = world.open();
    await caughtUp(index);
    await expect
      .poll(() => existsSync(world.fileOf('empty')), { timeout: PATIENCE_MS })
      .toBe(false);
    expect(await documentsFound(index, 'parcel')).toEqual(['returns']);
  });

  it('has no thread before it is asked for the first time, nor one to be closed', async () => {
    const world = await createIndexWorld();
    const unused = world.open();
    await world.documents.put('shop', documentOf('returns', 'Send the parcel back.'));
    await unused.close();
    expect(unused.hasThread()).toBe(false);
    const index = world.open();
    expect(await caughtUp(index)).toBe('caught up');
    expect(index.hasThread()).toBe(true);
  });

  it('refuses what is asked after it was closed', async () => {
    const world = await createIndexWorld();
    const index = world.open();
    await index.close();
    await expect(documentsFound(index, 'parcel')).rejects.toMatchObject({ retryable: true });
  });
});
