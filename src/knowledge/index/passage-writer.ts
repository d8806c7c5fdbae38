import type Database from 'libsql';
import type { DocumentRecord, StoredPassage } from '../bases/document-record.ts';
import type { Synonyms } from '../text/synonyms.ts';
import { indexTermsOf } from '../text/terms.ts';
import { keyOf, lastOf } from './heading-key.ts';
import { termsRowOf } from './terms-row.ts';

/** A document with its passages, as the index takes it in. */
export interface IndexedDocument extends Pick<
  DocumentRecord,
  'document' | 'revision' | 'title' | 'address' | 'isFaq' | 'language'
> {
  readonly passages: readonly StoredPassage[];
}

/** Writes documents into the tables of an index, each in one transaction: the caller's when there is one. */
export interface PassageWriter {
  /** Takes a document in, in place of an older revision of it. */
  put(document: IndexedDocument): void;
  /** Adds passages to the end of a document that was put with its first ones, and gives it this revision. */
  append(document: IndexedDocument): void;
  remove(document: string): void;
}

export function createPassageWriter(
  database: Database.Database,
  synonyms: Synonyms,
): PassageWriter {
  const statements = {
    putDocument: database.prepare(
      'INSERT INTO documents (document, revision, title, address, is_faq, language) VALUES (?, ?, ?, ?, ?, ?)',
    ),
    setRevision: database.prepare('UPDATE documents SET revision = ? WHERE document = ?'),
    lastHeading: database.prepare(
      'SELECT heading FROM passages WHERE document = ? ORDER BY id DESC LIMIT 1',
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
      `DELETE FROM passage_terms WHERE rowid IN (
        SELECT id * 2 + (language <> 'zh') FROM passages WHERE document = ?
      )`,
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
    putPassages({ ...record, passages });
  }
  function appendParts(document: IndexedDocument): void {
    statements.setRevision.run(document.revision, document.document);
    putPassages(document);
  }
  const joinTerms = (text: string) => indexTermsOf(text, synonyms).join(' ');
  function putPassages({ document, title, language, passages }: IndexedDocument): void {
    const last = statements.lastHeading.get(document) as { heading: string } | undefined;
    let above = last?.heading;
    // Neighbours have the same heading where a section was cut.
    let indexed: { readonly heading: string; readonly terms: string } | undefined;
    const titleTerms = joinTerms(title);
    for (const { heading, body, wordings } of passages) {
      const asked = wordings.join('\n');
      const { lastInsertRowid } = statements.putPassage.run(
        document,
        language,
        heading,
        body,
        asked,
      );
      if (heading !== indexed?.heading) indexed = { heading, terms: joinTerms(heading) };
      statements.putTerms.run(
        termsRowOf(lastInsertRowid, language),
        titleTerms,
        indexed.terms,
        joinTerms(body),
        joinTerms(asked),
      );
      // Where a section was cut, its heading leads to its beginning.
      if (heading === above) continue;
      above = heading;
      const keys = new Set([lastOf(heading) || title, heading, `${title} ${heading}`].map(keyOf));
      for (const key of keys) if (key !== '') statements.putHeading.run(key, lastInsertRowid);
    }
  }
  /** A transaction within another is refused by libsql. */
  const within = (work: () => void) => {
    if (database.inTransaction) work();
    else database.transaction(work).immediate();
  };
  return {
    put: (document) => within(() => putParts(document)),
    append: (document) => within(() => appendParts(document)),
    remove: (document) => within(() => removeParts(document)),
  };
}
