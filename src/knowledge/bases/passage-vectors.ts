import type { Collections } from '../../runtime/collection.ts';
import type { DocumentRecord } from './document-record.ts';
import { batchKey, KNOWLEDGE_VECTORS, knowledgeKey } from './knowledge-collections.ts';
import type { PassageVectors } from './ports.ts';

/** The vectors in the store, with what tells that some of them changed. */
export interface StoredVectors extends PassageVectors {
  /** Rises with each change to any vector, by any process. */
  generation(): Promise<number>;
  /** Calls after each change, by this process or another, until the returned function is called. */
  follow(onChange: () => void): () => void;
}

/** The vectors of some passages of a revision. */
interface Batch {
  /** Vectors one after the other, little-endian Float32 in base64. */
  readonly vectors: string;
  readonly dimensions: number;
  /** How many the revision has, in all batches. */
  readonly total: number;
}

const MOST_IN_A_BATCH = 50;
/** Batches are large, so that only some are read to learn their keys. */
const MOST_READ_AT_ONCE = 10;

/** Keeps vectors in a collection of the store, batch by batch, so that no record becomes large. */
export function createPassageVectors({
  collections,
}: {
  readonly collections: Collections;
}): StoredVectors {
  const batches = collections.open<Batch>(KNOWLEDGE_VECTORS);
  const prefixOf = ({ base, document, revision }: DocumentRecord, model: string) =>
    knowledgeKey(base, document, revision, model);

  async function deleteKeys(keys: readonly string[]): Promise<void> {
    for (const key of keys) await batches.delete(key);
  }
  return {
    async read(record, model) {
      const entries = await batches.list(`${prefixOf(record, model)}/`);
      const read = entries.map(({ value }) => readBatch(value));
      const dimensions = entries[0]?.value.dimensions;
      const isOneWriting = entries.every(
        ({ value }) => value.dimensions === dimensions && value.total === record.passages,
      );
      const vectors = read.flat();
      return isOneWriting && vectors.length === record.passages ? vectors : undefined;
    },
    async put(record, model, vectors) {
      const dimensions = vectors[0]?.length ?? 0;
      if (!vectors.every(({ length }) => length === dimensions))
        throw new TypeError('Vectors of one model have one length');
      const prefix = prefixOf(record, model);
      const written = new Set<string>();
      for (let from = 0; from < vectors.length; from += MOST_IN_A_BATCH) {
        const key = batchKey(prefix, from / MOST_IN_A_BATCH);
        const batch = vectors.slice(from, from + MOST_IN_A_BATCH);
        await batches.put(key, {
          vectors: writeVectors(batch),
          dimensions,
          total: vectors.length,
        });
        written.add(key);
      }
      // An earlier writing may have had more.
      const stored = await batches.list(`${prefix}/`);
      await deleteKeys(stored.map(({ key }) => key).filter((key) => !written.has(key)));
    },
    async prune(base, document, { revision, models }) {
      const prefix = `${knowledgeKey(base, document)}/`;
      const kept =
        revision === undefined
          ? []
          : models.map((model) => `${knowledgeKey(base, document, revision, model)}/`);
      let after = '';
      for (;;) {
        const entries = await batches.list(prefix, { after, most: MOST_READ_AT_ONCE });
        const keys = entries.map(({ key }) => key);
        await deleteKeys(keys.filter((key) => !kept.some((one) => key.startsWith(one))));
        if (keys.length < MOST_READ_AT_ONCE) return;
        after = keys.at(-1) ?? '';
      }
    },
    generation: () => collections.generation(KNOWLEDGE_VECTORS.name),
    follow: (onChange) => collections.follow(KNOWLEDGE_VECTORS.name, onChange),
  };
}

function writeVectors(vectors: readonly Float32Array[]): string {
  const bytes = vectors.map((vector) => {
    const view = Buffer.alloc(vector.length * 4);
    vector.forEach((value, place) => view.writeFloatLE(value, place * 4));
    return view;
  });
  return Buffer.concat(bytes).toString('base64');
}

function readBatch({ vectors, dimensions }: Batch): Float32Array[] {
  const bytes = Buffer.from(vectors, 'base64');
  const size = dimensions * 4;
  if (size === 0 || bytes.length % size !== 0) return [];
  return Array.from({ length: bytes.length / size }, (_, n) =>
    Float32Array.from({ length: dimensions }, (_, place) =>
      bytes.readFloatLE(n * size + place * 4),
    ),
  );
}
