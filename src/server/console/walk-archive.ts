import type { ArchivedTurn, ArchiveFilter, TurnArchive } from '../../delivery/turn-archive.ts';

const ON_A_PAGE = 200;

/** Returns all turns that match, the newest first, read page by page as they are asked for. */
export async function* walkArchive(
  archive: Pick<TurnArchive, 'list'>,
  filter: ArchiveFilter,
): AsyncGenerator<ArchivedTurn, void, undefined> {
  let after: string | undefined;
  do {
    const page = await archive.list(filter, {
      most: ON_A_PAGE,
      ...(after !== undefined && { after }),
    });
    yield* page.turns;
    after = page.next;
  } while (after !== undefined);
}
