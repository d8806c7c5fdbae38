import type { DocumentRecord } from '../bases/document-record.ts';
import type { Documents } from '../bases/ports.ts';
import type { StoredVectors } from '../bases/passage-vectors.ts';
import type { Generations } from './build-state.ts';
import type { IndexContents } from './base-index.ts';
import { findLackingVectors, planSync } from './plan-sync.ts';
import type { WorkerClient } from './worker-client.ts';

export interface SyncDeps {
  readonly worker: Pick<WorkerClient, 'ask'>;
  readonly documents: Documents;
  readonly vectors: StoredVectors;
  /** The models whose vectors are wanted; the last vectors are deleted when there are none. */
  readonly models: () => readonly string[];
  /** Ends the work between two steps by a throw. */
  readonly signal: AbortSignal;
}

/** A question waits for one such part at most. */
const PASSAGES_IN_A_PART = 16;
const VECTORS_IN_A_PART = 64;

/**
 * Brings the index of a base up to date with the store. Only documents that changed are read, and each part is a
 * transaction of its own, so that questions are answered in between. Returns `again` when the store changed meanwhile.
 */
export async function syncBase(base: string, deps: SyncDeps): Promise<'done' | 'again'> {
  const { worker, documents, signal } = deps;
  const generations = await readGenerations(deps);
  const models = deps.models();
  const records = await documents.list(base);
  const before = await worker.ask('contents', { base });
  const { removed, changed } = planSync(records, before);
  for (const document of removed) {
    signal.throwIfAborted();
    await worker.ask('remove', { base, document });
  }
  let isWhole = true;
  for (const record of changed)
    if ((await putDocument(base, record, deps)) === 'replaced') isWhole = false;
  await syncVectors(base, records, models, deps);
  while ((await worker.ask('tidy', { base, models })) === 'more') signal.throwIfAborted();
  if (!isWhole) return 'again';
  await worker.ask('finish', { base, generations, models });
  // What is no longer needed once a model serves that was collected until now.
  while ((await worker.ask('tidy', { base, models })) === 'more') signal.throwIfAborted();
  return 'done';
}

/** Reads them before anything else is read, so that what changes meanwhile is not taken for known. */
export async function readGenerations({
  documents,
  vectors,
}: Pick<SyncDeps, 'documents' | 'vectors'>): Promise<Generations> {
  return { documents: await documents.generation(), vectors: await vectors.generation() };
}

async function putDocument(
  base: string,
  record: DocumentRecord,
  { worker, documents, signal }: SyncDeps,
): Promise<'written' | 'replaced'> {
  signal.throwIfAborted();
  const passages = await documents.passages(record);
  if (!passages) return 'replaced';
  const { document, revision, title, address, isFaq, language } = record;
  const names = { document, revision, title, isFaq, language };
  let from = 0;
  do {
    signal.throwIfAborted();
    const to = from + PASSAGES_IN_A_PART;
    await worker.ask('put', {
      base,
      part: {
        ...names,
        ...(address !== undefined && { address }),
        passages: passages.slice(from, to),
        isFirst: from === 0,
        isLast: to >= passages.length,
      },
    });
    from = to;
  } while (from < passages.length);
  return 'written';
}

async function syncVectors(
  base: string,
  records: readonly DocumentRecord[],
  models: readonly string[],
  deps: SyncDeps,
): Promise<void> {
  if (models.length === 0) return;
  const contents = await deps.worker.ask('contents', { base });
  for (const model of models) {
    const dimensions = await findDimensions(records, contents, model, deps);
    for (const record of findLackingVectors(records, contents, { model, dimensions }))
      await putVectors(base, record, model, deps);
  }
}

/** Reads the vectors of one document that the index has, because a model may give other vectors than it did. */
async function findDimensions(
  records: readonly DocumentRecord[],
  contents: IndexContents,
  model: string,
  { vectors }: SyncDeps,
): Promise<number | undefined> {
  const held = new Set(
    contents.vectors.filter(({ name }) => name === model).map(({ document }) => document),
  );
  const known = records.find(({ document }) => held.has(document));
  const [first] = (known && (await vectors.read(known, model))) ?? [];
  return first?.length;
}

async function putVectors(
  base: string,
  record: DocumentRecord,
  model: string,
  { worker, vectors, signal }: SyncDeps,
): Promise<void> {
  signal.throwIfAborted();
  const stored = await vectors.read(record, model);
  if (!stored) return; // Not made yet.
  const { document, revision } = record;
  for (let from = 0; from < stored.length; from += VECTORS_IN_A_PART) {
    signal.throwIfAborted();
    const part = stored.slice(from, from + VECTORS_IN_A_PART);
    await worker.ask('putVectors', {
      base,
      part: { document, revision, model, from, vectors: part },
    });
  }
}
