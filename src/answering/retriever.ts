import type { TurnName } from '../turns/turn.ts';
import type { Language } from './language-of-question.ts';

/** No passage of a text is longer than this, in UTF-8; it fits into one message together with its source. */
export const MOST_PASSAGE_BYTES = 1_200;

/** A passage that answers a question. */
export interface Passage {
  /** The name of its document within its base, such as `service/returns.md`. */
  readonly document: string;
  /** Of its document. */
  readonly title: string;
  /** The headings above it, outermost first, with ` › ` between them; empty at the top. */
  readonly heading: string;
  /** Markdown, at most MOST_PASSAGE_BYTES of UTF-8; an entry of a FAQ may be longer. */
  readonly body: string;
  /** Where the document can be opened, for a link; absent for most files. */
  readonly address?: string;
  /** A question that finds exactly this section: its heading, with the title where several have the same. */
  readonly asks: string;
  /** Compares the passages of one search; greater is better. */
  readonly score: number;
}

/**
 * What was found, best first. `exact`: the heading of the first is the question. `certain`: the first may be quoted.
 * `perhaps`: only headings may be offered.
 */
export interface Findings {
  readonly fit: 'exact' | 'certain' | 'perhaps';
  /** Nothing in the documents speaks about what was asked, as far as can be told; a model may still read what was found. */
  readonly isBelowFloor: boolean;
  readonly found: readonly Passage[];
}

/** What is looked up. */
export interface SearchRequest {
  /** For questions that show no language of their own. */
  readonly language: Language;
  readonly limit: number;
  /** The follower's question before this one in the conversation, for a question that leaves its subject out. */
  readonly previousQuestion?: string;
  readonly signal?: AbortSignal;
  /** For the trace of a turn; absent for a search that no follower waits for. */
  readonly turn?: TurnName;
}

/** Finds passages in what the owner wrote down. Throws an AnswererError. */
export interface Retriever {
  /** The best passages, best first: of that language, or, when it has none, of the other. Nothing for nonsense. */
  search(question: string, request: SearchRequest): Promise<Findings>;
  /** Headings as examples of what can be asked, in that language if there are any. */
  examples(language: Language, limit: number): Promise<readonly string[]>;
}
