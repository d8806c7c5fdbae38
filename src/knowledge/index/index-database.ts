import Database from 'libsql';
import { builtInSynonyms, type Synonyms } from '../text/synonyms.ts';
import { BUILD_STATE_TABLE } from './build-state.ts';
import { readTextsAsBytes } from './read-texts-as-bytes.ts';
import { VECTOR_TABLES } from './vector-index.ts';

/** Rises with every change to the tables or to how texts become terms, so that an old file is built anew. */
const VERSION = 10;
/** Sixteen times SQLite's own: a search looks into rows all over a large file. */
const CACHE = 'PRAGMA cache_size = -32768;';

/**
 * Opens the file of an index to write, or in memory with ':memory:'. A file of another version is emptied, whatever it
 * holds: all of it can be built anew. Other processes read while one writes.
 */
export function openIndexToWrite(
  databaseFile: string,
  synonyms: Synonyms = builtInSynonyms,
): Database.Database {
  const database = new Database(databaseFile);
  database.exec(
    'PRAGMA busy_timeout = 2000; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; ' + CACHE,
  );
  if (!isCurrentIndex(database, synonyms))
    database.transaction(createTables).immediate(database, synonyms);
  return readTextsAsBytes(database);
}

/** Opens the file of an index that another process writes; undefined while it holds no index of this version. */
export function openIndexToRead(
  databaseFile: string,
  synonyms: Synonyms = builtInSynonyms,
): Database.Database | undefined {
  let database: Database.Database | undefined;
  try {
    database = new Database(databaseFile, { fileMustExist: true });
    database.exec('PRAGMA busy_timeout = 2000; PRAGMA query_only = ON; ' + CACHE);
    if (isCurrentIndex(database, synonyms)) return readTextsAsBytes(database);
  } catch {
    // Not there yet, or just being made.
  }
  database?.close();
  return undefined;
}

/** Whether the file still holds an index of this version of the program and of these synonyms. */
function isCurrentIndex(database: Database.Database, synonyms: Synonyms): boolean {
  return versionOf(database) === versionFor(synonyms);
}

/** Texts become terms by the synonyms, so that other ones need another index. */
function versionFor({ version }: Synonyms): number {
  return VERSION * 0x1_0000 + version;
}

function versionOf(database: Database.Database): number {
  const { user_version } = database.prepare('PRAGMA user_version').get() as {
    user_version: number;
  };
  return user_version;
}

function createTables(database: Database.Database, synonyms: Synonyms): void {
  if (isCurrentIndex(database, synonyms)) return; // Another process was faster.
  const old = database
    .prepare(
      `SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY sql LIKE 'CREATE VIRTUAL%' DESC`,
    )
    .all() as { name: string }[];
  for (const { name } of old) database.exec(`DROP TABLE IF EXISTS "${name}"`);
  // No id of a passage is used twice, so that what is kept under an id elsewhere cannot be taken for another passage's.
  database.exec(`
    CREATE TABLE documents (
      document TEXT PRIMARY KEY, revision TEXT NOT NULL, title TEXT NOT NULL, address TEXT, is_faq INTEGER NOT NULL, language TEXT NOT NULL
    );
    CREATE TABLE passages (
      id INTEGER PRIMARY KEY AUTOINCREMENT, document TEXT NOT NULL, language TEXT NOT NULL, heading TEXT NOT NULL, body TEXT NOT NULL, wordings TEXT NOT NULL
    );
    CREATE INDEX passages_by_document ON passages (document);
    CREATE TABLE headings (key TEXT NOT NULL, passage INTEGER NOT NULL);
    CREATE INDEX headings_by_key ON headings (key, passage);
    CREATE INDEX headings_by_passage ON headings (passage);
    -- A single character is looked up as the beginning of pairs.
    CREATE VIRTUAL TABLE passage_terms USING fts5(title, heading, body, wordings, tokenize = "unicode61 remove_diacritics 0", prefix = "1");
    CREATE VIRTUAL TABLE words USING fts5vocab(passage_terms, row);
    ${VECTOR_TABLES}
    ${BUILD_STATE_TABLE}
    PRAGMA user_version = ${versionFor(synonyms)};`);
}
