import type { PageReading } from '../../answering/page-reader.ts';
import type { Clock } from '../../runtime/clock.ts';

/** Keeps what was read of pages for a while, so that what one follower shares is not fetched for the next one again. */
export interface PageCache {
  get(address: string): PageReading | undefined;
  put(address: string, reading: PageReading): void;
}

const PAGE_MS = 30 * 60_000;
/** A page that failed may be there a moment later. */
const FAILURE_MS = 60_000;
const MOST_PAGES = 200;
const MOST_CHARACTERS = 2_000_000;

interface Kept {
  readonly reading: PageReading;
  readonly until: number;
  readonly size: number;
}

/** Creates a cache of this process; the page that was kept first gives way first. */
export function createPageCache(clock: Clock): PageCache {
  const pages = new Map<string, Kept>();
  let size = 0;

  const remove = (address: string) => {
    size -= pages.get(address)?.size ?? 0;
    pages.delete(address);
  };

  return {
    get(address) {
      const kept = pages.get(address);
      if (kept === undefined) return undefined;
      if (clock.now() < kept.until) return kept.reading;
      remove(address);
      return undefined;
    },
    put(address, reading) {
      remove(address);
      const isPage = reading.is === 'page';
      const until = clock.now() + (isPage ? PAGE_MS : FAILURE_MS);
      const kept = { reading, until, size: isPage ? reading.page.text.length : 0 };
      pages.set(address, kept);
      size += kept.size;
      for (const oldest of pages.keys()) {
        if (pages.size <= MOST_PAGES && size <= MOST_CHARACTERS) break;
        remove(oldest);
      }
    },
  };
}
