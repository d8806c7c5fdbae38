const SCHEME = /^[a-z][a-z0-9+.-]*:(?:\/\/|\\\\)?/i;
/** Names a place within a page; one with more signs may be a page of its own. */
const ANCHOR = /^#[\p{L}\p{N}_-]*$/u;

/**
 * Returns what two spellings of one address share: scheme, `www.`, a slash at the end, an anchor, encodings and the case
 * of the host make no other address. What is no address of the web, or an odd one, is compared as it is written.
 */
export function addressKey(written: string): string {
  const link = written.trim();
  const url = isOdd(link) ? undefined : parseLink(link);
  if (!url) return link;
  const host = url.host.replace(/^www\./, '');
  const hash = decode(url.hash);
  return `${host}${decode(url.pathname).replace(/\/$/, '')}${decode(url.search)}${ANCHOR.test(hash) ? '' : hash}`;
}

/** Reads where a link leads to; undefined for a scheme that is none of the web's. */
export function parseLink(link: string): URL | undefined {
  const scheme = SCHEME.exec(link)?.[0] ?? '';
  if (scheme !== '' && !/^https?:\/\/$/i.test(scheme) && !/^[^:]*\.[^:]*:$/.test(scheme))
    return undefined;
  const withScheme = /^https?:\/\//i.test(link) ? link : `https://${link.replace(/^\/+/, '')}`;
  return URL.canParse(withScheme) ? new URL(withScheme) : undefined;
}

/** Whether programs disagree about where a link leads. */
export function isOdd(link: string): boolean {
  if (/[\\\s]/.test(link)) return true;
  const [authority = ''] = link.replace(SCHEME, '').split(/[/?#]/);
  return SCHEME.test(link) && authority.includes('@');
}

/** Signs that separate parts of an address stay encoded. */
function decode(text: string): string {
  try {
    return decodeURI(text);
  } catch {
    return text;
  }
}
