/** Reads a question together with each passage, and says which answer it best. */
export interface Reranker {
  /** Names the model as `provider/model`. */
  readonly id: string;
  /**
   * Returns the places of the texts, best first; a text that the vendor left out is not among them. Throws an
   * AnswererError; an aborted signal ends it by a throw.
   */
  rank(
    question: string,
    texts: readonly string[],
    signal: AbortSignal,
  ): Promise<readonly { readonly index: number; readonly score: number }[]>;
}
