import { lookup } from 'node:dns/promises';
import { BlockList, isIP } from 'node:net';
import { settingsTexts } from '../../console/settings/settings-texts.ts';
import { KuaihuiError } from '../../runtime/errors.ts';

/** The address belongs to the machine's own landlord, where a cloud keeps its credentials. */
export class ForbiddenAddressError extends KuaihuiError {
  override readonly name = 'ForbiddenAddressError';
  readonly code = 'address_forbidden';
}

/** Link-local networks, and where Alibaba Cloud, Oracle and AWS answer a machine with its own credentials. */
const forbidden = new BlockList();
forbidden.addSubnet('169.254.0.0', 16, 'ipv4');
forbidden.addAddress('100.100.100.200', 'ipv4');
forbidden.addAddress('192.0.0.192', 'ipv4');
// The same address as IPv6 writes it for a translating network (RFC 6052) and for 6to4.
forbidden.addSubnet('64:ff9b::a9fe:0', 112, 'ipv6');
forbidden.addSubnet('2002:a9fe::', 32, 'ipv6');
forbidden.addSubnet('fe80::', 10, 'ipv6');
forbidden.addAddress('fd00:ec2::254', 'ipv6');

/**
 * Refuses an address that no model has. A model in the owner's own network stays possible. Throws ForbiddenAddressError.
 */
export async function refuseMetadataAddress(address: string): Promise<void> {
  if (!URL.canParse(address)) return;
  const hostname = new URL(address).hostname.replace(/^\[|\]$/g, '');
  const known = await lookup(hostname, { all: true }).catch(() => []);
  const addresses = [hostname, ...known.map((one) => one.address)];
  const isNamed = /(?:^|\.)metadata(?:\.|$)/i.test(hostname);
  if (isNamed || addresses.some(isForbidden))
    throw new ForbiddenAddressError(settingsTexts.metadataAddress());
}

function isForbidden(address: string): boolean {
  const family = isIP(address);
  if (family === 0) return false;
  const plain = /^::ffff:(\d+\..*)$/i.exec(address)?.[1];
  if (plain !== undefined) return forbidden.check(plain, 'ipv4');
  return forbidden.check(address, family === 6 ? 'ipv6' : 'ipv4');
}
