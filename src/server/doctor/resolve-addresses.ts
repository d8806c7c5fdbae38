import { lookup, Resolver } from 'node:dns/promises';

const TIMEOUT_MS = 3000;

/**
 * Returns the addresses of a name as the name server has them: the machine's own list of hosts often names itself. That
 * list counts where no name server answers.
 */
export async function resolveAddresses(hostname: string): Promise<readonly string[]> {
  const resolver = new Resolver({ timeout: TIMEOUT_MS, tries: 1 });
  const found = await Promise.allSettled([
    resolver.resolve4(hostname),
    resolver.resolve6(hostname),
  ]);
  const addresses = found.flatMap((one) => (one.status === 'fulfilled' ? one.value : []));
  if (addresses.length > 0) return addresses;
  const known = await lookup(hostname, { all: true }).catch(() => []);
  return known.map(({ address }) => address);
}
