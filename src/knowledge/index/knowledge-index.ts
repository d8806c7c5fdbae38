import Database from 'libsql';
import { chunkDocument } from '../import/chunk-document.ts';
import type { Language } from '../../answering/language-of-question.ts';
import type { Findings, Passage } from '../../answering/retriever.ts';
import { judgePassages, type ReadWording } from '../text/judge-passages.ts';
import { languageOfDocument } from '../import/language-of-document.ts';
import {
  isCommonWord,
  MOST_CHARACTERS,
  parseQuery,
  type QuestionTerm,
} from '../text/parse-query.ts';
import { rarityOf, type Rarities } from '../text/relevance.ts';
import { correctSpelling, SHORTEST_CORRECTED } from '../text/spelling.ts';
import { stem } from '../text/stem.ts';
import { meaningOf } from '../text/synonyms.ts';
import { termsOf } from '../text/terms.ts';

/** The full-text index of a folder's documents in SQLite. Synchronous, like SQLite. */
export interface KnowledgeIndex {
  /** The documents it holds: path to version. */
  versions(): Map<string, string>;
  /** Takes a document in, in place of an older version of it. */
  put(document: { path: string; version: string; text: string }): void;
  remove(path: string): void;
  /** The best passages of one language, best first, those without anything to do with the question left out. */
  search(question: string, language: Language, limit: number): Findings;
  /** Headings (or titles) from all over the documents, as examples of what can be asked. */
  headings(language: Language, limit: number): string[];
  countPassages(): number;
  close(): void;
}

/** Rises with every change to the tables or to how texts are cut, so that an old file is built anew. */
const VERSION = 2;
const CANDIDATES = 40;

/** Terms and wordings about which is remembered what came out. */
const MOST_REMEMBERED = 20_000;

type LookedUp = Pick<QuestionTerm, 'text' | 'isPrefix'>;

interface PassageRow {
  id: number;
  document: string;
  title: string;
  heading: string;
  body: string;
}

interface CandidateRow extends PassageRow {
  wordings: string;
  terms: string;
  rank: number;
}

/** Opens the index in a file, or in memory with ':memory:'. */
export function openKnowledgeIndex(databaseFile: string): KnowledgeIndex {
  const database = new Database(databaseFile);
  database.exec('PRAGMA busy_timeout = 100; PRAGMA synchronous = OFF;'); // All of it can be built anew.
  const { user_version } = database.prepare('PRAGMA user_version').get() as {
    user_version: number;
  };
  if (user_version !== VERSION) {
    database.exec(`
      DROP TABLE IF EXISTS words; DROP TABLE IF EXISTS headings; DROP TABLE IF EXISTS documents; DROP TABLE IF EXISTS passages; DROP TABLE IF EXISTS passage_terms;
      CREATE TABLE documents (path TEXT PRIMARY KEY, version TEXT NOT NULL);
      CREATE TABLE passages (
        id INTEGER PRIMARY KEY, document TEXT NOT NULL, language TEXT NOT NULL,
        title TEXT NOT NULL, heading TEXT NOT NULL, body TEXT NOT NULL, wordings TEXT NOT NULL
      );
      CREATE INDEX passages_by_document ON passages (document);
      CREATE TABLE headings (key TEXT NOT NULL, passage INTEGER NOT NULL);
      CREATE INDEX headings_by_key ON headings (key);
      CREATE VIRTUAL TABLE passage_terms USING fts5(title, heading, body, wordings, tokenize = "unicode61 remove_diacritics 0");
      CREATE VIRTUAL TABLE words USING fts5vocab(passage_terms, row);
      PRAGMA user_version = ${VERSION};`);
  }
  const statements = {
    versions: database.prepare('SELECT path, version FROM documents'),
    putDocument: database.prepare('INSERT INTO documents (path, version) VALUES (?, ?)'),
    putPassage: database.prepare(
      'INSERT INTO passages (document, language, title, heading, body, wordings) VALUES (?, ?, ?, ?, ?, ?)',
    ),
    putTerms: database.prepare(
      'INSERT INTO passage_terms (rowid, title, heading, body, wordings) VALUES (?, ?, ?, ?, ?)',
    ),
    putHeading: database.prepare('INSERT INTO headings (key, passage) VALUES (?, ?)'),
    withHeading: database.prepare(`
      SELECT passages.* FROM headings JOIN passages ON passages.id = headings.passage
      WHERE headings.key = ? AND passages.language = ? GROUP BY passages.id ORDER BY passages.id LIMIT ${CANDIDATES}`),
    removeHeadings: database.prepare(
      'DELETE FROM headings WHERE passage IN (SELECT id FROM passages WHERE document = ?)',
    ),
    removeTerms: database.prepare(
      'DELETE FROM passage_terms WHERE rowid IN (SELECT id FROM passages WHERE document = ?)',
    ),
    removePassages: database.prepare('DELETE FROM passages WHERE document = ?'),
    removeDocument: database.prepare('DELETE FROM documents WHERE path = ?'),
    count: database.prepare('SELECT count(*) AS n FROM passages'),
    occurrences: database.prepare(
      'SELECT count(*) AS n FROM passage_terms WHERE passage_terms MATCH ?',
    ),
    words: database.prepare(
      `SELECT term FROM words WHERE term GLOB ? AND length(term) BETWEEN ? AND ?`,
    ),
    // A word in a heading says more about a passage than the same word in its text.
    search: database.prepare(`
      WITH best AS (
        SELECT passage_terms.rowid AS id, -bm25(passage_terms, 2.0, 5.0, 1.0, 3.0) AS rank
        FROM passage_terms JOIN passages ON passages.id = passage_terms.rowid
        WHERE passage_terms MATCH ? AND passages.language = ?
        ORDER BY rank DESC, passages.id LIMIT ${CANDIDATES}
      )
      SELECT passages.*, best.rank,
        concat_ws(' ', terms.title, terms.heading, terms.body, terms.wordings) AS terms
      FROM best JOIN passages ON passages.id = best.id JOIN passage_terms AS terms ON terms.rowid = best.id
      ORDER BY best.rank DESC, best.id`),
    headings: database.prepare(`
      SELECT coalesce(
        (SELECT heading FROM passages AS p WHERE p.document = d.document AND heading <> '' ORDER BY id LIMIT 1),
        min(d.title)
      ) AS heading
      FROM passages AS d WHERE language = ? GROUP BY document ORDER BY document`),
  };

  // Remembered until the documents change.
  let passages: number | undefined;
  const occurrences = new Map<string, number>();
  const wordings = new Map<string, ReadWording>();

  function removeParts(path: string): void {
    passages = undefined;
    occurrences.clear();
    wordings.clear();
    statements.removeHeadings.run(path);
    statements.removeTerms.run(path);
    statements.removePassages.run(path);
    statements.removeDocument.run(path);
  }
  const remove = database.transaction(removeParts);
  const put = database.transaction(
    ({ path, version, text }: { path: string; version: string; text: string }) => {
      removeParts(path);
      statements.putDocument.run(path, version);
      const name = path.replace(/^.*\//, '').replace(/\.[^.]*$/, '');
      const { title, passages } = chunkDocument(text, { name, isMarkdown: /\.md$/i.test(path) });
      const language = languageOfDocument(text);
      let above: string | undefined;
      for (const { heading, body, wordings } of passages) {
        const { lastInsertRowid } = statements.putPassage.run(
          path,
          language,
          title,
          heading,
          body,
          wordings.join('\n'),
        );
        const terms = [title, heading, body, wordings.join('\n')].map((part) =>
          termsOf(part).join(' '),
        );
        statements.putTerms.run(lastInsertRowid, ...terms);
        // Where a section was cut, its heading leads to its beginning.
        if (heading === above) continue;
        above = heading;
        const keys = new Set([lastOf(heading) || title, heading, `${title} ${heading}`].map(keyOf));
        for (const key of keys) if (key !== '') statements.putHeading.run(key, lastInsertRowid);
      }
    },
  );
  /** How often a term occurs; looked up once. */
  function occurrencesOf(term: LookedUp): number {
    const query = queryFor(term);
    let n = occurrences.get(query);
    if (n === undefined) {
      ({ n } = statements.occurrences.get(query) as { n: number });
      if (occurrences.size >= MOST_REMEMBERED) occurrences.clear();
      occurrences.set(query, n);
    }
    return n;
  }
  const rarities: Rarities = {
    get passages() {
      return (passages ??= countPassages());
    },
    of: (term) => {
      const n = occurrencesOf(term);
      return n === 0 ? undefined : rarityOf(n, rarities.passages);
    },
  };
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
      if (occurrencesOf({ text: word, isPrefix: false }) > 0 || meaningOf(word) !== undefined)
        return written;
      const rows = statements.words.all(`${word[0]}*`, word.length - 1, word.length + 1);
      const known = (rows as { term: string }[]).map(({ term }) => term);
      return correctSpelling(word, known) ?? written;
    });
  }
  function withHeading(question: string, language: Language): PassageRow[] {
    return statements.withHeading.all(keyOf(question), language) as PassageRow[];
  }
  function toFound(row: PassageRow, language: Language): Passage {
    const { document, title, heading, body } = row;
    const shortest = lastOf(heading) || title;
    const isAlone = withHeading(shortest, language).length <= 1;
    return {
      document,
      title,
      heading,
      body,
      asks: isAlone ? shortest : `${title} ${heading}`,
      score: 0,
    };
  }
  const countPassages = () => (statements.count.get() as { n: number }).n;

  return {
    versions() {
      const rows = statements.versions.all() as { path: string; version: string }[];
      return new Map(rows.map(({ path, version }) => [path, version]));
    },
    put: (document) => void put.immediate(document),
    remove: (path) => void remove.immediate(path),
    search(question, language, limit) {
      const asked = spellAsDocuments(question.slice(0, MOST_CHARACTERS));
      const queries = parseQuery(asked)
        .terms.filter((term) => occurrencesOf(term) > 0)
        .map(queryFor);
      const rows =
        queries.length === 0 ? [] : statements.search.all(queries.join(' OR '), language);
      const candidates = (rows as CandidateRow[]).map(({ wordings, terms, ...row }) => ({
        ...row,
        wordings: wordings.split('\n'),
        terms: new Set(terms.split(' ')),
      }));
      const { fit, best } = judgePassages(asked, candidates, { rarities, readWording });
      const sameHeading = withHeading(question, language);
      const found = [
        ...sameHeading,
        ...best.filter(({ id }) => !sameHeading.some((one) => one.id === id)),
      ];
      return {
        fit: sameHeading.length === 0 ? fit : sameHeading.length === 1 ? 'exact' : 'perhaps',
        isBelowFloor: found.length === 0,
        found: found.slice(0, limit).map((row) => toFound(row, language)),
      };
    },
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
    countPassages,
    close: () => void database.close(),
  };
}

/** Terms are letters and digits only, so nothing has to be escaped. */
function queryFor({ text, isPrefix }: LookedUp): string {
  return `"${text}"${isPrefix ? '*' : ''}`;
}

/** The letters and digits of a heading, by which a question is compared with it. */
function keyOf(heading: string): string {
  return heading
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
}

function lastOf(heading: string): string {
  return heading.split(' › ').at(-1) ?? '';
}
