import { isGiven } from './is-given.ts';
import type { DeliveryState, OwedTurn } from './ports.ts';

/**
 * Separates the turns that the store holds for owed into those of which something is owed, and those of which all was
 * given: a turn may end when its last words were given already, and no write of the turn decides about its delivery.
 */
export function splitTurns(
  turns: readonly OwedTurn[],
): Pick<DeliveryState, 'turns' | 'givenTurns'> {
  const isAllGiven = (turn: OwedTurn) => isGiven({ ...turn, length: turn.answer.length });
  return {
    turns: turns.filter((turn) => !isAllGiven(turn)),
    givenTurns: turns.filter(isAllGiven).map(({ id }) => id),
  };
}
