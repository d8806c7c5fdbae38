import type { Language } from '../../answering/language-of-question.ts';
import type { Findings } from '../../answering/retriever.ts';
import type { Synonyms } from '../text/synonyms.ts';
import { createBuildState, type Generations } from './build-state.ts';
import { openIndexToRead, openIndexToWrite } from './index-database.ts';
import { createKnowledgeIndex } from './knowledge-index.ts';
import { createVectorIndex, type HeldVectors } from './vector-index.ts';
import type { IndexedDocument } from './passage-writer.ts';
import type { IndexQuery } from './search-index.ts';

/** What an index holds. */
export interface IndexContents {
  /** Documents with their revisions; one that was not taken in to its end has none. */
  readonly revisions: ReadonlyMap<string, string>;
  readonly vectors: readonly HeldVectors[];
}

/** Some passages of a document, as one request brings them. */
export interface DocumentPart extends IndexedDocument {
  readonly isFirst: boolean;
  readonly isLast: boolean;
}

/** Vectors of some passages of a document; `from` is the place of the first of them. */
export interface VectorPart {
  readonly document: string;
  readonly revision: string;
  readonly model: string;
  readonly from: number;
  readonly vectors: readonly Float32Array[];
}

/** The index of one base: full text and vectors in one file. Synchronous, like SQLite. */
export interface BaseIndex {
  search(query: Omit<IndexQuery, 'signal'>): Findings;
  examples(language: Language, limit: number): readonly string[];
  countPassages(): number;
  vectorModel(): string | undefined;
  generations(): Generations | undefined;
  contents(): IndexContents;
  /** What follows writes, and throws LeaseLostError when a builder with a later fence wrote before. */
  put(part: DocumentPart, fence: number): void;
  /** Does nothing when the document has another revision by now. */
  putVectors(part: VectorPart, fence: number): void;
  remove(document: string, fence: number): void;
  /** Deletes some of what is no longer needed, and says whether there may be more. */
  tidy(wantedModels: readonly string[], fence: number): 'more' | 'done';
  /** Notes that all of these generations is held, and lets a model serve whose vectors are whole. */
  finish(generations: Generations, wantedModels: readonly string[], fence: number): void;
  close(): void;
}

/** Another process builds this index now. */
class LeaseLostError extends Error {
  override readonly name = 'LeaseLostError';
}

/** So many of the nearest passages are fused with what the words found. */
const MOST_NEAREST = 50;
/** The revision of a document whose last passages are still to come. */
const UNFINISHED = '';

/**
 * Opens the index to write; a file of another version or with other synonyms is emptied. Throws when the file is damaged.
 */
export function openBaseIndexToWrite(databaseFile: string, synonyms: Synonyms): BaseIndex {
  return createBaseIndex(openIndexToWrite(databaseFile, synonyms), synonyms);
}

/** Opens an index that another process writes; undefined while there is none. */
export function openBaseIndexToRead(
  databaseFile: string,
  synonyms: Synonyms,
): BaseIndex | undefined {
  const database = openIndexToRead(databaseFile, synonyms);
  return database && createBaseIndex(database, synonyms);
}

function createBaseIndex(
  database: ReturnType<typeof openIndexToWrite>,
  synonyms: Synonyms,
): BaseIndex {
  const text = createKnowledgeIndex(database, { synonyms });
  const vectors = createVectorIndex(database);
  const state = createBuildState(database);

  /** Writes in one transaction, in which the fence is compared. */
  function write<Result>(fence: number, work: () => Result): Result {
    let result: Result | undefined;
    database
      .transaction(() => {
        if (state.claim(fence) === 'replaced') throw new LeaseLostError('Another process builds');
        result = work();
      })
      .immediate();
    return result as Result;
  }
  function nearestTo(asked: IndexQuery['vectors']) {
    const model = vectors.serving();
    const vector = model && asked?.get(model.name);
    if (!vector) return {};
    const cosines = vectors.statistics();
    return { nearest: vectors.nearest(vector, MOST_NEAREST), ...(cosines && { cosines }) };
  }

  return {
    search: ({ question, vectors: asked, ...query }) =>
      text.search(question, { ...query, ...nearestTo(asked) }),
    examples: (language, limit) => text.headings(language, limit),
    countPassages: () => text.countPassages(),
    vectorModel: () => vectors.serving()?.name,
    generations: () => state.generations(),
    contents: () => ({ revisions: text.revisions(), vectors: vectors.held() }),
    put: ({ isFirst, isLast, ...part }, fence) =>
      write(fence, () => {
        const document = isLast ? part : { ...part, revision: UNFINISHED };
        if (isFirst) vectors.remove(part.document);
        if (isFirst) text.put(document);
        else text.append(document);
      }),
    putVectors: ({ document, revision, model, from, vectors: given }, fence) =>
      write(fence, () => {
        if (text.revisionOf(document) !== revision) return;
        const dimensions = given[0]?.length ?? 0;
        if (from === 0) vectors.remove(document, { name: model, dimensions });
        const ids = text.passageIds(document).slice(from, from + given.length);
        vectors.add(document, model, ids, given.slice(0, ids.length));
      }),
    remove: (document, fence) =>
      write(fence, () => {
        vectors.remove(document);
        text.remove(document);
      }),
    tidy: (wanted, fence) => write(fence, () => vectors.deleteUnused(wanted)),
    finish: (generations, wanted, fence) =>
      write(fence, () => {
        vectors.chooseServing(wanted, text.countPassages());
        state.setGenerations(generations);
      }),
    close: () => void database.close(),
  };
}
