import { isInDoubt } from './is-given.ts';
import type { DeliveryState, TurnPart } from './ports.ts';

/** Returns the customer-service messages that were intended and never settled, as parts of their turns. */
export function listPartsInDoubt(state: DeliveryState): TurnPart[] {
  return state.turns.flatMap(({ id, parts }) =>
    parts.filter(isInDoubt).map((part) => ({ ...part, turnId: id })),
  );
}
