import type { AnswerEvent } from '../turns/answer-event.ts';
import type { Lane } from '../turns/answer-queue.ts';
import type { PastTurn } from '../turns/ports.ts';

/** What a model reads. */
export interface ModelRequest {
  readonly system: string;
  /** Oldest first. */
  readonly history: readonly PastTurn[];
  readonly question: string;
  /** The beginning of the answer, after which the model goes on. */
  readonly continueAfter?: string;
}

/** What a model says: an AnswerEvent whose words are its own. */
export type ModelEvent =
  | { readonly type: 'text'; readonly text: string }
  | Extract<AnswerEvent, { type: 'reasoning' | 'usage' | 'restart' | 'finish' }>;

/** A provider's model. */
export interface Model {
  /** The provider's host and the model, for logs. */
  readonly id: string;
  /** Models with the same address and key share it, because the provider counts by these. */
  readonly lane: Lane;
  /** Ends normally after `finish`, or throws an AnswererError. An aborted signal ends it by a throw. */
  stream(request: ModelRequest, signal: AbortSignal): AsyncIterable<ModelEvent>;
}
