import { isInDoubt } from './is-given.ts';
import type { DeliveryState, Slice } from './ports.ts';

/** Returns what customer-service messages carry that were intended and never settled. */
export function listSlicesInDoubt(state: DeliveryState): Slice[] {
  return state.turns.flatMap((turn) =>
    turn.parts.filter(isInDoubt).map(({ from, to }) => ({ turnId: turn.id, from, to })),
  );
}
