import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Worker } from 'node:worker_threads';
import { pino } from 'pino';
import { onTestFinished } from 'vitest';
import type { ReadDocument } from '../../../src/knowledge/bases/document-record.ts';
import { createDocuments } from '../../../src/knowledge/bases/documents.ts';
import { createPassageVectors } from '../../../src/knowledge/bases/passage-vectors.ts';
import { startWorker } from '../../../src/knowledge/index/start-worker.ts';
import { createWorkerSearchIndex } from '../../../src/knowledge/index/worker-search-index.ts';
import { systemClock } from '../../../src/runtime/clock.ts';
import { newId } from '../../../src/runtime/new-id.ts';
import { openSqliteStore } from '../../../src/store/sqlite/open-sqlite-store.ts';
import { unheard } from '../../support/recorded-events.ts';
import { makeFolder } from '../../store/sqlite/sqlite-world.ts';
import { defaultSettings } from '../../store/store-world.ts';

const log = pino({ level: 'silent' });

/** Opens the documents and vectors of a store in `folder`. */
export async function openKnowledgeStore(folder: string) {
  const store = await openSqliteStore(
    { ...defaultSettings, folder },
    { clock: systemClock, random: Math.random, newId, log, events: unheard, version: '0.2.0' },
  );
  const documents = createDocuments(store);
  const vectors = createPassageVectors(store);
  return { documents, vectors, close: () => store.close() };
}

/** Opens an index over a store; its files are in the folder `knowledge` beside the store. */
export function openIndexOver(
  { documents, vectors }: Awaited<ReturnType<typeof openKnowledgeStore>>,
  {
    models,
    ...place
  }: {
    readonly folder?: string;
    readonly ownSynonyms?: readonly string[];
    readonly models: () => readonly string[];
    readonly onWorker?: (worker: Worker) => void;
  },
) {
  const { folder, ownSynonyms = [], onWorker } = place;
  return createWorkerSearchIndex({
    ...(folder !== undefined && { folder: join(folder, 'knowledge') }),
    ...{ documents, vectors, models, ownSynonyms, log, clock: systemClock },
    startWorker(settings) {
      const worker = startWorker(settings);
      onWorker?.(worker);
      return worker;
    },
  });
}

/** A store with documents, and processes that index them; gone when the test is over. */
export async function createIndexWorld() {
  const folder = makeFolder();
  const store = await openKnowledgeStore(folder);
  const closing: (() => Promise<void>)[] = [() => store.close()];
  let models: readonly string[] = [];
  onTestFinished(async () => {
    for (const close of closing.reverse()) await close();
    rmSync(folder, { recursive: true, force: true });
  });
  return {
    ...store,
    folder,
    fileOf: (base: string) => join(folder, 'knowledge', `${base}.db`),
    want(...wanted: readonly string[]) {
      models = wanted;
    },
    /** Another process over the same store and, unless it is in memory, the same files. */
    open({
      isInMemory = false,
      ownSynonyms = [],
    }: { readonly isInMemory?: boolean; readonly ownSynonyms?: readonly string[] } = {}) {
      let worker: Worker | undefined;
      const index = openIndexOver(store, {
        ...{ models: () => models, ownSynonyms },
        ...(!isInMemory && { folder }),
        onWorker: (started) => (worker = started),
      });
      closing.push(() => index.close());
      return {
        ...index,
        hasThread: () => worker !== undefined,
        /** Ends the thread as an error in it would, and resolves when it is gone. */
        killWorker: async () => void (await worker?.terminate()),
      };
    },
    async addVectors(base: string, model: string, vectorOf: (body: string) => Float32Array) {
      for (const record of await store.documents.list(base)) {
        const passages = (await store.documents.passages(record)) ?? [];
        await store.vectors.put(
          record,
          model,
          passages.map(({ body }) => vectorOf(body)),
        );
      }
    },
  };
}

/** A document in English with one passage for each text. */
export function documentOf(document: string, ...bodies: readonly string[]): ReadDocument {
  return {
    ...{ document, title: document, isFaq: false, language: 'en', hash: bodies.join() },
    bytes: 1,
    passages: bodies.map((body, n) => ({ heading: `${document} ${n}`, body, wordings: [] })),
  };
}
