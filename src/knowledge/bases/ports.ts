import type {
  DocumentRecord,
  FailedDocument,
  ReadDocument,
  StoredPassage,
} from './document-record.ts';

/** The documents of all bases, shared by all processes. Every function throws StoreUnavailableError while the store is away. */
export interface Documents {
  /** Lists a base in the order of the names. */
  list(base: string): Promise<readonly DocumentRecord[]>;
  find(base: string, document: string): Promise<DocumentRecord | undefined>;
  /** Takes a document in, in place of an older version. A death in between leaves the older version. */
  put(base: string, document: ReadDocument): Promise<void>;
  /** Records that a document could not be read. */
  fail(base: string, document: FailedDocument): Promise<void>;
  /** Says whether there was one. */
  remove(base: string, document: string): Promise<boolean>;
  /** Returns the passages in order; undefined when the revision was replaced meanwhile. */
  passages(record: DocumentRecord): Promise<readonly StoredPassage[] | undefined>;
  /**
   * Adds ways to ask, by the place of the passage, which makes a new revision; `stale` when the given one was replaced
   * meanwhile.
   */
  addWordings(
    record: DocumentRecord,
    wordings: ReadonlyMap<number, readonly string[]>,
  ): Promise<'written' | 'stale'>;
  /** Rises with each change to any document, by any process. */
  generation(): Promise<number>;
  /** Calls after each change, by this process or another, until the returned function is called. */
  follow(onChange: () => void): () => void;
}

/** Vectors of passages, kept apart from them because they can be made anew. */
export interface PassageVectors {
  /** Returns the vectors of a revision in the order of its passages; undefined while they are not made. */
  read(record: DocumentRecord, model: string): Promise<readonly Float32Array[] | undefined>;
  put(record: DocumentRecord, model: string, vectors: readonly Float32Array[]): Promise<void>;
  /** Deletes the vectors of a document that are of none of the given revision and models. */
  prune(
    base: string,
    document: string,
    kept: { readonly revision?: string; readonly models: readonly string[] },
  ): Promise<void>;
}
