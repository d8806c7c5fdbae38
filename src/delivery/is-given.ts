import { isEnded, type TurnState } from '../turns/turn.ts';
import { findGaps } from './gaps.ts';
import type { Part } from './ports.ts';

/** What tells whether all of a turn was given. */
interface Given {
  readonly state: TurnState;
  /** The length of the answer as far as it is written. */
  readonly length: number;
  readonly parts: readonly Pick<Part, 'from' | 'to' | 'via' | 'state'>[];
}

/** Tells whether a turn has ended and all of it was given; until then it is owed. */
export function isGiven({ state, length, parts }: Given): boolean {
  // A message in doubt has to be checked.
  return isEnded(state) && !parts.some(isInDoubt) && findGaps(parts, length).length === 0;
}

/** Tells whether a part is a customer-service message that was intended and never settled. */
export function isInDoubt({ via, state }: Pick<Part, 'via' | 'state'>): boolean {
  return via === 'customer-service' && state === 'intended';
}
