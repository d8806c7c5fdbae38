import type { FollowerChange } from '../../console/followers/followers-contract.ts';
import { cardKey, type FollowerCard } from '../../inbox/follower-card.ts';
import type { Collection } from '../../runtime/collection.ts';
import type { FollowerId } from '../../turns/turn.ts';

/** Writes what is changed of a follower's card; a card with nothing in it is deleted. */
export async function changeCard(
  cards: Collection<FollowerCard>,
  follower: FollowerId,
  change: FollowerChange,
): Promise<void> {
  const key = cardKey(follower);
  for (;;) {
    const found = await cards.get(key);
    const card = applyChange(found?.value ?? {}, change);
    if (Object.keys(card).length === 0) {
      await cards.delete(key);
      return;
    }
    const expected = found?.version ?? 0;
    if ((await cards.put(key, card, { expected })) === 'written') return;
  }
}

/** Returns the card after a change, without what says nothing. */
function applyChange(card: FollowerCard, change: FollowerChange): FollowerCard {
  const note = change.note ?? card.note ?? '';
  const tags = [...new Set(change.tags ?? card.tags ?? [])];
  const isBlocked = change.isBlocked ?? card.isBlocked ?? false;
  const own = change.questionsPerDay === undefined ? card.questionsPerDay : change.questionsPerDay;
  return {
    ...(note !== '' && { note }),
    ...(tags.length > 0 && { tags }),
    ...(isBlocked && { isBlocked }),
    ...(own !== undefined && own !== null && { questionsPerDay: own }),
  };
}
