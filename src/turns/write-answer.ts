import type { AnswerEvent } from './answer-event.ts';
import type { Lane } from './answer-queue.ts';
import type { ClaimedTurn } from './turn.ts';

/** A turn that this process has claimed. */
export interface TurnToWrite extends ClaimedTurn {
  /** When the follower asked, by the clock of this process. */
  readonly askedAt: number;
}

/**
 * Writes the answer of a turn. Ends normally after `finish`, or throws an AnswererError; an aborted signal ends it by
 * a throw. A reader that breaks off reads on after `return()` until `done`: tokens that were used may still be told.
 */
export type WriteAnswer = (
  turn: TurnToWrite,
  /** Returns the text of the answer that was released by now, that of an earlier owner included. */
  released: () => string,
  signal: AbortSignal,
) => AsyncIterable<AnswerEvent>;

/** What writes an account's answers; both may differ from one turn to the next. */
export interface Writer {
  /** For logs: the provider's host and model, or the folder. */
  readonly name: string;
  /** Where its answers wait for each other. */
  readonly lane: Lane;
}
