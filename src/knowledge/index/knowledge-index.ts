import type Database from 'libsql';
import type { Language } from '../../answering/language-of-question.ts';
import type { Findings, Passage } from '../../answering/retriever.ts';
import { judgePassages, type ReadWording } from '../text/judge-passages.ts';
import { isCommonWord, MOST_CHARACTERS, parseQuery } from '../text/parse-query.ts';
import { correctSpelling, SHORTEST_CORRECTED } from '../text/spelling.ts';
import { stem } from '../text/stem.ts';
import { meaningOf } from '../text/synonyms.ts';
import { termsOf } from '../text/terms.ts';
import { createCandidateFinder } from './find-candidates.ts';
import { keyOf, lastOf } from './heading-key.ts';
import { createPassageWriter, type IndexedDocument } from './passage-writer.ts';
import { createTermCounts, queryFor } from './term-counts.ts';

/** A passage with the id under which the index keeps it; no id is used for two passages. */
export interface IndexedPassage extends Omit<Passage, 'asks' | 'score'> {
  readonly id: number;
  readonly language: Language;
}

/** A passage that vectors found. */
export interface NearPassage {
  /** Its id in the index. */
  readonly passage: number;
  readonly cosine: number;
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
  readonly cosines?: { readonly mean: number; readonly deviation: number };
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

/** Wordings about which is remembered what came out. */
const MOST_REMEMBERED = 20_000;

/** Reads and writes the index in a database that `openIndexToWrite` or `openIndexToRead` opened. */
export function createKnowledgeIndex(database: Database.Database): KnowledgeIndex {
  const statements = {
    revisions: database.prepare('SELECT document, revision FROM documents'),
    revision: database.prepare('SELECT revision FROM documents WHERE document = ?'),
    ids: database.prepare('SELECT id FROM passages WHERE document = ? ORDER BY id'),
    dataVersion: database.prepare('PRAGMA data_version'),
    words: database.prepare(
      `SELECT term FROM words WHERE term GLOB ? AND length(term) BETWEEN ? AND ?`,
    ),
    headings: database.prepare(`
      SELECT coalesce(
        (SELECT heading FROM passages WHERE passages.document = documents.document AND heading <> '' ORDER BY id LIMIT 1), title
      ) AS heading
      FROM documents WHERE language = ? AND EXISTS (SELECT 1 FROM passages WHERE passages.document = documents.document)
      ORDER BY document`),
  };
  const writer = createPassageWriter(database);
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
    const read = { words: new Set(termsOf(wording)), read: parseQuery(wording) };
    if (wordings.size >= MOST_REMEMBERED) wordings.clear();
    wordings.set(wording, read);
    return read;
  }
  /** The question with words that no document has in the spelling of those that they were meant to be. */
  function spellAsDocuments(question: string): string {
    return question.replace(/[a-z]+/gi, (written) => {
      const word = stem(written.toLowerCase());
      if (word.length < SHORTEST_CORRECTED || isCommonWord(written.toLowerCase())) return written;
      if (counts.occurrencesOf({ text: word, isPrefix: false }) > 0) return written;
      if (meaningOf(word) !== undefined) return written;
      const rows = statements.words.all(`${word[0]}*`, word.length - 1, word.length + 1);
      const known = (rows as { term: string }[]).map(({ term }) => term);
      return correctSpelling(word, known) ?? written;
    });
  }
  function toFound({ language, ...passage }: IndexedPassage): Passage {
    const { document, title, address, heading, body } = passage;
    const shortest = lastOf(heading) || title;
    const isAlone = finder.withHeading(keyOf(shortest), language).length <= 1;
    const asks = isAlone ? shortest : `${title} ${heading}`;
    return {
      document,
      title,
      ...(address !== undefined && { address }),
      heading,
      body,
      asks,
      score: 0,
    };
  }
  function searchIn(language: Language, question: string, limit: number): Findings {
    const asked = spellAsDocuments(question.slice(0, MOST_CHARACTERS));
    const queries = parseQuery(asked)
      .terms.filter((term) => counts.occurrencesOf(term) > 0)
      .map(queryFor);
    const candidates = queries.length === 0 ? [] : finder.matching(queries.join(' OR '), language);
    const { fit, best } = judgePassages(asked, candidates, { rarities: counts, readWording });
    const sameHeading = finder.withHeading(keyOf(question), language);
    const found = [
      ...sameHeading,
      ...best.filter(({ id }) => !sameHeading.some((one) => one.id === id)),
    ];
    return {
      fit: sameHeading.length === 0 ? fit : sameHeading.length === 1 ? 'exact' : 'perhaps',
      isBelowFloor: found.length === 0,
      found: found.slice(0, limit).map(toFound),
    };
  }

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
    search(question, { language, limit }) {
      forgetIfChanged();
      const findings = searchIn(language, question, limit);
      if (findings.found.length > 0) return findings;
      return searchIn(language === 'zh' ? 'en' : 'zh', question, limit);
    },
    passageIds: (document) =>
      (statements.ids.all(document) as { id: number }[]).map(({ id }) => id),
    passagesByIds: (ids) => finder.byIds(ids),
    headings(language, limit) {
      const all = (statements.headings.all(language) as { heading: string }[]).map(
        (row) => row.heading,
      );
      const step = Math.max(1, all.length / limit);
      return Array.from(
        { length: Math.min(limit, all.length) },
        (_, n) => all[Math.floor(n * step)] ?? '',
      );
    },
    countPassages() {
      forgetIfChanged();
      return counts.passages;
    },
  };
}
