import type { Worker } from 'node:worker_threads';
import type { Logger } from 'pino';
import type { Clock } from '../../runtime/clock.ts';
import { newId } from '../../runtime/new-id.ts';
import type { StoredVectors } from '../bases/passage-vectors.ts';
import type { Documents } from '../bases/ports.ts';
import { createIndexBuilder, LEASE_MS } from './index-builder.ts';
import type { SearchIndex } from './search-index.ts';
import { startWorker as startIndexWorker } from './start-worker.ts';
import { readGenerations } from './sync-base.ts';
import { createWorkerClient, IndexRequestError } from './worker-client.ts';
import type { WorkerSettings } from './worker-messages.ts';

export interface SearchIndexDeps {
  /** Where the files of the indexes are; without it they are in memory, and no other process sees them. */
  readonly folder?: string;
  readonly documents: Documents;
  readonly vectors: StoredVectors;
  /** The models whose vectors are wanted, by `Embedder.id`; none when questions are not turned into vectors. */
  readonly models: () => readonly string[];
  /** The owner's lines of words for the same thing; with others the index is built anew. */
  readonly ownSynonyms?: readonly string[];
  readonly log: Logger;
  readonly clock: Clock;
  readonly startWorker?: (settings: WorkerSettings) => Worker;
}

/** A follower's question is never so long; the rest of it is not posted. */
const MOST_CHARACTERS = 4_000;
/** Another process builds, and says nothing when it is done. */
const LOOK_EVERY_MS = 50;

/** Creates the index of this machine in a thread of its own. A base is in use from the first request that names it. */
export function createWorkerSearchIndex({
  folder,
  documents,
  vectors,
  models,
  ownSynonyms = [],
  log,
  clock,
  startWorker = startIndexWorker,
}: SearchIndexDeps): SearchIndex {
  const settings: WorkerSettings = {
    owner: newId(),
    leaseMs: LEASE_MS,
    ownSynonyms,
    ...(folder !== undefined && { folder }),
  };
  const worker = createWorkerClient({ startWorker: () => startWorker(settings), log, clock });
  const builder = createIndexBuilder({ worker, documents, vectors, models, clock, log });
  const shorten = (text: string) => text.slice(0, MOST_CHARACTERS).toWellFormed();

  return {
    search(bases, { question, previousQuestion, signal, ...query }) {
      builder.use(bases);
      const asked = {
        ...query,
        question: shorten(question),
        ...(previousQuestion !== undefined && { previousQuestion: shorten(previousQuestion) }),
      };
      return worker.ask('search', { bases, query: asked }, signal);
    },
    examples(bases, language, limit) {
      builder.use(bases);
      return worker.ask('examples', { bases, language, limit });
    },
    vectorModels: (bases) => worker.ask('vectorModels', { bases }),
    countPassages: (bases) => worker.ask('countPassages', { bases }),
    async catchUp(bases, mostMs) {
      const deadline = clock.now() + mostMs;
      builder.use(bases);
      const wanted = await readGenerations({ documents, vectors });
      builder.hurry(bases);
      const rest = new Set(bases);
      for (;;) {
        for (const base of rest) {
          const held = await worker.ask('generations', { base }).catch(forgiveRequest);
          const isCurrent =
            held && held.documents >= wanted.documents && held.vectors >= wanted.vectors;
          if (isCurrent) rest.delete(base);
        }
        if (rest.size === 0) return 'caught up';
        if (clock.now() >= deadline) return 'behind';
        await clock.sleep(LOOK_EVERY_MS);
      }
    },
    leave: (bases) => builder.leave(bases),
    async close() {
      await builder.close();
      await worker.close();
    },
  };
}

/** A damaged file is about to be built anew. */
function forgiveRequest(error: unknown): undefined {
  if (!(error instanceof IndexRequestError)) throw error;
}
