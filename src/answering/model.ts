import type { AnswerEvent } from '../turns/answer-event.ts';
import type { AnswererError } from '../turns/answerer-error.ts';
import type { Lane } from '../turns/answer-queue.ts';
import type { Exchange } from '../turns/ports.ts';
import type { CallPurpose } from '../turns/trace.ts';
import type { FollowerId, TurnName } from '../turns/turn.ts';
import type { ToolRound } from '../turns/tool-round.ts';
import type { ToolDefinition } from './tool.ts';

/** How the model chooses its words; what is absent is left to the settings of the model. */
export interface Sampling {
  /** 0 for exact work, about 1 for free writing. */
  readonly temperature?: number;
}

/** What a model reads. */
export interface ModelRequest {
  readonly system: string;
  /** Oldest first. */
  readonly history: readonly Exchange[];
  readonly question: string;
  /** The model to begin with, as `provider/model`; absent for the order of the settings. */
  readonly model?: string;
  readonly sampling?: Sampling;
  /** The longest answer; the setting of the model when absent. */
  readonly maxTokens?: number;
  /** As in an Ask: the text after which the model goes on. Absent where nothing is released, as for a summary. */
  readonly released?: () => string;
  /**
   * Told of each try that failed, and asked whether the model may be asked once more where its settings allow that;
   * absent for as often as they allow.
   */
  readonly mayRetry?: (failed: AnswererError) => boolean;
  /** What the model may have done; absent or empty for nothing. A model that takes no tools answers without. */
  readonly tools?: readonly ToolDefinition[];
  /** What it had done for this question, oldest first; all calls have a result. `released` does not hold its words before. */
  readonly rounds?: readonly ToolRound[];
  /** For bots that keep the conversation themselves; absent for work that is not part of one. */
  readonly conversation?: { readonly follower: FollowerId; readonly id: string };
  /** For the trace of a turn; absent for work that no follower waits for. */
  readonly askedFor?: { readonly turn: TurnName; readonly purpose: CallPurpose };
}

/** What a model says: an AnswerEvent whose words are its own. */
export type ModelEvent =
  | { readonly type: 'text'; readonly text: string; readonly model?: string }
  | Extract<
      AnswerEvent,
      { type: 'reasoning' | 'usage' | 'restart' | 'tool-request' | 'step' | 'finish' }
    >;

/** A provider's model. */
export interface Model {
  /** `provider/model`, for logs and for the count of what it costs. */
  readonly id: string;
  /** Models with the same address and key share it, because the provider counts by these. */
  readonly lane: Lane;
  /**
   * Ends normally after `finish`, or throws an AnswererError. An aborted signal ends it by a throw, of its reason if that is
   * an AnswererError. Says `restart` before it begins anew after words or thinking, and reads `released` after that.
   */
  stream(request: ModelRequest, signal: AbortSignal): AsyncIterable<ModelEvent>;
}
