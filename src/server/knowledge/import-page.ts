import type { DocumentRecord, ReadDocument } from '../../knowledge/bases/document-record.ts';
import type { Documents } from '../../knowledge/bases/ports.ts';
import { MOST_NAME_LENGTH } from '../../knowledge/import/import-limits.ts';
import { PROBLEMS } from '../../knowledge/import/import-problems.ts';
import { hashOf, type DocumentReader } from '../../knowledge/import/read-document.ts';
import type { FetchResult } from '../../runtime/guarded-fetch.ts';
import type { Sentence } from '../../runtime/sentence.ts';
import { formatOfPage } from './format-of-page.ts';
import type { AddedFile } from './knowledge-desk.ts';
import { knowledgeTexts as texts } from './knowledge-texts.ts';
import { explainFetchFailure } from './page-failures.ts';

/** What came of a page, before the hosts of its links are looked at. */
export type ImportedPage = Omit<AddedFile, 'hosts'>;

/** Where pages are stored, and what reads them. */
export interface PageImportDeps {
  readonly documents: Pick<Documents, 'find' | 'put'>;
  readonly reader: Pick<DocumentReader, 'read'>;
}

/** Stores what a page says, under its address; a page that cannot be read leaves what was read of it before. */
export async function importPage(
  address: string,
  { base, fetched }: { readonly base: string; readonly fetched: FetchResult },
  { documents, reader }: PageImportDeps,
): Promise<ImportedPage> {
  const known = await documents.find(base, address);
  const fail = (problem: Sentence) =>
    failedPage(address, known?.state === 'ok' ? texts.earlierStays(problem) : problem);
  if (fetched.is !== 'fetched') return fail(explainFetchFailure(fetched));
  const { page } = fetched;
  const format = formatOfPage(page);
  if (format === undefined) return fail(explainFetchFailure({ is: 'wrong-kind' }));
  if (address.length > MOST_NAME_LENGTH) return fail(PROBLEMS.nameTooLong);
  const { content } = page;
  const bytes = content.kind === 'pdf' ? content.bytes : Buffer.from(content.text);
  // Links lead from where the redirects ended.
  const readAs = page.address.length > MOST_NAME_LENGTH ? address : page.address;
  const result = await reader.read(bytes, readAs, format);
  if (result.is === 'failed') return fail(result.document.problem);
  const document = { ...result.document, document: address, address };
  const hash = await hashOfText(document);
  const { isFaq, problem } = document;
  const told = {
    ...{ document: address, passages: document.passages.length, isFaq },
    ...(problem && { problem }),
  };
  if (isSame(known, hash)) return { ...told, result: 'unchanged' };
  await documents.put(base, { ...document, hash });
  return { ...told, result: 'added' };
}

/** The bytes of many pages change with each request, and what they say does not. */
function hashOfText({ title, passages }: ReadDocument): Promise<string> {
  return hashOf(Buffer.from(JSON.stringify({ title, passages })));
}

function isSame(known: DocumentRecord | undefined, hash: string): boolean {
  return known?.state === 'ok' && known.hash === hash;
}

/** Tells of a page that could not be taken in. */
export function failedPage(document: string, problem: Sentence): ImportedPage {
  return { document, result: 'failed', passages: 0, isFaq: false, problem };
}
