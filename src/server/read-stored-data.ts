import type { StoredData } from '../inbox/write-export.ts';
import type { Collections } from '../runtime/collection.ts';
import type { TurnStore } from '../turns/ports.ts';
import type { FollowerId } from '../turns/turn.ts';

export interface StoredDataDeps {
  readonly turns: Pick<TurnStore, 'ofFollower'>;
  readonly collections: Pick<Collections, 'ofFollower'>;
}

/** Reads everything that is stored about a follower, of very many turns the newest. */
export async function readStoredData(
  { turns, collections }: StoredDataDeps,
  follower: FollowerId,
  mostTurns: number,
): Promise<StoredData> {
  const stored = await turns.ofFollower(follower, mostTurns);
  return {
    turns: stored,
    isMore: stored.length === mostTurns,
    records: await collections.ofFollower(follower),
  };
}
