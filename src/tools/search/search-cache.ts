import type { Clock } from '../../runtime/clock.ts';
import type { SearchHit } from './clean-hit.ts';

/** Keeps what was found for a while, because followers ask alike when there is news. */
export interface SearchCache {
  get(query: string): readonly SearchHit[] | undefined;
  put(query: string, hits: readonly SearchHit[]): void;
}

const KEPT_MS = 10 * 60_000;
const MOST_QUERIES = 200;

/** Creates a cache of this process; the search that was kept first gives way first. */
export function createSearchCache(clock: Pick<Clock, 'now'>): SearchCache {
  const kept = new Map<string, { readonly hits: readonly SearchHit[]; readonly until: number }>();
  return {
    get(query) {
      const found = kept.get(query);
      if (found === undefined || clock.now() < found.until) return found?.hits;
      kept.delete(query);
      return undefined;
    },
    put(query, hits) {
      kept.delete(query);
      kept.set(query, { hits, until: clock.now() + KEPT_MS });
      const [oldest] = kept.keys();
      if (kept.size > MOST_QUERIES && oldest !== undefined) kept.delete(oldest);
    },
  };
}
