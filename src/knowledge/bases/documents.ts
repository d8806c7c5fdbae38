import { setTimeout as sleep } from 'node:timers/promises';
import { systemClock, type Clock } from '../../runtime/clock.ts';
import type { Collection, Collections, Entry } from '../../runtime/collection.ts';
import { newId } from '../../runtime/new-id.ts';
import { languageOfDocument } from '../import/language-of-document.ts';
import type { DocumentRecord, StoredPassage } from './document-record.ts';
import {
  batchKey,
  KNOWLEDGE_DOCUMENTS,
  KNOWLEDGE_PASSAGES,
  KNOWLEDGE_VECTORS,
  knowledgeKey,
} from './knowledge-collections.ts';
import type { Documents } from './ports.ts';

/** The documents in the store, with what only a start has to do. */
export interface StoredDocuments extends Documents {
  /** Deletes what imports left in a base that died half-way; says how many revisions. */
  deleteOrphans(base: string): Promise<number>;
  /** Lists the bases that have a document, in order. */
  bases(): Promise<readonly string[]>;
}

/** What is stored of a record besides the names that its key holds. */
type Content = Omit<DocumentRecord, 'base' | 'document'>;

const MOST_IN_A_BATCH = 50;
/** A revision that no record names belongs to an import that runs, until it is this old. */
const ORPHAN_AFTER_MS = 60 * 60_000;
/** An import that needs longer gives up, so that its passages are never taken for orphans. */
const MOST_IMPORT_MS = 30 * 60_000;
/** Vectors are large, so that only some are read to learn their keys. */
const MOST_VECTORS_AT_ONCE = 10;
/** Sorts after every key that begins with the same prefix: keys hold ASCII. */
const AFTER_ALL = '\u007f';
/** How often a record is written against other processes before it fails. */
const MOST_TRIES = 50;

/**
 * Keeps documents in the collections of the store. The passages of a revision are written before the record that names
 * it, and deleted after another record took its place, so that a reader finds either revision whole.
 */
export function createDocuments({
  collections,
  clock = systemClock,
}: {
  readonly collections: Collections;
  readonly clock?: Clock;
}): StoredDocuments {
  const records = collections.open<DocumentRecord>(KNOWLEDGE_DOCUMENTS);
  const passages = collections.open<readonly StoredPassage[]>(KNOWLEDGE_PASSAGES);
  const vectors = collections.open<unknown>(KNOWLEDGE_VECTORS);

  const keyOf = ({ base, document }: Pick<DocumentRecord, 'base' | 'document'>) =>
    knowledgeKey(base, document);
  const revisionKey = (record: Pick<DocumentRecord, 'base' | 'document' | 'revision'>) =>
    knowledgeKey(record.base, record.document, record.revision);

  async function writePassages(
    record: DocumentRecord,
    written: readonly StoredPassage[],
  ): Promise<void> {
    for (let from = 0; from < written.length; from += MOST_IN_A_BATCH) {
      const key = batchKey(revisionKey(record), from / MOST_IN_A_BATCH);
      await passages.put(key, written.slice(from, from + MOST_IN_A_BATCH));
    }
  }
  async function deleteRevision(key: string): Promise<void> {
    await deleteAll(vectors, `${key}/`);
    await deleteAll(passages, `${key}/`);
  }
  /** Lists the keys of the revisions that are stored with this prefix, reading one batch of each. */
  async function listRevisions(prefix: string): Promise<string[]> {
    const found: string[] = [];
    let after = '';
    for (;;) {
      const [first] = await passages.list(prefix, { after, most: 1 });
      if (first === undefined) return found;
      const revision = first.key.slice(0, first.key.lastIndexOf('/'));
      found.push(revision);
      after = revision + AFTER_ALL;
    }
  }
  async function deleteOrphans(prefix: string): Promise<number> {
    let deleted = 0;
    for (const revision of await listRevisions(prefix)) {
      const [base = '', document = '', id = ''] = revision.split('/');
      if (clock.now() - timeOf(id) < ORPHAN_AFTER_MS) continue;
      const current = await records.get(`${base}/${document}`);
      if (current?.value.revision === decodeURIComponent(id)) continue;
      await deleteRevision(revision);
      deleted += 1;
    }
    return deleted;
  }
  /** Writes a record in place of the one that is stored, and deletes what that one named. */
  async function replace(record: DocumentRecord): Promise<void> {
    const key = keyOf(record);
    for (let tries = 1; tries <= MOST_TRIES; tries += 1) {
      const before = await records.get(key);
      // Another process imported the same file meanwhile.
      if (before && isSameImport(before.value, record)) return deleteRevision(revisionKey(record));
      requireInTime(record);
      if ((await writeOver(before, record)) === 'written') return;
      await sleep(tries);
    }
    throw new Error('A document changes all the time, and could not be written');
  }
  async function writeOver(
    before: Entry<DocumentRecord> | undefined,
    record: DocumentRecord,
  ): Promise<'written' | 'stale'> {
    const expected = before?.version ?? 0;
    if ((await records.put(keyOf(record), record, { expected })) === 'stale') return 'stale';
    if (before) await deleteRevision(revisionKey(before.value));
    return 'written';
  }
  function requireInTime({ revision }: DocumentRecord): void {
    if (clock.now() - timeOf(revision) > MOST_IMPORT_MS)
      throw new Error('The import of a document took too long');
  }
  /** The record of a new revision. */
  const begin = (
    names: Pick<DocumentRecord, 'base' | 'document'>,
    content: Omit<Content, 'revision' | 'importedAt'>,
  ): DocumentRecord => {
    const now = clock.now();
    const revision = newRevision(now);
    return { ...content, base: names.base, document: names.document, revision, importedAt: now };
  };

  async function readPassages(
    record: DocumentRecord,
  ): Promise<readonly StoredPassage[] | undefined> {
    const batches = await passages.list(`${revisionKey(record)}/`);
    const found = batches.flatMap(({ value }) => value);
    return found.length === record.passages ? found : undefined;
  }

  async function listBases(): Promise<readonly string[]> {
    const found: string[] = [];
    let after = '';
    for (;;) {
      const [first] = await records.list('', { after, most: 1 });
      if (first === undefined) return found;
      const [base = ''] = first.key.split('/');
      found.push(decodeURIComponent(base));
      after = `${base}/${AFTER_ALL}`;
    }
  }

  return {
    bases: listBases,
    async list(base) {
      const entries = await records.list(`${knowledgeKey(base)}/`);
      return entries
        .map(({ value }) => value)
        .sort((one, other) => (one.document < other.document ? -1 : 1));
    },
    async find(base, document) {
      return (await records.get(knowledgeKey(base, document)))?.value;
    },
    async put(base, { passages: read, ...content }) {
      const record = begin(
        { base, document: content.document },
        { ...content, passages: read.length, state: 'ok' },
      );
      await deleteOrphans(`${keyOf(record)}/`);
      await writePassages(record, read);
      await replace(record);
    },
    async fail(base, { document, ...content }) {
      const language = languageOfDocument(document);
      const failed = { ...content, isFaq: false, language, passages: 0, state: 'failed' } as const;
      await replace(begin({ base, document }, failed));
      await deleteOrphans(`${knowledgeKey(base, document)}/`);
    },
    async remove(base, document) {
      const key = knowledgeKey(base, document);
      const before = await records.get(key);
      await records.delete(key);
      if (before) await deleteRevision(revisionKey(before.value));
      await deleteOrphans(`${key}/`);
      return before !== undefined;
    },
    passages: readPassages,
    async addWordings(record, wordings) {
      const before = await records.get(keyOf(record));
      if (before?.value.revision !== record.revision) return 'stale';
      const read = await readPassages(record);
      if (!read) return 'stale';
      const next = { ...before.value, revision: newRevision(clock.now()) };
      await writePassages(
        next,
        read.map((passage, place) => withWordings(passage, wordings.get(place) ?? [])),
      );
      const result = await writeOver(before, next);
      if (result === 'stale') await deleteRevision(revisionKey(next));
      return result;
    },
    generation: () => collections.generation(KNOWLEDGE_DOCUMENTS.name),
    follow: (onChange) => collections.follow(KNOWLEDGE_DOCUMENTS.name, onChange),
    deleteOrphans: (base) => deleteOrphans(`${knowledgeKey(base)}/`),
  };
}

async function deleteAll(collection: Collection<unknown>, prefix: string): Promise<void> {
  for (;;) {
    const found = await collection.list(prefix, { most: MOST_VECTORS_AT_ONCE });
    if (found.length === 0) return;
    for (const { key } of found) await collection.delete(key);
  }
}

function withWordings(passage: StoredPassage, added: readonly string[]): StoredPassage {
  return { ...passage, wordings: [...new Set([...passage.wordings, ...added])] };
}

/** Says whether a record that began later already holds the same file. */
function isSameImport(stored: DocumentRecord, own: DocumentRecord): boolean {
  return (
    stored.importedAt > own.importedAt && stored.hash === own.hash && stored.state === own.state
  );
}

/** Returns the name of a revision: when its import began, and what makes it unique. */
function newRevision(now: number): string {
  return `${now.toString(36).padStart(9, '0')}-${newId()}`;
}

function timeOf(revision: string): number {
  return Number.parseInt(revision, 36);
}
