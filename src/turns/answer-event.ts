import type { Origin } from './turn.ts';

/** Why an answer ended, in the words of its model. */
export type FinishReason = 'stop' | 'length' | 'content-filter' | 'unknown';

/** What happens while an answer is written, in order; after `finish` comes at most `usage`. */
export type AnswerEvent =
  /** The next piece of the answer, in Markdown. Text by a model is labelled as AI-made, a quoted document is not. */
  | { readonly type: 'text'; readonly text: string; readonly origin: Origin }
  /** The model thinks aloud; a follower never reads it. */
  | { readonly type: 'reasoning'; readonly text: string }
  /** Tokens that were used since the last such event, as the model told them or, where it tells none, as estimated. */
  | {
      readonly type: 'usage';
      readonly promptTokens: number;
      readonly completionTokens: number;
      readonly isEstimate?: true;
    }
  /** Questions that the follower may tap below the answer instead of typing them; the last of them counts. */
  | { readonly type: 'choices'; readonly questions: readonly string[] }
  /** All text so far is void: the answer is written anew (another try, or the next provider). */
  | { readonly type: 'restart' }
  | { readonly type: 'finish'; readonly reason: FinishReason };
