import type { Clock } from '../../runtime/clock.ts';
import {
  followerPrefix,
  type CollectionDefinition,
  type Collections,
} from '../../runtime/collection.ts';
import { StoreUnavailableError } from '../../runtime/store-unavailable-error.ts';
import type { TurnName } from '../../turns/turn.ts';

/** The collection of the pages that followers had read, to be registered with the store. */
export const PAGE_READS: CollectionDefinition = { name: 'page-reads', about: 'follower' };

const MOST_OF_A_TURN = 5;
const MOST_IN_AN_HOUR = 20;
const HOUR_MS = 60 * 60_000;
/** Other processes read pages for the same follower rarely. */
const MOST_TRIES = 5;

/** When a page was read, and for which turn. */
interface PageRead {
  readonly at: number;
  readonly turnId: string;
}

/** Says whether one more page may be fetched for a turn, and counts it. */
export type TakePage = (turn: TurnName) => Promise<boolean>;

/** Creates what counts pages by turn and by follower, for all processes together. */
export function createPageAllowance({
  collections,
  clock,
}: {
  readonly collections: Pick<Collections, 'open'>;
  readonly clock: Clock;
}): TakePage {
  const stored = collections.open<readonly PageRead[]>(PAGE_READS);
  const take: TakePage = async (turn) => {
    const key = `${followerPrefix(turn)}reads`;
    for (let tries = 0; tries < MOST_TRIES; tries += 1) {
      const found = await stored.get(key);
      const now = clock.now();
      const recent = (found?.value ?? []).filter(({ at }) => now - at < HOUR_MS);
      if (!mayReadOneMore(recent, turn.turnId)) return false;
      const reads = [...recent, { at: now, turnId: turn.turnId }];
      const options = { expected: found?.version ?? 0, expiresInMs: HOUR_MS };
      if ((await stored.put(key, reads, options)) === 'written') return true;
    }
    return false;
  };
  return (turn) =>
    take(turn).catch((error: unknown) => {
      // What cannot be counted is not done.
      if (error instanceof StoreUnavailableError) return false;
      throw error;
    });
}

function mayReadOneMore(recent: readonly PageRead[], turn: string): boolean {
  const ofTurn = recent.filter(({ turnId }) => turnId === turn).length;
  return ofTurn < MOST_OF_A_TURN && recent.length < MOST_IN_AN_HOUR;
}
