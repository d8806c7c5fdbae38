import Database from 'libsql';
import { cutPassages } from './cut-passages.ts';
import { languageOfDocument, type Language } from './language.ts';
import { MOST_CHARACTERS, readQuestion } from './read-question.ts';
import { LEAST_RELEVANCE, likenessOf, rarityOf, relevanceOf } from './relevance.ts';
import { termsOf } from './terms.ts';

/** A passage that answers a question. */
export interface FoundPassage {
  readonly document: string;
  readonly title: string;
  readonly heading: string;
  readonly body: string;
  /** The share of the question it speaks about, from 0 to 1. */
  readonly relevance: number;
}

/** The full-text index of a folder's documents in SQLite. Synchronous, like SQLite. */
export interface KnowledgeIndex {
  /** The documents it holds: path to version. */
  versions(): Map<string, string>;
  /** Takes a document in, in place of an older version of it. */
  put(document: { path: string; version: string; text: string }): void;
  remove(path: string): void;
  /** The best passages of one language, best first, those without anything to do with the question left out. */
  search(question: string, language: Language, limit: number): FoundPassage[];
  /** Headings (or titles) from all over the documents, as examples of what can be asked. */
  headings(language: Language, limit: number): string[];
  countPassages(): number;
  close(): void;
}

/** Rises with every change to the tables or to how texts are cut, so that an old file is built anew. */
const VERSION = 1;
const CANDIDATES = 40;

interface PassageRow {
  id: number;
  document: string;
  title: string;
  heading: string;
  body: string;
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
      DROP TABLE IF EXISTS documents; DROP TABLE IF EXISTS passages; DROP TABLE IF EXISTS passage_terms;
      CREATE TABLE documents (path TEXT PRIMARY KEY, version TEXT NOT NULL);
      CREATE TABLE passages (
        id INTEGER PRIMARY KEY, document TEXT NOT NULL, language TEXT NOT NULL,
        title TEXT NOT NULL, heading TEXT NOT NULL, body TEXT NOT NULL
      );
      CREATE INDEX passages_by_document ON passages (document);
      CREATE VIRTUAL TABLE passage_terms USING fts5(title, heading, body, tokenize = "unicode61 remove_diacritics 0");
      PRAGMA user_version = ${VERSION};`);
  }
  const statements = {
    versions: database.prepare('SELECT path, version FROM documents'),
    putDocument: database.prepare('INSERT INTO documents (path, version) VALUES (?, ?)'),
    putPassage: database.prepare(
      'INSERT INTO passages (document, language, title, heading, body) VALUES (?, ?, ?, ?, ?)',
    ),
    putTerms: database.prepare(
      'INSERT INTO passage_terms (rowid, title, heading, body) VALUES (?, ?, ?, ?)',
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
    // A word in a heading says more about a passage than the same word in its text.
    search: database.prepare(`
      SELECT passages.*, -bm25(passage_terms, 2.0, 5.0, 1.0) AS rank
      FROM passage_terms JOIN passages ON passages.id = passage_terms.rowid
      WHERE passage_terms MATCH ? AND passages.language = ?
      ORDER BY rank DESC, passages.id LIMIT ${CANDIDATES}`),
    headings: database.prepare(`
      SELECT coalesce(
        (SELECT heading FROM passages AS p WHERE p.document = d.document AND heading <> '' ORDER BY id LIMIT 1),
        min(d.title)
      ) AS heading
      FROM passages AS d WHERE language = ? GROUP BY document ORDER BY document`),
  };

  function removeParts(path: string): void {
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
      const { title, passages } = cutPassages(text, { name, isMarkdown: /\.md$/i.test(path) });
      const language = languageOfDocument(text);
      for (const { heading, body } of passages) {
        const { lastInsertRowid } = statements.putPassage.run(path, language, title, heading, body);
        const terms = [title, heading, body].map((part) => termsOf(part).join(' '));
        statements.putTerms.run(lastInsertRowid, ...terms);
      }
    },
  );
  const countPassages = () => (statements.count.get() as { n: number }).n;

  return {
    versions() {
      const rows = statements.versions.all() as { path: string; version: string }[];
      return new Map(rows.map(({ path, version }) => [path, version]));
    },
    put: (document) => void put.immediate(document),
    remove: (path) => void remove.immediate(path),
    search(question, language, limit) {
      const asked = readQuestion(question);
      const passages = countPassages();
      const rarities = new Map<string, number>();
      const queries: string[] = [];
      for (const { text, isPrefix } of asked.terms) {
        const query = `"${text}"${isPrefix ? '*' : ''}`; // Letters and digits only, so nothing to escape.
        const { n } = statements.occurrences.get(query) as { n: number };
        if (n === 0) continue;
        rarities.set(text, rarityOf(n, passages));
        queries.push(query);
      }
      if (queries.length === 0) return [];
      const rows = statements.search.all(queries.join(' OR '), language) as PassageRow[];
      const allAsked = new Set(termsOf(question.slice(0, MOST_CHARACTERS)));
      return rows
        .map(({ rank, document, title, heading, body }) => {
          const terms = new Set(termsOf(`${title}\n${heading}\n${body}`));
          const relevance = relevanceOf(asked, terms, rarities, passages);
          const score = rank * relevance * (1 + likenessOf(allAsked, new Set(termsOf(heading))));
          return { score, found: { document, title, heading, body, relevance } };
        })
        .filter(({ found }) => found.relevance >= LEAST_RELEVANCE)
        .sort((a, b) => b.score - a.score)
        .slice(0, limit)
        .map(({ found }) => found);
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
