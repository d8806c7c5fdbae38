import type { Embedder } from '../../answering/embedder.ts';
import { AnswererError } from '../../turns/answerer-error.ts';
import type { DocumentRecord } from '../bases/document-record.ts';
import type { Documents, PassageVectors } from '../bases/ports.ts';
import { createClaimedWork, type ClaimedWorkDeps, type Job } from '../work/claimed-work.ts';
import type { WorkProgress } from '../work/work-record.ts';
import { embedPassages } from './embed-passages.ts';

export interface EmbedDocumentsDeps extends Omit<ClaimedWorkDeps, 'generation'> {
  readonly documents: Pick<Documents, 'list' | 'find' | 'passages' | 'generation' | 'follow'>;
  readonly vectors: PassageVectors;
  /** Every base that an account reads. */
  readonly bases: () => Promise<readonly string[]>;
  /** Of EMBEDDING_MODEL. */
  readonly embedder: Embedder;
  /** The account that pays, for the record. */
  readonly account: string;
}

/** Makes the vectors of all documents, again whenever these change. */
export interface EmbedDocuments extends Pick<
  ReturnType<typeof createClaimedWork>,
  'kind' | 'step' | 'close'
> {
  /** Asks for what is missing, now and after each change, until `close`. */
  begin(): Promise<void>;
  progress(): Promise<WorkProgress | undefined>;
}

/** A death in the middle of a document loses no more than its vectors so far. */
const PASSAGES_AT_ONCE = 64;
/** Changes come in crowds, as when a folder is imported. */
const LOOK_AFTER_CHANGE_MS = 500;
/** A vendor that answers with other dimensions each time would be asked for ever. */
const MOST_ROUNDS = 3;

/**
 * Creates the work that makes missing vectors, document by document, once for all processes. Vectors of older revisions
 * and of other models are deleted when a base is complete, so that they serve until then.
 */
export function createEmbedDocuments(deps: EmbedDocumentsDeps): EmbedDocuments {
  const { documents, vectors, embedder, clock, log } = deps;
  /** The dimensions of stored vectors that this process has seen, by revision. */
  let seen = new Map<string, number>();
  const pruned = new Set<string>();
  let dimensions: number | undefined;

  const missing = async (records: readonly DocumentRecord[]) => {
    const found: DocumentRecord[] = [];
    for (const record of records) {
      const key = keyOf(record);
      if (!seen.has(key)) {
        const stored = await vectors.read(record, embedder.id);
        const [first] = stored ?? [];
        if (first && stored?.length === record.passages) seen.set(key, first.length);
      }
      if (seen.get(key) !== dimensions) found.push(record);
    }
    return found;
  };

  /** Returns the number of passages that were embedded. */
  const embedDocument = async (
    record: DocumentRecord,
    report: (done: number) => Promise<void>,
    signal: AbortSignal,
  ): Promise<number> => {
    const passages = await documents.passages(record);
    // Replaced meanwhile; the newer revision is another round's.
    if (!passages) return 0;
    const made: Float32Array[] = [];
    for (let at = 0; at < passages.length; at += PASSAGES_AT_ONCE) {
      const slice = passages.slice(at, at + PASSAGES_AT_ONCE);
      made.push(...(await embedPassages(record.title, slice, { embedder, signal })));
      await report(made.length);
    }
    await vectors.put(record, embedder.id, made);
    await dropIfReplaced(record);
    const [first] = made;
    if (first) {
      seen.set(keyOf(record), first.length);
      dimensions = first.length;
    }
    return made.length;
  };

  /** Deletes what was written for a revision that was replaced or removed meanwhile. */
  const dropIfReplaced = async ({ base, document, revision }: DocumentRecord) => {
    const current = await documents.find(base, document);
    if (current?.revision === revision) return;
    const kept = current ? { revision: current.revision } : {};
    await vectors.prune(base, document, { ...kept, models: [embedder.id] });
  };

  const prune = async (records: readonly DocumentRecord[]) => {
    for (const record of records) {
      const key = keyOf(record);
      if (pruned.has(key)) continue;
      const { base, document, revision } = record;
      await vectors.prune(base, document, { revision, models: [embedder.id] });
      pruned.add(key);
    }
  };

  /** Asks for one vector, because a server may have changed what is behind the same name. */
  const findDimensions = async (signal: AbortSignal) => {
    const [vector] = await embedder.embed(['-'], signal);
    dimensions = vector?.length;
  };

  const work = async ({ report, signal }: Job): Promise<'complete'> => {
    const ofBases: (readonly DocumentRecord[])[] = [];
    for (const base of await deps.bases())
      ofBases.push((await documents.list(base)).filter(hasPassages));
    const all = ofBases.flat();
    const total = all.reduce((sum, { passages }) => sum + passages, 0);
    if (total > 0 && dimensions === undefined) {
      // What is left to do is told also where the model does not answer.
      await report({ done: 0, total });
      await findDimensions(signal);
    }
    const keys = new Set(all.map(keyOf));
    seen = new Map([...seen].filter(([key]) => keys.has(key)));
    for (const key of pruned) if (!keys.has(key)) pruned.delete(key);

    let embedded = 0;
    for (const records of ofBases) {
      for (let round = 1; ; round += 1) {
        const left = await missing(records);
        if (left.length === 0) break;
        if (round > MOST_ROUNDS) throw restless(embedder.id);
        for (const record of left) {
          const done = doneOf(all, seen, dimensions);
          const tell = (made: number) => report({ done: done + made, total });
          const made = await embedDocument(record, tell, signal);
          // One that was replaced meanwhile is no longer waited for.
          if (made === 0 && dimensions !== undefined) seen.set(keyOf(record), dimensions);
          embedded += made;
        }
      }
      await prune(records);
      await report({ done: doneOf(all, seen, dimensions), total });
    }
    if (embedded > 0)
      log.info(
        {
          ...{ code: 'documents_embedded', model: embedder.id, passages: embedded, of: total },
          zh: `${embedder.id} 给 ${embedded} 段资料生成了向量`,
        },
        `${embedder.id} made vectors of ${embedded} passages`,
      );
    return 'complete';
  };

  const claimed = createClaimedWork(
    {
      ...{ kind: 'embed-documents', follows: 'documents', work },
      knows: (key) => key === embedder.id,
      failed: {
        code: 'embedding_failed',
        says: {
          en: 'Documents could not be embedded; it will be retried, and words alone are compared where vectors are missing',
          zh: '资料没能生成向量，会再试；缺向量的地方先按字词检索',
        },
      },
    },
    { ...deps, generation: () => documents.generation() },
  );
  const request = () => claimed.request(embedder.id, deps.account);
  let stopFollowing = () => {};
  let cancel: (() => void) | undefined;
  let isClosed = false;

  const onChange = () => {
    if (isClosed) return;
    cancel ??= clock.after(LOOK_AFTER_CHANGE_MS, () => {
      cancel = undefined;
      request().catch((error: unknown) => {
        log.debug({ err: error }, 'Could not ask for vectors; it will be retried');
        onChange();
      });
    });
  };

  return {
    kind: claimed.kind,
    step: claimed.step,
    progress: () => claimed.progress(embedder.id),
    async begin() {
      stopFollowing = documents.follow(onChange);
      await request();
    },
    async close() {
      isClosed = true;
      stopFollowing();
      cancel?.();
      await claimed.close();
    },
  };
}

function keyOf({ base, document, revision }: DocumentRecord): string {
  return JSON.stringify([base, document, revision]);
}

function hasPassages({ state, passages }: DocumentRecord): boolean {
  return state === 'ok' && passages > 0;
}

function doneOf(
  records: readonly DocumentRecord[],
  seen: ReadonlyMap<string, number>,
  dimensions: number | undefined,
): number {
  return records.reduce(
    (sum, record) => (seen.get(keyOf(record)) === dimensions ? sum + record.passages : sum),
    0,
  );
}

function restless(id: string): AnswererError {
  const message = `${id} makes vectors of other dimensions each time`;
  return new AnswererError('provider_garbage', message, { retryable: true });
}
