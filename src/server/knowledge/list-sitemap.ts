import { toPageAddress } from '../../knowledge/import/page-address.ts';
import { parseSitemap } from '../../knowledge/import/parse-sitemap.ts';
import type { FetchedPage, GuardedFetch } from '../../runtime/guarded-fetch.ts';

/** The pages of a sitemap that are to be read, and how many it lists. */
interface ListedPages {
  readonly pages: readonly string[];
  readonly found: number;
}

/** So many sitemaps of an index are fetched. */
const MOST_SITEMAPS = 20;

/** Lists the pages of a sitemap, or of the sitemaps that it names; undefined for any other page. */
export async function listSitemap(
  { address, content }: FetchedPage,
  most: number,
  fetchPage: GuardedFetch,
): Promise<ListedPages | undefined> {
  const sitemap = content.kind === 'xml' ? parseSitemap(content.text) : undefined;
  if (sitemap === undefined) return undefined;
  const site = siteOf(address);
  const found = new Set<string>();
  const add = (addresses: readonly string[]) => {
    for (const written of addresses) {
      const page = toPageAddress(written);
      // A sitemap speaks for its own site (https://www.sitemaps.org/protocol.html#location).
      if (page !== undefined && siteOf(page) === site) found.add(page);
    }
  };
  if (sitemap.is === 'pages') add(sitemap.addresses);
  else
    for (const named of sitemap.addresses.slice(0, MOST_SITEMAPS)) {
      if (found.size >= most) break;
      const fetched = await fetchPage(named);
      const inner =
        fetched.is === 'fetched' && fetched.page.content.kind === 'xml'
          ? parseSitemap(fetched.page.content.text)
          : undefined;
      if (inner?.is === 'pages') add(inner.addresses);
    }
  return { pages: [...found].slice(0, most), found: found.size };
}

function siteOf(address: string): string {
  return new URL(address).hostname.replace(/^www\./, '');
}
