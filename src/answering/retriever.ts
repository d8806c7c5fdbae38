import type { Language } from './language-of-question.ts';

/** No passage is longer than this, in UTF-8; it fits into one message together with its source. */
export const MOST_PASSAGE_BYTES = 1_200;

/** A passage that answers a question. */
export interface Passage {
  /** Of its document. */
  readonly title: string;
  readonly heading: string;
  /** Markdown, at most MOST_PASSAGE_BYTES of UTF-8. */
  readonly body: string;
  /** A question that finds exactly this section: its heading, with the title where several have the same. */
  readonly asks: string;
}

/**
 * What was found, best first. `exact`: the heading of the first is the question. `certain`: the first may be quoted.
 * `perhaps`: only headings may be offered.
 */
export interface Findings {
  readonly fit: 'exact' | 'certain' | 'perhaps';
  readonly found: readonly Passage[];
}

/** Finds passages in what the owner wrote down. Throws an AnswererError. */
export interface Retriever {
  /** The best passages, best first: of that language, or, when it has none, of the other. Nothing for nonsense. */
  search(
    question: string,
    options: { readonly language: Language; readonly limit: number },
  ): Promise<Findings>;
  /** Headings as examples of what can be asked, in that language if there are any. */
  examples(language: Language, limit: number): Promise<readonly string[]>;
}
