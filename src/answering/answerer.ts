import type { AnswerEvent } from '../turns/answer-event.ts';
import type { PastTurn } from '../turns/ports.ts';
import type { Writer } from '../turns/write-answer.ts';
import type { Language } from './language-of-question.ts';
import type { Findings } from './retriever.ts';

/** What a stage may know of its account. */
export interface AnswerSettings {
  readonly systemPrompt: string;
  /** For questions that show no language of their own, such as "40164". */
  readonly language: Language;
  /** How much of the conversation a model reads with a question. */
  readonly historyTokens: number;
}

/** Passages that a stage found for the question; later stages and the last Answerer make of them what they can. */
export interface ContextBlock extends Findings {
  readonly kind: 'passages';
}

/** One question on its way through the stages. */
export interface Ask {
  readonly settings: AnswerSettings;
  /** For stages that watch; no answer depends on it. */
  readonly turnId: string;
  readonly question: string;
  /** Earlier turns, oldest first; what the follower really received, not what was generated. */
  readonly history: readonly PastTurn[];
  readonly context: readonly ContextBlock[];
  /**
   * Follower-visible text of this answer that is already out, when a process died in the middle.
   * The Answerer goes on after its last character and does not repeat it.
   */
  readonly continueAfter?: string;
}

/**
 * Writes an answer. Ends normally after `finish`, or throws an AnswererError. Tries again by itself where that can
 * help, and says `restart` when text was already given. An aborted signal ends it by a throw.
 */
export type Answerer = (ask: Ask, signal: AbortSignal) => AsyncIterable<AnswerEvent>;

/** Adds to what is asked, changes what comes back, or answers itself. */
export type Stage = (next: Answerer) => Answerer;

/** All stages around the last Answerer, under the name by which logs and the status page know them. */
export interface AnswerPipeline extends Writer {
  readonly answer: Answerer;
}
