/** What an account has to offer: who answers, and the names that a follower can choose by. */
export interface Offers {
  /** Answers that are quotations from documents remember nothing. */
  readonly answersFrom: 'model' | 'documents';
  /** Tells whether it answers from documents of its own, of which followers say how good the answers are. */
  readonly usesDocuments: () => boolean;
  readonly personas: readonly string[];
  /** Named `provider/model`; the part after the slash is enough. */
  readonly models: readonly string[];
}
