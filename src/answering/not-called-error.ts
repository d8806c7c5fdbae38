import type { Sentence } from '../runtime/sentence.ts';
import { AnswererError } from '../turns/answerer-error.ts';

/** Our own side calls no model, because of money; it says nothing about the model. */
export class NotCalledError extends AnswererError {
  constructor(message: string, advice?: Sentence) {
    super('provider_refused', message, { retryable: false, advice });
  }
}
