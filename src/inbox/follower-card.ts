import { followerPrefix, type CollectionDefinition } from '../runtime/collection.ts';
import type { FollowerId } from '../turns/turn.ts';

/** The collection of what the owner keeps about followers, to be registered with the store. */
export const FOLLOWER_CARDS: CollectionDefinition = { name: 'follower-cards', about: 'follower' };

/** What the owner keeps about one follower; what is absent was never set. */
export interface FollowerCard {
  readonly note?: string;
  readonly tags?: readonly string[];
  /** Gets no answer. */
  readonly isBlocked?: boolean;
  /** The follower's own limit in place of the account's; 0 for as many as they like. */
  readonly questionsPerDay?: number;
}

/** What the plan of a message may depend on. */
export type CardFacts = Pick<FollowerCard, 'isBlocked' | 'questionsPerDay'>;

/** What stays of the card of a blocked follower who has everything deleted, so that this is no way out. */
export const CARD_OF_FORGOTTEN: FollowerCard = { isBlocked: true };

/** Returns the key of a follower's card in its collection. */
export function cardKey(follower: FollowerId): string {
  return `${followerPrefix(follower)}card`;
}
