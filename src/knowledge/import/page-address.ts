import { isArticleAddress } from './formats/parse-article.ts';
import { toAddress } from './read-address.ts';

/** What names an article in a long link; the rest says from where it was opened. */
const NAMES_ARTICLE = ['__biz', 'mid', 'idx', 'sn'];

/**
 * Returns the address by which a page is known in its base: without what leads within the page, and an article's without
 * what tells who shared it. Undefined for any other text.
 */
export function toPageAddress(written: string): string | undefined {
  const address = toAddress(written);
  if (address === undefined) return undefined;
  const url = new URL(address);
  url.hash = '';
  if (!isArticleAddress(address)) return url.href;
  url.protocol = 'https:';
  const known = NAMES_ARTICLE.flatMap((name): [string, string][] => {
    const value = url.searchParams.get(name);
    return value === null ? [] : [[name, value]];
  });
  if (url.pathname === '/s' && known.length === NAMES_ARTICLE.length)
    url.search = new URLSearchParams(known).toString();
  else if (url.pathname.startsWith('/s/')) url.search = '';
  return url.href;
}
