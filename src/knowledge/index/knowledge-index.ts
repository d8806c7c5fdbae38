import type Database from 'libsql';
import type { Language } from '../../answering/language-of-question.ts';
import type { Findings, Passage } from '../../answering/retriever.ts';
import type { ReadWording } from '../text/judge-passages.ts';
import { isCommonWord, parseQuery } from '../text/parse-query.ts';
import { correctSpelling, SHORTEST_CORRECTED } from '../text/spelling.ts';
import { stem } from '../text/stem.ts';
import { builtInSynonyms, type Synonyms } from '../text/synonyms.ts';
import { termsOf } from '../text/terms.ts';
import { chooseExamples } from './choose-examples.ts';
import { createCandidateFinder, type IndexedPassage } from './find-candidates.ts';
import { fuseRanks } from './fuse-ranks.ts';
import { keyOf, lastOf } from './heading-key.ts';
import { createPassageWriter, type IndexedDocument } from './passage-writer.ts';
import { scoreInOrder } from './score-in-order.ts';
import { MOST_FUSED, searchText } from './search-text.ts';
import { createTermCounts } from './term-counts.ts';

/** A passage that vectors found. */
export interface NearPassage {
  /** Its id in the index. */
  readonly passage: number;
  readonly cosine: number;
}

/** How the cosines of a base's own passages with questions are distributed; they differ by model. */
interface CosineStatistics {
  readonly mean: number;
  readonly deviation: number;
}

/** What is looked up besides the question itself. */
export interface TextQuery {
  readonly language: Language;
  readonly limit: number;
  /** The follower's question before this one, for a question that leaves its subject out. */
  readonly previousQuestion?: string;
  /** What vectors found, best first. */
  readonly nearest?: readonly NearPassage[];
  /** How the cosines of questions and passages of this base are distributed; without it no cosine stands out. */
  readonly cosines?: CosineStatistics;
}

/** The full-text index of one base in SQLite. Synchronous, like SQLite. */
export interface KnowledgeIndex {
  /** The documents it holds: name to revision. */
  revisions(): Map<string, string>;
  revisionOf(document: string): string | undefined;
  /** Takes a document in, in place of an older revision of it. */
  put(document: IndexedDocument): void;
  /** Adds passages to the end of a document that was put with its first ones, and gives it this revision. */
  append(document: IndexedDocument): void;
  remove(document: string): void;
  /** The best passages, best first: of that language, or, when it has none, of the other. Nothing for nonsense. */
  search(question: string, query: TextQuery): Findings;
  /** The ids of a document's passages, in their order. */
  passageIds(document: string): number[];
  /** The passages with these ids, in this order; those that are gone are left out. */
  passagesByIds(ids: readonly number[]): IndexedPassage[];
  /** Headings (or titles) from all over the documents, as examples of what can be asked. */
  headings(language: Language, limit: number): string[];
  countPassages(): number;
}

/** For each unknown word all words with its first letter are read, so that nonsense costs no more than this. */
const MOST_CORRECTED = 4;
/** Documents, and entries of a FAQ, of which examples are chosen. */
const MOST_LISTED = 1_000;

/** Wordings about which is remembered what came out. */
const MOST_REMEMBERED = 20_000;

/** Reads and writes the index in a database that `openIndexToWrite` or `openIndexToRead` opened. */
export function createKnowledgeIndex(
  database: Database.Database,
  { synonyms = builtInSynonyms }: { readonly synonyms?: Synonyms } = {},
): KnowledgeIndex {
  const statements = {
    revisions: database.prepare('SELECT document, revision FROM documents'),
    revision: database.prepare('SELECT revision FROM documents WHERE document = ?'),
    ids: database.prepare('SELECT id FROM passages WHERE document = ? ORDER BY id'),
    dataVersion: database.prepare('PRAGMA data_version'),
    words: database.prepare(
      `SELECT term FROM words WHERE term >= ? AND term < ? AND length(term) BETWEEN ? AND ?`,
    ),
    faqQuestions: database.prepare(`
      SELECT heading FROM passages JOIN documents USING (document)
      WHERE documents.is_faq = 1 AND passages.language = ? ORDER BY passages.id LIMIT ${MOST_LISTED}`),
    // A base may hold very many passages, of which the first of each document will do.
    headings: database.prepare(`
      SELECT title, coalesce(
        (SELECT json_group_array(heading) FROM (
          SELECT heading FROM passages WHERE passages.document = documents.document AND heading <> '' ORDER BY id LIMIT 30
        )), '[]'
      ) AS headings
      FROM documents
      WHERE language = ? AND is_faq = 0 AND EXISTS (SELECT 1 FROM passages WHERE passages.document = documents.document)
      ORDER BY document LIMIT ${MOST_LISTED}`),
  };
  const writer = createPassageWriter(database, synonyms);
  const finder = createCandidateFinder(database);
  const counts = createTermCounts(database);
  const wordings = new Map<string, ReadWording>();
  let seenVersion: number | undefined;

  /** Another process may have written since the last look. */
  function forgetIfChanged(): void {
    const { data_version } = statements.dataVersion.get() as { data_version: number };
    if (data_version !== seenVersion) counts.forget();
    seenVersion = data_version;
  }
  function readWording(wording: string): ReadWording {
    const known = wordings.get(wording);
    if (known !== undefined) return known;
    const read = {
      words: new Set(termsOf(wording, synonyms)),
      read: parseQuery(wording, synonyms),
    };
    if (wordings.size >= MOST_REMEMBERED) wordings.clear();
    wordings.set(wording, read);
    return read;
  }
  /** The question with words that no document has in the spelling of those that they were meant to be. */
  function spellAsDocuments(question: string): string {
    let corrected = 0;
    return question.replace(/[a-z]+/gi, (written) => {
      const word = stem(written.toLowerCase());
      if (word.length < SHORTEST_CORRECTED || isCommonWord(written.toLowerCase())) return written;
      if (counts.occurrencesOf({ text: word, isPrefix: false }) > 0) return written;
      if (synonyms.same.meaningsOf(word).length > 0) return written;
      if ((corrected += 1) > MOST_CORRECTED) return written;
      const [first = ''] = word;
      const next = String.fromCharCode(first.charCodeAt(0) + 1);
      const rows = statements.words.all(first, next, word.length - 1, word.length + 1);
      const known = (rows as { term: string }[]).map(({ term }) => term);
      return correctSpelling(word, known) ?? written;
    });
  }
  function toFound({ language, ...passage }: IndexedPassage, score: number): Passage {
    const { document, title, address, heading, body } = passage;
    const shortest = lastOf(heading) || title;
    const isAlone = finder.isAlone(keyOf(shortest), language);
    const asks = isAlone ? shortest : `${title} ${heading}`;
    return {
      document,
      title,
      ...(address !== undefined && { address }),
      heading,
      body,
      asks,
      score,
    };
  }
  const deps = { finder, counts, synonyms, readWording, correct: spellAsDocuments };

  return {
    revisions() {
      const rows = statements.revisions.all() as { document: string; revision: string }[];
      return new Map(rows.map(({ document, revision }) => [document, revision]));
    },
    revisionOf(document) {
      const row = statements.revision.get(document) as { revision: string } | undefined;
      return row?.revision;
    },
    put(document) {
      counts.forget();
      writer.put(document);
    },
    append(document) {
      counts.forget();
      writer.append(document);
    },
    remove(document) {
      counts.forget();
      writer.remove(document);
    },
    search(question, { nearest = [], cosines, limit, ...context }) {
      forgetIfChanged();
      const text = searchText({ question, ...context }, deps);
      const near = nearest.slice(0, MOST_FUSED);
      const fused = fuseRanks([
        ...text.lists.map(({ passages, weight }) => ({
          ids: passages.map(({ id }) => id),
          weight,
        })),
        { ids: near.map(({ passage }) => passage), weight: 1 },
      ]);
      const order = [...new Set([...text.first.map(({ id }) => id), ...fused])];
      const known = new Map(
        [...text.first, ...text.lists.flatMap((list) => list.passages)].map((one) => [one.id, one]),
      );
      // A passage may have been removed after the vectors were searched.
      const passages = order.flatMap((id) => known.get(id) ?? finder.byIds([id])).slice(0, limit);
      const byVector = new Map(near.map((one) => [one.passage, standOut(one.cosine, cosines)]));
      const qualities = passages.map(({ id }) =>
        Math.max(text.shares.get(id) ?? 0, byVector.get(id) ?? 0),
      );
      const scores = scoreInOrder(qualities);
      return {
        fit: text.fit,
        isBelowFloor: text.isBelowFloor && !near.some(({ passage }) => byVector.get(passage) === 1),
        found: passages.map((passage, n) => toFound(passage, scores[n] ?? 0)),
      };
    },
    passageIds: (document) =>
      (statements.ids.all(document) as { id: number }[]).map(({ id }) => id),
    passagesByIds: (ids) => finder.byIds(ids),
    headings(language, limit) {
      const faq = statements.faqQuestions.all(language) as { heading: string }[];
      const rows = statements.headings.all(language) as { title: string; headings: string }[];
      const documents = rows.map(({ title, headings }) => ({
        title,
        headings: JSON.parse(headings) as string[],
      }));
      return chooseExamples(
        { faq: faq.map(({ heading }) => heading), documents },
        { language, limit },
      );
    },
    countPassages() {
      forgetIfChanged();
      return counts.passages;
    },
  };
}

/** A cosine that lies this many deviations above the mean stands out. */
const STANDS_OUT = 4;

/** How far a cosine stands out, from 0 to 1. */
function standOut(cosine: number, cosines: CosineStatistics | undefined): number {
  if (cosines === undefined || !(cosines.deviation > 0)) return 0;
  const deviations = (cosine - cosines.mean) / cosines.deviation;
  return Math.min(1, Math.max(0, deviations / STANDS_OUT));
}
