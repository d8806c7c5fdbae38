import type { ToolRequest } from './tool-round.ts';
import type { Origin } from './turn.ts';

/** Why an answer ended: in the words of its model, or in ours where none was asked. */
export type FinishReason = ModelFinishReason | BudgetRefusal;

/** Why no model was asked: the day's money is used up, or no price of a model is known. */
type BudgetRefusal = 'over-budget' | 'unpriced';

/** Why a model's answer ended, in its own words. */
type ModelFinishReason = 'stop' | 'length' | 'content-filter' | 'unknown';

/** Tokens as the vendor counts them. */
export interface TokenUsage {
  /** All tokens that the model read. */
  readonly input: number;
  /** Those of `input` that came from the vendor's cache; 0 when it tells nothing. */
  readonly cached: number;
  /** All tokens that the model wrote. */
  readonly output: number;
  /** Those of `output` that were thinking; 0 when it tells nothing. */
  readonly reasoning: number;
}

/** A place in the documents. */
export interface Source {
  /** As the answer cites it: `[2]`. */
  readonly number: number;
  /** The title of the document, and the heading where there is one. */
  readonly title: string;
  readonly heading: string;
  /** Where the follower can open it; absent for most documents. */
  readonly address?: string;
}

/** The links that a model's words may hold. */
export interface AllowedLinks {
  /** Exact hosts in lower case, such as `docs.example.com`. */
  readonly hosts: readonly string[];
  /** Hosts that stand for those below them as well: `example.com` for `www.example.com`. */
  readonly domains: readonly string[];
  /** Whole addresses, as they were written. */
  readonly addresses: readonly string[];
  /** Stands in the place of another link, or after it. */
  readonly mark: string;
  /**
   * What becomes of another link where only unknown ones are meant: contact data, code and the reader's own machine are
   * none. Absent where the owner lists what may be linked; then another link is left out, and these with it.
   */
  readonly unknown?: 'marked' | 'left-out';
}

/** What happens while an answer is written, in order; after `finish` comes at most `usage`. */
export type AnswerEvent =
  /**
   * The next piece of the answer: in Markdown by a model or of documents, and as followers read it by the owner and by
   * Kuaihui. Text by a model is labelled as AI-made.
   */
  | {
      readonly type: 'text';
      readonly text: string;
      readonly origin: Origin;
      /** Whose words begin here, as `provider/model`; absent for the pieces after it. */
      readonly model?: string;
    }
  /** The model thinks aloud; a follower never reads it. */
  | { readonly type: 'reasoning'; readonly text: string }
  /** Tokens that were used since the last such event, as the model told them or, where it tells none, as estimated. */
  | {
      readonly type: 'usage';
      /** Named `provider/model`. */
      readonly model: string;
      readonly tokens: TokenUsage;
      readonly isEstimate?: true;
    }
  /** Questions that the follower may tap below the answer instead of typing them; the last of them counts. */
  | { readonly type: 'choices'; readonly questions: readonly string[] }
  /** A place in the documents that the answer cites; the engine names all of them below the answer. */
  | { readonly type: 'source'; readonly source: Source }
  /** Limits the links of a model's words from here on; the last one counts, and any link may be written before it. */
  | { readonly type: 'links'; readonly allowed: AllowedLinks }
  /**
   * The model wants tools run before it answers, and says no more in this call but `usage` and `finish`. The stage that
   * offered them runs them and asks again; without that stage it never comes.
   */
  | { readonly type: 'tool-request'; readonly request: ToolRequest }
  /** A tool has told the model this text, which the words that follow may repeat. */
  | { readonly type: 'step'; readonly tool: string; readonly text: string }
  /**
   * Text that was not released is void (another try, or the next model). What follows goes on after the released text,
   * or begins the answer anew when there is none.
   */
  | { readonly type: 'restart' }
  | { readonly type: 'finish'; readonly reason: FinishReason };
