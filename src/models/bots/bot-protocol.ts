import type { Sentence } from '../../runtime/sentence.ts';
import type { TokenUsage } from '../../turns/answer-event.ts';
import type { FailureClass } from '../../turns/answerer-error.ts';

/** One question to a bot. */
export interface BotQuestion {
  readonly query: string;
  /** The bot's own id of the conversation; absent when it begins. */
  readonly conversation?: string | undefined;
  /** Stands for the follower at the bot's platform. */
  readonly user: string;
}

/** An HTTP call of a platform's API. */
interface BotCall {
  /** What follows the base URL, with its query. */
  readonly path: string;
  readonly body: unknown;
}

/** The ids that a platform gave to one answer. */
export interface BotRun {
  readonly conversation?: string;
  /** What names the answer in a call that stops it. */
  readonly id?: string;
}

/** What one event of the stream brings. */
export interface BotNews extends BotRun {
  readonly text?: string;
  /** Takes the place of all words so far, as a review of the platform decides. */
  readonly replacement?: string;
  readonly reasoning?: string;
  /** Whether the bot is seen at work before its first word, such as with a tool. */
  readonly works?: boolean;
  readonly usage?: TokenUsage;
  /** `stopped`: by its user or its operator. `whole`: the answer is complete. */
  readonly end?: 'whole' | 'stopped';
}

/** Reads the events of one answer, in order. Throws a ProviderError or an AnswererError for a failure. */
export type BotReader = (name: string, value: unknown) => BotNews;

/** What an error of a platform means; the first rule that matches counts. */
export interface BotErrorRule {
  /** `conversation-gone`: the platform does not know the conversation any more. */
  readonly is: FailureClass | 'conversation-gone';
  readonly codes?: RegExp;
  readonly words?: RegExp;
  readonly advice?: Sentence;
}

/** How a platform for bots is spoken to. */
export interface BotProtocol {
  ask(question: BotQuestion): BotCall;
  /** Ends an answer that the follower does not want any more; undefined while the platform has not named it. */
  stop(run: BotRun, user: string): BotCall | undefined;
  createReader(): BotReader;
  readonly errorRules: readonly BotErrorRule[];
}
