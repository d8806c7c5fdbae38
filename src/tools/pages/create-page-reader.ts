import type { PageReader, PageReading, PageRequest } from '../../answering/page-reader.ts';
import type { GuardedFetch } from '../../runtime/guarded-fetch.ts';
import { cutText } from './cut-text.ts';
import type { TakePage } from './page-allowance.ts';
import type { PageCache } from './page-cache.ts';
import type { PageToText } from './page-to-text.ts';

export interface PageReaderDeps {
  readonly fetchPage: GuardedFetch;
  readonly toText: PageToText;
  readonly takePage: TakePage;
  readonly cache: PageCache;
}

/** The guarded fetch takes none that is longer. */
const LONGEST_ADDRESS = 2_000;
/** About 8,000 tokens of Chinese. */
const MOST_CHARACTERS = 12_000;

/** Creates what reads pages for followers. Requests for the same address share one fetch, which ends by itself. */
export function createPageReader(deps: PageReaderDeps): PageReader {
  const { fetchPage, toText, takePage, cache } = deps;
  const underWay = new Map<string, Promise<PageReading>>();

  async function fetchAndRead(address: string): Promise<PageReading> {
    const fetched = await fetchPage(address);
    if (fetched.is !== 'fetched') return fetched;
    const { page } = fetched;
    const read = await toText(page);
    if (read.is === 'unreadable') return read;
    return {
      is: 'page',
      page: { address: page.address, title: read.title, ...cutText(read.text, MOST_CHARACTERS) },
    };
  }

  function begin(address: string): Promise<PageReading> {
    const reading = fetchAndRead(address);
    underWay.set(address, reading);
    const end = () => underWay.delete(address);
    reading.then((result) => {
      cache.put(address, result);
      end();
    }, end);
    return reading;
  }

  return {
    async read(written, { turn, signal }: PageRequest) {
      if (written.length > LONGEST_ADDRESS) return { is: 'refused', reason: 'no-address' };
      const address = withoutFragment(written);
      const known = cache.get(address);
      if (known) return known;
      if (!underWay.has(address) && !(await takePage(turn))) return { is: 'too-many' };
      // Another follower may have begun meanwhile.
      return untilAborted(underWay.get(address) ?? begin(address), signal);
    },
  };
}

/** A page whose callers have left is read to its end all the same, for the next one. */
function untilAborted(reading: Promise<PageReading>, signal: AbortSignal): Promise<PageReading> {
  return new Promise((resolve, reject) => {
    const giveUp = () => resolve({ is: 'timed-out' });
    if (signal.aborted) return giveUp();
    signal.addEventListener('abort', giveUp, { once: true });
    reading.then(resolve, reject).finally(() => signal.removeEventListener('abort', giveUp));
  });
}

function withoutFragment(written: string): string {
  if (!URL.canParse(written)) return written;
  const url = new URL(written);
  url.hash = '';
  return url.href;
}
