import { describe, expect, it } from 'vitest';
import type { Embedder } from '../../../src/answering/embedder.ts';
import { createEmbedDocuments } from '../../../src/knowledge/embedding/embed-documents.ts';
import { AnswererError } from '../../../src/turns/answerer-error.ts';
import { createSqliteWorld } from '../../store/sqlite/sqlite-world.ts';
import type { StoreWorld } from '../../store/store-world.ts';
import {
  document,
  openKnowledgeProcess,
  passUntil,
  scriptedEmbedder,
} from '../work/knowledge-process.ts';

async function openProcess(world: StoreWorld, embedder: Embedder) {
  const own = await openKnowledgeProcess(world);
  const work = createEmbedDocuments({
    ...own,
    ...{ embedder, account: 'default', bases: () => Promise.resolve(['shop']) },
  });
  const stop = own.start(work.kind, work.step);
  return {
    ...own,
    work,
    async end() {
      await stop();
      await work.close();
    },
    isComplete: async () => (await work.progress())?.state === 'complete',
    async read(name: string, model = embedder.id) {
      const record = await own.documents.find('shop', name);
      return record && (await own.vectors.read(record, model));
    },
  };
}

const refused = (failure: 'content-refused' | 'key') =>
  new AnswererError('provider_refused', 'box refused', { retryable: false, failure });
const hang = (_texts: readonly string[], signal: AbortSignal) =>
  new Promise<void>((_resolve, reject) =>
    signal.addEventListener('abort', () =>
      reject(new AnswererError('aborted', 'x', { retryable: false })),
    ),
  );

describe('the vectors of documents', () => {
  it('are made at the start and after each change, of title, heading and body', async () => {
    const world = createSqliteWorld();
    const embedder = scriptedEmbedder('box/e');
    const process = await openProcess(world, embedder);
    await process.documents.put('shop', document('a', ['退货', '换货']));
    await process.work.begin();
    await passUntil(world, process.isComplete);
    expect(await process.read('a')).toHaveLength(2);
    expect(embedder.asked).toEqual(['-', 'T a\nH\n退货', 'T a\nH\n换货']);
    expect(await process.work.progress()).toEqual({ state: 'complete', done: 2, total: 2 });

    await process.documents.put('shop', document('b', ['发货']));
    await passUntil(world, async () => (await process.read('b')) !== undefined);
    await passUntil(world, process.isComplete);
    expect(embedder.asked).toHaveLength(4);
    await process.end();
  });

  it('of another model serve until the new ones are there, and are deleted then', async () => {
    const world = createSqliteWorld();
    const older = await openProcess(world, scriptedEmbedder('box/old'));
    await older.documents.put('shop', document('a', ['退货']));
    await older.work.begin();
    await passUntil(world, older.isComplete);
    await older.end();

    let go = () => {};
    const gate = new Promise<void>((resolve) => (go = resolve));
    const newer = await openProcess(
      world,
      scriptedEmbedder('box/new', () => gate),
    );
    await newer.work.begin();
    await world.clock.advance(5000);
    expect(await newer.read('a', 'box/old')).toHaveLength(1);
    go();
    await passUntil(world, newer.isComplete);
    expect(await newer.read('a')).toHaveLength(1);
    expect(await newer.read('a', 'box/old')).toBeUndefined();
    await newer.end();
  });

  it('are made anew when the same name brings other dimensions', async () => {
    const world = createSqliteWorld();
    const first = await openProcess(world, scriptedEmbedder('box/e'));
    await first.documents.put('shop', document('a', ['退货']));
    await first.work.begin();
    await passUntil(world, first.isComplete);
    await first.end();
    const second = await openProcess(
      world,
      scriptedEmbedder('box/e', () => {}, 5),
    );
    await second.documents.put('shop', document('b', ['发货']));
    await second.work.begin();
    await passUntil(world, async () => (await second.read('a'))?.[0]?.length === 5);
    await second.end();
  });

  it('are made by one process, and by another when that one dies', async () => {
    const world = createSqliteWorld();
    const dying = scriptedEmbedder('box/e', hang);
    const first = await openProcess(world, dying);
    await first.documents.put('shop', document('a', ['退货']));
    await first.work.begin();
    await passUntil(world, () => dying.asked.length > 0);
    const embedder = scriptedEmbedder('box/e');
    const second = await openProcess(world, embedder);
    await second.work.begin();
    await world.clock.advance(10_000);
    expect(embedder.asked).toEqual([]);
    first.store.freeze();
    await passUntil(world, second.isComplete);
    expect(await second.read('a')).toHaveLength(1);
    expect(dying.asked).toHaveLength(1);
    await second.end();
    await first.end();
  });

  it('wait for a vendor that fails, longer each time, and the log says why', async () => {
    const world = createSqliteWorld();
    const failures: number[] = [];
    const embedder = scriptedEmbedder('box/e', () => {
      if (failures.length >= 3) return;
      failures.push(world.clock.now());
      throw refused('key');
    });
    const process = await openProcess(world, embedder);
    await process.documents.put('shop', document('a', ['退货']));
    await process.work.begin();
    await passUntil(world, () => failures.length === 1);
    await world.clock.advance(1000);
    expect(await process.work.progress()).toMatchObject({
      ...{ state: 'waiting', done: 0, total: 1 },
      problem: { en: 'box refused', zh: 'box refused' },
    });
    await passUntil(world, process.isComplete);
    const [one = 0, two = 0, three = 0] = failures;
    expect(two - one).toBeGreaterThanOrEqual(5000);
    expect(three - two).toBeGreaterThanOrEqual(10_000);
    expect(process.logs()).toContain('embedding_failed');
    expect(process.logs()).not.toContain('退货');
    await process.end();
  });

  it('are made of the title where a filter refuses a passage', async () => {
    const world = createSqliteWorld();
    const embedder = scriptedEmbedder('box/e', (texts) => {
      if (texts.some((text) => text.includes('违禁'))) throw refused('content-refused');
    });
    const process = await openProcess(world, embedder);
    await process.documents.put('shop', document('a', ['退货', '违禁']));
    await process.work.begin();
    await passUntil(world, process.isComplete);
    expect((await process.read('a'))?.map(([length]) => length)).toEqual([8, 3]);
    await process.end();
  });
});
