/** A question that the owner answered word for word. */
export interface FaqEntry {
  /** The name of the document that holds it, within its base. */
  readonly document: string;
  readonly question: string;
  /** Other ways to ask it. */
  readonly variants: readonly string[];
  /** As the owner wrote it; followers read exactly this. */
  readonly answer: string;
}

/** The owner's own answers. */
export interface Faq {
  /**
   * Returns the entry that asks the same as the question, or nothing when that is not certain. Reads what any process
   * wrote before the call. Throws StoreUnavailableError.
   */
  find(question: string): Promise<FaqEntry | undefined>;
}
