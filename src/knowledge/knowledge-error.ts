import { KuaihuiError } from '../runtime/errors.ts';

/** Tells that a command about documents cannot be done as it was asked. */
export class KnowledgeError extends KuaihuiError {
  override readonly name = 'KnowledgeError';
  readonly code = 'knowledge_refused';
}
