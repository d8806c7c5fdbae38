import { isMetadataName, kindOfAddress } from '../../runtime/address-kind.ts';
import type { RefusalReason } from '../../runtime/guarded-fetch.ts';
import { isLocalName } from '../../runtime/local-address.ts';

/** An address that may be asked, or why not. */
export type AddressVerdict =
  | { readonly is: 'allowed'; readonly url: URL }
  | { readonly is: 'refused'; readonly reason: RefusalReason };

/** Longer ones are an attempt at something else. */
const LONGEST = 2_000;
const PORTS = new Set(['', '80', '443']);
/** Names that no public name server knows. */
const RESERVED_NAMES = /\.(?:arpa|test|invalid|onion)$/;

/**
 * Says whether an address of the web may be asked, before its name is looked up. The parser of URLs has brought every
 * spelling of a number (octal, hexadecimal, in one piece, in full-width digits) into its usual form.
 */
export function judgeWebAddress(address: string): AddressVerdict {
  const refuse = (reason: RefusalReason) => ({ is: 'refused', reason }) as const;
  if (address.length > LONGEST || !URL.canParse(address)) return refuse('no-address');
  const url = new URL(address);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return refuse('protocol');
  if (url.username !== '' || url.password !== '') return refuse('credentials');
  if (!PORTS.has(url.port)) return refuse('port');
  return isPublicHost(hostOf(url)) ? { is: 'allowed', url } : refuse('not-public');
}

/** Says whether an address to which a name leads may be connected to. */
export function isPublicAddress(ip: string): boolean {
  return kindOfAddress(ip) === 'public';
}

/** Returns a URL's host as a resolver takes it: without brackets, and without a dot at its end. */
export function hostOf({ hostname }: Pick<URL, 'hostname'>): string {
  return hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '');
}

function isPublicHost(host: string): boolean {
  const kind = kindOfAddress(host);
  if (kind !== undefined) return kind === 'public';
  return !isLocalName(host) && !RESERVED_NAMES.test(host) && !isMetadataName(host);
}
