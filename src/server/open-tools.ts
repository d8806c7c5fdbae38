import type { Clock } from '../runtime/clock.ts';
import type { GuardedFetch } from '../runtime/guarded-fetch.ts';
import type { Store } from '../store/store.ts';
import { buildPages } from './build-pages.ts';
import type { ToolShare } from './build-tools.ts';

interface OpenToolsDeps {
  readonly fetchPage: GuardedFetch;
  readonly store: Pick<Store, 'collections'>;
  readonly clock: Clock;
  readonly ofServers: ToolShare['ofServers'];
}

/** What the tools of a process need as long as it runs. */
export interface OpenTools {
  readonly share: ToolShare;
  /** Ends what is being read. */
  stop(): void;
}

/** Opens what the tools of all accounts of this process share. */
export function openTools({ fetchPage, store, clock, ofServers }: OpenToolsDeps): OpenTools {
  const pages = buildPages({ fetchPage, collections: store.collections, clock });
  return {
    share: { pages: pages.reader, ofServers },
    stop: () => pages.close(),
  };
}
