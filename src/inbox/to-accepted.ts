import type { ClaimedTurn } from '../turns/turn.ts';
import type { Accepted } from './ports.ts';
import type { ArrivalChanges } from './arrival-changes.ts';

/** Returns what a caller is told of changes that were written at `now`, and of the turn that could be claimed. */
export function toAccepted(
  changes: Exclude<ArrivalChanges, { is: 'replayed' }>,
  now: number,
  claimed: ClaimedTurn | undefined,
): Accepted {
  const { attempts: record, turnId } = changes.message;
  const recorded = {
    record,
    ...(turnId !== undefined && { turnId }),
    ...(claimed && { claimed }),
  };
  if (changes.is === 'repeat') return { is: 'repeat', ...recorded };
  const { plan, wasOwed, turn } = changes;
  const startsInMs = turn ? turn.startsAt - now : 0;
  return { is: 'new', plan, wasOwed, ...recorded, ...(startsInMs > 0 && { startsInMs }) };
}
