import type { TurnName } from '../turns/turn.ts';
import type { Language } from './language-of-question.ts';

/** What a model is told of a tool. */
export interface ToolDefinition {
  /** As the model calls it: letters, digits, underscores and dashes, at most 64. */
  readonly name: string;
  /** Tells the model what it does and when it helps. */
  readonly description: string;
  /** JSON Schema of the arguments, an object. */
  readonly parameters: Readonly<Record<string, unknown>>;
}

/** For whom a tool runs. */
export interface ToolContext {
  readonly turn: TurnName;
  readonly question: string;
  readonly language: Language;
  /** Aborted when the follower stops the answer, or when the time for tools is over. */
  readonly signal: AbortSignal;
}

/**
 * Something that a model may have done while it answers, such as looking up a page. It only reads: strangers talk to the
 * model, and what it reads may be a stranger's as well.
 */
export interface Tool extends ToolDefinition {
  /**
   * Returns what the model reads, a failure in words included. Checks the arguments itself, for a model made them up.
   * Throws only for a bug, or when the signal aborts.
   */
  run(given: Readonly<Record<string, unknown>>, context: ToolContext): Promise<string>;
}
