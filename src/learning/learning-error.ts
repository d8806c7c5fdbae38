import { KuaihuiError } from '../runtime/errors.ts';

/** Tells why what an admin wants cannot be done to a draft or a question, and what to do. */
export class LearningError extends KuaihuiError {
  override readonly name = 'LearningError';
  readonly code = 'learning_refused';
}
