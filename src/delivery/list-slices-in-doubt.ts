import type { DeliveryState, Slice } from './ports.ts';

/** Returns what customer-service messages carry that were intended and never settled. */
export function listSlicesInDoubt(state: DeliveryState): Slice[] {
  return state.turns.flatMap((turn) =>
    turn.parts
      .filter((part) => part.via === 'customer-service' && part.state === 'intended')
      .map(({ from, to }) => ({ turnId: turn.id, from, to })),
  );
}
