import type { TurnArchive } from '../../delivery/turn-archive.ts';
import { readPosition, writePosition } from './archive-position.ts';
import {
  positionOf,
  SELECT_TURN,
  selectTurns,
  toArchivedTurn,
  toQuery,
  type ArchiveRow,
} from './archive-query.ts';
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

  return {
    async list(filter, { after, most }) {
      const position = readPosition(after);
      const query = toQuery(filter, position);
      if (query.matching !== undefined) {
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
      const shown = rows.slice(0, most);
      const last = shown.at(-1);
      return {
        turns: shown.map(toArchivedTurn),
        ...(last && rows.length > most && { next: writePosition(positionOf(last)) }),
      };
    },
    find: (turnId) =>
      read('archive.find', () => {
        const row = one.first({ id: turnId });
        return row && toArchivedTurn(row);
      }),
    close: () => thread.close(),
  };
}
