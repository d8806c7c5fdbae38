/** What an Answerer is asked: who it is, what was said before, and the question. */
export interface Prompt {
  readonly system: string;
  /** Earlier turns, oldest first; what the follower really received, not what was generated. */
  readonly history: readonly { readonly question: string; readonly answer: string }[];
  readonly question: string;
  /**
   * Follower-visible text of this answer that is already out, when a process died in the middle.
   * The Answerer goes on behind its last character and does not repeat it.
   */
  readonly continueAfter?: string;
}

export type FinishReason = 'stop' | 'length' | 'content-filter' | 'unknown';

/** What happens while an answer is written, in order; after `finish` comes nothing. */
export type AnswerEvent =
  /** The next piece of the answer, in Markdown. */
  | { readonly type: 'text'; readonly text: string }
  /** The model thinks aloud; a follower never reads it. */
  | { readonly type: 'reasoning'; readonly text: string }
  | { readonly type: 'tool'; readonly name: string }
  | { readonly type: 'usage'; readonly promptTokens: number; readonly completionTokens: number }
  /** Questions that the follower may tap below the answer instead of typing them; the last of them counts. */
  | { readonly type: 'choices'; readonly questions: readonly string[] }
  /** All text so far is void: the answer is written anew (another try, or the next provider). */
  | { readonly type: 'restart' }
  | { readonly type: 'finish'; readonly reason: FinishReason };

/** Writes answers. `llm/` asks a model, `knowledge/` quotes the owner's documents, `practice` plays one. */
export interface Answerer {
  /** For logs: the provider's host and model, or the folder. */
  readonly name: string;
  /** Who wrote the words: text by a model has to be labelled as AI-made, quoted documents have not. */
  readonly origin: 'model' | 'documents';
  /** How many answers it writes at once at most; any number when absent. */
  readonly atOnce?: number | undefined;
  /**
   * Ends normally after `finish`, or throws an AnswererError. Tries again by itself where that can help,
   * and says `restart` when text was already given. An aborted signal ends it by a throw.
   */
  answer(prompt: Prompt, options: { readonly signal: AbortSignal }): AsyncIterable<AnswerEvent>;
}
