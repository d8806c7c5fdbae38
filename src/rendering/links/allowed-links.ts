import { addressKey, isOdd, parseLink } from './address-key.ts';
import { isHost } from './top-level-domains.ts';

/** The links that stay in a text, and what stands in the place of others. */
export interface AllowedLinks {
  /** Exact hosts in lower case and in the ASCII form. */
  readonly hosts: readonly string[];
  /** Hosts that stand for those below them as well. */
  readonly domains: readonly string[];
  /** Whole addresses, as they were written. */
  readonly addresses: readonly string[];
  /** Stands in the place of a link or after it, with brackets, such as `（链接已省略）`. */
  readonly mark: string;
  /** What becomes of other links; without it they are left out, with contact data and all that looks like a host. */
  readonly unknown?: 'marked' | 'left-out';
}

const SCHEME = /^[a-z][a-z0-9+.-]*:(?:\/\/|\\\\)?/i;
/** A mail address or a number, which the text around it explains. */
const CONTACT = /^(?:(?:tel|sms):|(?:mailto:)?[^\s@/?#:]+@[^\s@/?#:]+$)/i;
/** The machine of the reader. */
const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|0\.0\.0\.0|\[::1\])$/;
/** Another address within a path or a query, at which a chat client may begin a link. */
const NESTED = /[a-z][a-z0-9+.-]*:(?:\/\/|\\\\).*$|www\..*$/i;

/** What a query or a fragment names, without the slashes at its beginning. */
const VALUE = /[?&#=;]\/*([^?&#=;]+)/g;
const MOST_ENCODED = 4;

/** Whether a link may stay; `host` is where it leads to, as far as it can be read. */
export interface LinkJudgement {
  readonly isAllowed: boolean;
  readonly host: string;
}

/** Judges a link that a text holds, with or without its scheme. */
export function judgeLink(link: string, allowed: AllowedLinks): LinkJudgement {
  const url = parseLink(link);
  const host = url?.hostname.replace(/\.$/, '') ?? '';
  const isNone = allowed.unknown !== undefined && (CONTACT.test(link) || LOOPBACK.test(host));
  const key = addressKey(link);
  if (isNone || allowed.addresses.some((address) => addressKey(address) === key))
    return { isAllowed: true, host };
  // Programs disagree about where an odd one leads.
  if (!url || isOdd(link) || !isListed(host, allowed)) return { isAllowed: false, host };
  const rest = link.replace(SCHEME, '').replace(/^www\./i, '');
  const isAllowed = listNested(rest).every((nested) => judgeLink(nested, allowed).isAllowed);
  return { isAllowed, host };
}

/** Lists the addresses to which a page may send its reader on, however often they are encoded. */
function listNested(rest: string): readonly string[] {
  const nested = new Set<string>();
  let plain = rest;
  for (let depth = 0; depth < MOST_ENCODED; depth += 1) {
    const address = NESTED.exec(plain)?.[0];
    if (address !== undefined) nested.add(address);
    for (const { 1: value = '' } of plain.matchAll(VALUE)) {
      const [name = '', ...path] = value.split('/');
      if (isHost(name, path.length > 0)) nested.add(value);
    }
    const decoded = decode(plain);
    if (decoded === plain) break;
    plain = decoded;
  }
  return [...nested];
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function isListed(host: string, { hosts, domains }: AllowedLinks): boolean {
  return (
    hosts.includes(host) || domains.some((domain) => host === domain || host.endsWith(`.${domain}`))
  );
}
