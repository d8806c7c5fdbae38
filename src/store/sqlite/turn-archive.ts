import type { ArchivePage, TurnArchive } from '../../delivery/turn-archive.ts';
import { readPosition, writePosition } from './archive-position.ts';
import {
  positionOf,
  SELECT_TURN,
  selectMatching,
  selectTurns,
  toArchivedTurn,
  toQuery,
  type ArchiveQuery,
  type ArchiveRow,
} from './archive-query.ts';
import { LOOKED_AT_ONCE } from './archive-search.ts';
import { createArchiveThread } from './archive-thread.ts';
import type { Session } from './session.ts';

/**
 * Lists turns by an index where one answers the filter; what takes a look at each turn is done by a thread, so that no
 * answer waits for it.
 */
export function createTurnArchive(
  { database, operations, clock }: Session,
  file: string,
): TurnArchive & { close(): Promise<void> } {
  const { read } = operations;
  const thread = createArchiveThread(file, clock);
  const one = database.prepare<ArchiveRow>(SELECT_TURN);

  const lookOnce = (query: ArchiveQuery, most: number) => {
    const select = database.prepare<ArchiveRow>(selectMatching(query));
    const values = { looked: LOOKED_AT_ONCE, most: most + 1, ...query.values };
    return read('archive.list', () => select.all(values));
  };

  return {
    async list(filter, { after, most }) {
      const position = readPosition(after);
      const query = toQuery(filter, position);
      if (query.matching !== undefined) {
        // Most turns are answered, and by a model: a page of them is found at once.
        const first = filter.text ? [] : await lookOnce(query, most);
        if (first.length > most) return toPage(first, most);
        const { rows, end, isUnfinished } = await thread.search({ filter, after: position, most });
        return {
          turns: rows.map(toArchivedTurn),
          ...(end && { next: writePosition(end) }),
          ...(isUnfinished && { isUnfinished }),
        };
      }
      const select = database.prepare<ArchiveRow>(selectTurns(query));
      const rows = await read('archive.list', () =>
        select.all({ most: most + 1, ...query.values }),
      );
      return toPage(rows, most);
    },
    find: (turnId) =>
      read('archive.find', () => {
        const row = one.first({ id: turnId });
        return row && toArchivedTurn(row);
      }),
    close: () => thread.close(),
  };
}

/** Makes a page of rows of which one more than `most` was asked for. */
function toPage(rows: readonly ArchiveRow[], most: number): ArchivePage {
  const shown = rows.slice(0, most);
  const last = shown.at(-1);
  return {
    turns: shown.map(toArchivedTurn),
    ...(last && rows.length > most && { next: writePosition(positionOf(last)) }),
  };
}
