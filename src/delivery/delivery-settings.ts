import type { PlaceInQueue } from '../turns/turn.ts';
import type { DeliveryStyle } from './policy.ts';

/** How answers are delivered; times in milliseconds. */
export interface DeliverySettings {
  readonly style: DeliveryStyle;
  /** WeChat's patience with one attempt: 5 s. */
  readonly attemptMs: number;
  /** So much sooner than WeChat would close it, an attempt is answered. */
  readonly marginMs: number;
  /** After this, an attempt that got no repeat was received: a little more than WeChat's 5 s. */
  readonly repeatComesWithinMs: number;
  /** How many attempts WeChat makes in all. */
  readonly maxAttempts: number;
  readonly textLimitBytes: number;
  /** Empty for none. */
  readonly aiLabel: string;
  /** What is owed for longer is offered by a link and not pushed. */
  readonly owedIsStaleAfterMs: number;
}

/** Our own lines in messages that carry answers. */
export interface DeliveryTexts {
  /** A link to the rest. */
  readonly more: string;
  /** A link to the rest of an answer that the follower may have forgotten. */
  readonly earlier: string;
  /** There is not one sentence yet; with a link. */
  readonly stillWriting: string;
  /** How many questions come before, and how the answer comes: by itself, or when it is asked for, with a link. */
  readonly inQueue: (place: PlaceInQueue, comes: 'by itself' | 'when asked') => string;
}
