import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';

/**
 * Where an IP address leads. `credentials` are the services of a cloud that hand a machine its own keys, and the
 * link-local networks in which they live; `reserved` is whatever no website has.
 */
export type AddressKind = 'public' | 'loopback' | 'private' | 'credentials' | 'reserved';

const KINDS: Readonly<Record<string, AddressKind>> = {
  unicast: 'public',
  loopback: 'loopback',
  // A connection to 0.0.0.0 reaches this machine.
  unspecified: 'loopback',
  private: 'private',
  carrierGradeNat: 'private',
  uniqueLocal: 'private',
  deprecatedSiteLocal: 'private',
  linkLocal: 'credentials',
};
/** Alibaba Cloud, Oracle and AWS answer a machine with its credentials there. */
const CREDENTIALS = new Set(['100.100.100.200', '192.0.0.192', 'fd00:ec2::254']);
/** The only block from which IPv6 addresses of the internet are given out. */
const IPV6_INTERNET = ipaddr.parseCIDR('2000::/3');

/** Returns where an IP address leads, by the IPv4 address inside it where there is one; undefined for any other text. */
export function kindOfAddress(text: string): AddressKind | undefined {
  if (isIP(text) === 0) return undefined;
  const address = ipaddr.parse(text);
  if (CREDENTIALS.has(address.toString())) return 'credentials';
  if (address instanceof ipaddr.IPv4) return KINDS[address.range()] ?? 'reserved';
  const within = embeddedIn(address);
  if (within === undefined)
    return KINDS[address.range()] === 'public' && !address.match(IPV6_INTERNET)
      ? 'reserved'
      : (KINDS[address.range()] ?? 'reserved');
  const kind = kindOfAddress(within.address) ?? 'reserved';
  return kind === 'public' && !within.isRouted ? 'reserved' : kind;
}

/** Finds the IPv4 address that an IPv6 address stands for, and says whether networks lead there today. */
function embeddedIn(
  address: ipaddr.IPv6,
): { readonly address: string; readonly isRouted: boolean } | undefined {
  const bytes = address.toByteArray();
  const at = (from: number) => bytes.slice(from, from + 4).join('.');
  const range: string = address.range();
  if (range === 'ipv4Mapped') return { address: at(12), isRouted: true };
  // A network without IPv4 reaches the rest of the internet by such addresses (RFC 6052).
  if (range === 'rfc6052') return { address: at(12), isRouted: bytes[5] === 0 };
  if (range === 'rfc6145') return { address: at(12), isRouted: false };
  if (range === '6to4') return { address: at(2), isRouted: false };
  const isCompatible = range === 'unicast' && bytes.slice(0, 12).every((byte) => byte === 0);
  return isCompatible ? { address: at(12), isRouted: false } : undefined;
}

/** Says whether a host name is the one under which clouds serve a machine's credentials. */
export function isMetadataName(hostname: string): boolean {
  return /(?:^|\.)metadata(?:\.|$)/i.test(hostname);
}
