import type { ServerConfig } from '../config/config.ts';
import type { Clock } from '../runtime/clock.ts';
import type { GuardedFetch } from '../runtime/guarded-fetch.ts';
import { readVersion } from '../runtime/version.ts';
import { createGuardedFetch } from '../tools/fetch/create-guarded-fetch.ts';

/** Creates the fetch of this process for addresses that strangers name. */
export function createWebFetch(
  { fetchProxy }: Pick<ServerConfig, 'fetchProxy'>,
  clock: Clock,
): GuardedFetch {
  // Websites are told which program reads them.
  const userAgent = `Mozilla/5.0 (compatible; Kuaihui/${readVersion()})`;
  return createGuardedFetch({
    clock,
    userAgent,
    ...(fetchProxy !== undefined && { proxy: fetchProxy }),
  });
}
