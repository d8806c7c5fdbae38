import { BlockList, isIP } from 'node:net';

const localNetworks = new BlockList();
for (const [network, prefix] of [
  ['127.0.0.0', 8],
  ['10.0.0.0', 8],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
  ['169.254.0.0', 16],
] as const)
  localNetworks.addSubnet(network, prefix);
localNetworks.addAddress('0.0.0.0', 'ipv4');
localNetworks.addAddress('::1', 'ipv6');
localNetworks.addSubnet('fc00::', 7, 'ipv6');
localNetworks.addSubnet('fe80::', 10, 'ipv6');

/** Says whether a URL's host name is this machine's own. */
export function isLoopback(hostname: string): boolean {
  return /^(?:(?:.+\.)?localhost|127(?:\.\d+){3}|0\.0\.0\.0|\[::1?\]|\[::ffff:7f[\da-f:]+\])\.?$/i.test(
    hostname,
  );
}

/** Says whether a URL leads to this machine or its own network, such as to a model server of the deployer. */
export function isLocalAddress(url: string | undefined): boolean {
  if (url === undefined || !URL.canParse(url)) return false;
  const host = new URL(url).hostname.replace(/^\[|\]$/g, '');
  const version = isIP(host);
  if (version !== 0) return localNetworks.check(host, version === 6 ? 'ipv6' : 'ipv4');
  // A name without a dot belongs to this machine, to its network, or to another container.
  return !host.includes('.') || /\.(?:local|localhost|lan|internal|home\.arpa)$/i.test(host);
}
