import { isEnded } from '../turns/turn.ts';
import { findGaps } from './gaps.ts';
import type { OwedTurn } from './ports.ts';

/** A stretch of one answer that the follower has not got yet. */
export interface OwedText {
  readonly turnId: string;
  /** The whole answer as far as it is written; the stretch is [from, to) of it. */
  readonly answer: string;
  readonly from: number;
  readonly to: number;
  /** It begins an answer that a model wrote, so the message carries the AI label. */
  readonly needsLabel: boolean;
  /** The owner's own words: the messages together are the answer, to the last blank. */
  readonly keepsBlanks: boolean;
  /** Ends of the parts that were given, ascending. */
  readonly cuts: readonly number[];
  /** The answer was complete before any of it was given, so its messages can be counted. */
  readonly isGivenWhole: boolean;
}

/** What is owed to a follower, in the order of the questions. */
export interface Owed {
  readonly texts: readonly OwedText[];
  /** Every turn has ended, so no more text will come. */
  readonly isWhole: boolean;
  /** Some text waited too long to be pushed; it is offered by a link. */
  readonly hasStale: boolean;
}

/** Lists what is owed of the turns that are not stale. */
export function listOwed(
  turns: readonly OwedTurn[],
  { isStale }: { readonly isStale: (turn: OwedTurn) => boolean },
): Owed {
  const fresh = turns.filter((turn) => !isStale(turn));
  return {
    texts: fresh.flatMap(owedOf),
    isWhole: fresh.every((turn) => isEnded(turn.state)),
    hasStale: turns.some((turn) => isStale(turn) && owedOf(turn).length > 0),
  };
}

function owedOf(turn: OwedTurn): OwedText[] {
  const isByModel = turn.origin === 'model' && turn.noticeFrom !== 0;
  const given = turn.parts.filter((part) => part.state === 'intended' || part.state === 'sent');
  const cuts = given.map((part) => part.to).sort((a, b) => a - b);
  const { endedAt = Infinity } = turn;
  return findGaps(turn.parts, turn.answer.length).map(({ from, to }) => ({
    turnId: turn.id,
    answer: turn.answer,
    from,
    to,
    needsLabel: isByModel && from === 0,
    keepsBlanks: turn.origin === 'owner',
    cuts,
    isGivenWhole: isEnded(turn.state) && given.every((part) => part.at >= endedAt),
  }));
}
