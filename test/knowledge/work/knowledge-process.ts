import type { Embedder } from '../../../src/answering/embedder.ts';
import type { ReadDocument } from '../../../src/knowledge/bases/document-record.ts';
import { createDocuments } from '../../../src/knowledge/bases/documents.ts';
import { createPassageVectors } from '../../../src/knowledge/bases/passage-vectors.ts';
import { KNOWLEDGE_WORK, type WorkRecord } from '../../../src/knowledge/work/work-record.ts';
import type { BackgroundStep } from '../../../src/runtime/background-queue.ts';
import { createLogLines } from '../../support/log-lines.ts';
import type { StoreWorld } from '../../store/store-world.ts';

/** What one process has for long work on documents. */
export async function openKnowledgeProcess(world: StoreWorld) {
  const store = await world.open();
  const { collections, background: queue, processes } = store;
  const { log, raw } = createLogLines();
  return {
    store,
    documents: createDocuments({ collections, clock: world.clock }),
    vectors: createPassageVectors({ collections }),
    records: collections.open<WorkRecord>(KNOWLEDGE_WORK),
    ...{ queue, processes, clock: world.clock, log, logs: raw },
    start: (kind: string, step: BackgroundStep) => queue.start(new Map([[kind, step]])),
  };
}

/** Lets time pass until something is so. */
export async function passUntil(
  { clock }: StoreWorld,
  isSo: () => boolean | Promise<boolean>,
  mostMs = 120_000,
): Promise<void> {
  for (let passed = 0; passed < mostMs; passed += 250) {
    if (await isSo()) return;
    await clock.advance(250);
  }
  throw new Error(`Not so after ${mostMs} ms`);
}

export function document(name: string, bodies: readonly string[]): ReadDocument {
  return {
    ...{ document: name, title: `T ${name}`, isFaq: false, language: 'zh' },
    ...{ hash: `${name} ${bodies.join()}`, bytes: 1 },
    passages: bodies.map((body) => ({ heading: 'H', body, wordings: [] })),
  };
}

/** Makes vectors that tell the length of a text, and remembers what it was asked. */
export function scriptedEmbedder(
  id: string,
  answer: (texts: readonly string[], signal: AbortSignal) => Promise<void> | void = () => {},
  dimensions = 3,
): Embedder & { readonly asked: string[] } {
  const asked: string[] = [];
  return {
    ...{ id, asked },
    async embed(texts, signal) {
      asked.push(...texts);
      await answer(texts, signal);
      return texts.map((text) =>
        Float32Array.from({ length: dimensions }, (_, at) => (at === 0 ? text.length : 1)),
      );
    },
  };
}
