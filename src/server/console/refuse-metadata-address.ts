import { lookup } from 'node:dns/promises';
import { BlockList, isIP } from 'node:net';
import { KuaihuiError } from '../../runtime/errors.ts';

/** The address belongs to the machine's own landlord, where a cloud keeps its credentials. */
class ForbiddenAddressError extends KuaihuiError {
  override readonly name = 'ForbiddenAddressError';
  readonly code = 'address_forbidden';
}

/** Link-local networks, and where Alibaba Cloud, Oracle and AWS answer a machine with its own credentials. */
const forbidden = new BlockList();
forbidden.addSubnet('169.254.0.0', 16, 'ipv4');
forbidden.addAddress('100.100.100.200', 'ipv4');
forbidden.addAddress('192.0.0.192', 'ipv4');
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
    throw new ForbiddenAddressError({
      en: 'This address is reserved for the machine itself or its cloud; no model is there. Enter the address from the vendor’s page.',
      zh: '这是给机器自身或云平台保留的地址，不会有模型。请填厂商页面上的地址。',
    });
}

function isForbidden(address: string): boolean {
  const family = isIP(address);
  if (family === 0) return false;
  const plain = /^::ffff:(\d+\..*)$/i.exec(address)?.[1];
  if (plain !== undefined) return forbidden.check(plain, 'ipv4');
  return forbidden.check(address, family === 6 ? 'ipv6' : 'ipv4');
}
