import type Database from 'libsql';
import type { DocumentRecord, StoredPassage } from '../bases/document-record.ts';
import { termsOf } from '../text/terms.ts';
import { keyOf, lastOf } from './heading-key.ts';

/** A document with its passages, as the index takes it in. */
export interface IndexedDocument extends Pick<
  DocumentRecord,
  'document' | 'revision' | 'title' | 'address' | 'isFaq' | 'language'
> {
  readonly passages: readonly StoredPassage[];
}

/** Writes documents into the tables of an index, each in one transaction. */
export interface PassageWriter {
  /** Takes a document in, in place of an older revision of it. */
  put(document: IndexedDocument): void;
  remove(document: string): void;
}

export function createPassageWriter(database: Database.Database): PassageWriter {
  const statements = {
    putDocument: database.prepare(
      'INSERT INTO documents (document, revision, title, address, is_faq, language) VALUES (?, ?, ?, ?, ?, ?)',
    ),
    putPassage: database.prepare(
      'INSERT INTO passages (document, language, heading, body, wordings) VALUES (?, ?, ?, ?, ?)',
    ),
    putTerms: database.prepare(
      'INSERT INTO passage_terms (rowid, title, heading, body, wordings) VALUES (?, ?, ?, ?, ?)',
    ),
    putHeading: database.prepare('INSERT INTO headings (key, passage) VALUES (?, ?)'),
    removeHeadings: database.prepare(
      'DELETE FROM headings WHERE passage IN (SELECT id FROM passages WHERE document = ?)',
    ),
    removeTerms: database.prepare(
      'DELETE FROM passage_terms WHERE rowid IN (SELECT id FROM passages WHERE document = ?)',
    ),
    removePassages: database.prepare('DELETE FROM passages WHERE document = ?'),
    removeDocument: database.prepare('DELETE FROM documents WHERE document = ?'),
  };
  function removeParts(document: string): void {
    statements.removeHeadings.run(document);
    statements.removeTerms.run(document);
    statements.removePassages.run(document);
    statements.removeDocument.run(document);
  }
  function putParts({ passages, ...record }: IndexedDocument): void {
    const { document, revision, title, address = null, isFaq, language } = record;
    removeParts(document);
    statements.putDocument.run(document, revision, title, address, isFaq ? 1 : 0, language);
    let above: string | undefined;
    for (const { heading, body, wordings } of passages) {
      const asked = wordings.join('\n');
      const { lastInsertRowid } = statements.putPassage.run(
        document,
        language,
        heading,
        body,
        asked,
      );
      const terms = [title, heading, body, asked].map((part) => termsOf(part).join(' '));
      statements.putTerms.run(lastInsertRowid, ...terms);
      // Where a section was cut, its heading leads to its beginning.
      if (heading === above) continue;
      above = heading;
      const keys = new Set([lastOf(heading) || title, heading, `${title} ${heading}`].map(keyOf));
      for (const key of keys) if (key !== '') statements.putHeading.run(key, lastInsertRowid);
    }
  }
  const put = database.transaction(putParts);
  const remove = database.transaction(removeParts);
  return {
    put: (document) => void put.immediate(document),
    remove: (document) => void remove.immediate(document),
  };
}
