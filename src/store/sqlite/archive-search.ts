import { MOST_SEARCH_MS, type ArchiveFilter } from '../../delivery/turn-archive.ts';
import type { ArchivePosition } from './archive-position.ts';
import {
  positionOf,
  selectEnd,
  selectMatching,
  toQuery,
  type ArchiveRow,
} from './archive-query.ts';
import type { Database } from './database.ts';

/** What is looked for, from where on. */
export interface ArchiveSearch {
  readonly filter: ArchiveFilter;
  readonly after: ArchivePosition | undefined;
  readonly most: number;
}

/** The rows that match, and where the look ended before the end of the list. */
export interface ArchiveSearchResult {
  readonly rows: readonly ArchiveRow[];
  readonly end?: ArchivePosition;
  /** The time was over before there were enough. */
  readonly isUnfinished?: true;
}

/** Turns that are looked at in one read transaction, so that none lasts long. */
export const LOOKED_AT_ONCE = 1_000;

/**
 * Looks at turns, newest first, until enough match or the time is over. Between two steps `pause` lets others go on. It
 * blocks its thread for a step at a time.
 */
export async function searchArchive(
  database: Pick<Database, 'prepare'>,
  { filter, after, most }: ArchiveSearch,
  { now, pause }: { readonly now: () => number; readonly pause: () => Promise<void> },
): Promise<ArchiveSearchResult> {
  const giveUpAt = now() + MOST_SEARCH_MS;
  const rows: ArchiveRow[] = [];
  let position = after;
  for (;;) {
    const query = toQuery(filter, position);
    const found = database
      .prepare<ArchiveRow>(selectMatching(query))
      .all({ looked: LOOKED_AT_ONCE, most: most - rows.length + 1, ...query.values });
    if (rows.length + found.length > most) {
      rows.push(...found.slice(0, most - rows.length));
      const last = rows.at(-1);
      return { rows, ...(last && { end: positionOf(last) }) };
    }
    rows.push(...found);
    const end = database
      .prepare<Pick<ArchiveRow, 'row' | 'created_at' | 'sequence'>>(selectEnd(query))
      .first({ skipped: LOOKED_AT_ONCE - 1, ...query.values });
    if (!end) return { rows };
    position = positionOf(end);
    if (now() >= giveUpAt) return { rows, end: position, isUnfinished: true };
    await pause();
  }
}
