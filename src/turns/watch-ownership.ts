import type { Background } from '../runtime/background.ts';
import type { Changes, TurnStore } from './ports.ts';
import type { OwnedTurn } from './turn.ts';

interface OwnershipDeps {
  readonly turns: Pick<TurnStore, 'checkOwner'>;
  readonly changes: Changes;
  readonly background: Background;
}

/**
 * Calls `onLost` once when another process dropped the turn or took it over, or when a message joined its question, until
 * the returned function is called. So a model that says nothing for long is let go of as soon as the follower stops it.
 * `looksNow` looks for what happened between the claim and this call as well.
 */
export function watchOwnership(
  turn: OwnedTurn,
  { turns, changes, background }: OwnershipDeps,
  { onLost, looksNow }: { readonly onLost: () => void; readonly looksNow: boolean },
): () => void {
  let isOver = false;
  let isLooking = false;
  let isChanged = false;

  const end = () => {
    isOver = true;
    unfollow();
  };
  const look = async () => {
    while (isChanged && !isOver) {
      isChanged = false;
      // A store that is away is asked again with the next change; the next write tells as well.
      const found = await turns.checkOwner(turn).catch(() => 'unknown');
      if (found !== 'replaced' || isOver) continue;
      end();
      onLost();
    }
    isLooking = false;
  };
  const beginToLook = () => {
    isChanged = true;
    if (isLooking || isOver) return;
    isLooking = true;
    background.run('look at a turn', look);
  };
  const unfollow = changes.follow(turn.follower, ({ what }) => {
    if (what === 'state') beginToLook();
  });
  if (looksNow) beginToLook();
  return end;
}
