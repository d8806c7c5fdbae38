import type { AllowedLinks, AnswerEvent } from '../turns/answer-event.ts';
import type { Exchange, PastTurn } from '../turns/ports.ts';
import type { ToolRound } from '../turns/tool-round.ts';
import type { FollowerId, TurnTask } from '../turns/turn.ts';
import type { Writer } from '../turns/write-answer.ts';
import type { Language } from './language-of-question.ts';
import type { Model, Sampling } from './model.ts';
import type { Findings } from './retriever.ts';
import type { ToolDefinition } from './tool.ts';

/** What a stage may know of its account. */
export interface AnswerSettings {
  /** The deployer's instructions for the model; a persona takes their place. */
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
  readonly follower: FollowerId;
  readonly conversationId: string;
  readonly turnId: string;
  /** Of the turn among those of its follower. */
  readonly sequence: number;
  /** Of the claim of the turn; absent for a question that is no stored turn. */
  readonly fence?: number;
  /** When the follower asked, by the clock of this process; absent where no follower waits. */
  readonly askedAt?: number;
  readonly question: string;
  /** Absent for a question to a model or to documents. */
  readonly task?: TurnTask;
  /** Another answer to a question that was answered before; the earlier answer is not in the history. */
  readonly isAgain: boolean;
  /** The instructions for the model, to which stages add what it has to know. */
  readonly system: string;
  /** The model that the follower or the persona chose, as `provider/model`; absent for the account's own order. */
  readonly model?: string;
  readonly sampling: Sampling;
  /** Earlier turns, oldest first; what the follower really received, not what was generated. */
  readonly history: readonly Exchange[];
  /** Every earlier turn that was read, oldest first; memory chooses the history from them. */
  readonly past: readonly PastTurn[];
  readonly context: readonly ContextBlock[];
  /** The links that the answer may hold; absent where it may hold all that are known. */
  readonly links?: AllowedLinks;
  /** What a model may have done for the question; a stage that offers tools runs them. */
  readonly tools?: readonly ToolDefinition[];
  /** What it had done, oldest first. */
  readonly rounds?: readonly ToolRound[];
  /**
   * Returns the text of this answer that was released by now and cannot be taken back; empty before the first. An Answerer
   * that begins, or begins anew after `restart`, goes on after its last character and does not repeat it.
   */
  readonly released: () => string;
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
  /** The model that shortens what a conversation has left behind; absent where no model is configured. */
  readonly summariser?: Model | undefined;
  /** Ends what it does beside answers, such as probes; answers under way go on. Absent where it does nothing else. */
  readonly retire?: () => void;
}
