import { KuaihuiError } from '../../runtime/errors.ts';
import type { Sentence } from '../../runtime/sentence.ts';

/** A document that cannot be taken in. The sentence says what its owner can do. */
export class DocumentProblem extends KuaihuiError {
  override readonly name = 'DocumentProblem';
  readonly code = 'document_refused';
  readonly problem: Sentence;

  constructor(problem: Sentence, options?: ErrorOptions) {
    super(problem, options);
    this.problem = problem;
  }
}
