import { toPageAddress } from '../../knowledge/import/page-address.ts';
import type { GuardedFetch } from '../../runtime/guarded-fetch.ts';
import type { Sentence } from '../../runtime/sentence.ts';
import { failedPage, importPage, type ImportedPage, type PageImportDeps } from './import-page.ts';
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
