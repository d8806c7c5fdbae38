<<<<<<< HEAD
import { toPageAddress } from '../../knowledge/import/page-address.ts';
import type { GuardedFetch } from '../../runtime/guarded-fetch.ts';
import type { Sentence } from '../../runtime/sentence.ts';
import { failedPage, importPage, type ImportedPage, type PageImportDeps } from './import-page.ts';
=======
import type { DocumentRecord, ReadDocument } from '../../knowledge/bases/document-record.ts';
import type { Documents } from '../../knowledge/bases/ports.ts';
import { MOST_NAME_LENGTH } from '../../knowledge/import/import-limits.ts';
import { PROBLEMS } from '../../knowledge/import/import-problems.ts';
import { toPageAddress } from '../../knowledge/import/page-address.ts';
import { hashOf, type DocumentReader } from '../../knowledge/import/read-document.ts';
import type { GuardedFetch } from '../../runtime/guarded-fetch.ts';
import type { Sentence } from '../../runtime/sentence.ts';
import type { AddedFile } from './knowledge-desk.ts';
import { formatOfPage } from './format-of-page.ts';
>>>>>>> 7035d01 (feat(tools): pages of the web are read for followers, within bounds, and through FETCH_PROXY where it is set)
import { explainFetchFailure } from './page-failures.ts';
import { listSitemap } from './list-sitemap.ts';
import { knowledgeTexts as texts } from './knowledge-texts.ts';

interface ImportDeps extends PageImportDeps {
  readonly fetchPage: GuardedFetch;
}

interface ImportRequest {
  /** Of pages, or of a sitemap that lists them. */
  readonly addresses: readonly string[];
  readonly base: string;
  /** So many pages of each sitemap. */
  readonly most: number;
  readonly onNote: (says: Sentence) => void;
}

/** Takes pages of the web into a base, one after the other, and tells each when it is done. */
export async function* importPages(
  { addresses, base, most, onNote }: ImportRequest,
  deps: ImportDeps,
): AsyncGenerator<ImportedPage> {
  for (const written of addresses) {
    const address = toPageAddress(written);
    if (address === undefined) {
      yield failedPage(written, explainFetchFailure({ is: 'refused', reason: 'no-address' }));
      continue;
    }
    const fetched = await deps.fetchPage(address);
    const listed =
      fetched.is === 'fetched' ? await listSitemap(fetched.page, most, deps.fetchPage) : undefined;
    if (listed === undefined) {
      yield importPage(address, { base, fetched }, deps);
      continue;
    }
    if (listed.pages.length < listed.found)
      onNote(texts.moreInSitemap(listed.pages.length, listed.found));
    for (const page of listed.pages)
      yield importPage(page, { base, fetched: await deps.fetchPage(page) }, deps);
  }
}
<<<<<<< HEAD
=======

/** Stores what a page says, under its address; a page that cannot be read leaves what was read of it before. */
async function importPage(
  address: string,
  { base, fetched }: { readonly base: string; readonly fetched: Awaited<ReturnType<GuardedFetch>> },
  { documents, reader }: ImportDeps,
): Promise<Imported> {
  const known = await documents.find(base, address);
  const fail = (problem: Sentence) =>
    toFailed(address, known?.state === 'ok' ? texts.earlierStays(problem) : problem);
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

function toFailed(document: string, problem: Sentence): Imported {
  return { document, result: 'failed', passages: 0, isFaq: false, problem };
}
>>>>>>> 7035d01 (feat(tools): pages of the web are read for followers, within bounds, and through FETCH_PROXY where it is set)
