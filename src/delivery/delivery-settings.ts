import type { Origin, PlaceInQueue } from '../turns/turn.ts';
import type { DeliveryStyle } from './policy.ts';

/** Writes the line of links below the answer of a turn. */
export type AnswerLinks = (turn: {
  readonly id: string;
  readonly sequence: number;
  readonly origin: Origin;
}) => string;

/** How answers are delivered; times in milliseconds. */
export interface DeliverySettings {
  readonly style: DeliveryStyle;
  /** How long WeChat waits for an answer to one attempt, 5 s. */
  readonly attemptMs: number;
  /** An attempt is answered so much sooner than WeChat would close it. */
  readonly marginMs: number;
  /** A reply counts as received if no repeat comes within this time, a little more than WeChat's 5 s. */
  readonly repeatComesWithinMs: number;
  /** The number of attempts that WeChat makes at one message. */
  readonly maxAttempts: number;
  readonly textLimitBytes: number;
  /** The line that says that an AI wrote the answer; empty for none. */
  readonly aiLabel: string;
  /** Writes the line of links after an answer, where its last message has room; empty for none. */
  readonly answerLinks: AnswerLinks;
  /** Text that is owed for longer is offered by a link and not pushed. */
  readonly owedIsStaleAfterMs: number;
}

/** Our own lines in messages that carry answers. */
export interface DeliveryTexts {
  /** A link to the rest. */
  readonly more: string;
  /** A link to the rest of an answer that the follower may have forgotten. */
  readonly earlier: string;
  /** Says that there is not one sentence yet; with a link. */
  readonly stillWriting: string;
  /** Says how many questions come before, and whether the answer comes by itself or is asked for with a link. */
  readonly inQueue: (place: PlaceInQueue, comes: 'by itself' | 'when asked') => string;
}
