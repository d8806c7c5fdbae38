import type { AnswererError, AnswererErrorCode, FailureClass } from '../../turns/answerer-error.ts';

/** The class of a failure, or its code where it has none. */
export type Failure = FailureClass | AnswererErrorCode;

/**
 * How far a failure reaches.
 *
 * provider: whatever is asked there fails the same way.
 * key: of that provider, with this key, whatever the model.
 * model: this model there, with every key of the same settings.
 * question: another question may be answered.
 */
export type FailureScope = 'provider' | 'key' | 'model' | 'question';

const SCOPES: Readonly<Record<Failure, FailureScope>> = {
  network: 'provider',
  provider_unreachable: 'provider',
  key: 'key',
  credit: 'key',
  throttled: 'key',
  // A firewall may mind the words of one question, and a wrong model may look like a wrong address.
  gateway: 'model',
  'address-wrong': 'model',
  // One model of a vendor is often overloaded or stuck while its others answer.
  overloaded: 'model',
  provider_busy: 'model',
  provider_silent: 'model',
  provider_garbage: 'model',
  unexplained: 'model',
  'unknown-model': 'model',
  'not-allowed': 'model',
  'content-refused': 'question',
  'too-long': 'question',
  'parameter-refused': 'question',
  'not-understood': 'question',
  provider_refused: 'question',
  aborted: 'question',
};

export function failureOf({ failure, code }: AnswererError): Failure {
  return failure ?? code;
}

/** Returns how far a failure reaches. */
export function scopeOf(error: AnswererError): FailureScope {
  return error.reach ?? SCOPES[failureOf(error)];
}
