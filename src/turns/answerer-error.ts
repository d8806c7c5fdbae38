import { KuaihuiError } from '../errors.ts';

/**
 * What kept an answer from being written.
 *
 * `provider_refused`: it will say no again, until an operator changes something.
 * `provider_busy`: it is overloaded, or counts requests.
 * `provider_unreachable`: no connection, or one that broke.
 * `provider_garbage`: it spoke, but not the protocol.
 * `provider_silent`: it kept us waiting, or ended without a word.
 * `aborted`: our own side stopped the question.
 */
export type AnswererErrorCode =
  | 'provider_refused'
  | 'provider_busy'
  | 'provider_unreachable'
  | 'provider_garbage'
  | 'provider_silent'
  | 'aborted';

/** An answer could not be written, or not to its end. Whatever else comes out of an Answerer is a mistake in the code. */
export class AnswererError extends KuaihuiError {
  override readonly name = 'AnswererError';
  readonly code: AnswererErrorCode;
  /** Whether the same question may succeed a little later, or with another provider. */
  readonly retryable: boolean;
  /** What the operator can do about it, in one sentence. */
  readonly advice?: string;

  constructor(
    code: AnswererErrorCode,
    message: string,
    facts: { retryable: boolean; advice?: string | undefined; cause?: unknown },
  ) {
    super(message, facts.cause === undefined ? undefined : { cause: facts.cause });
    this.code = code;
    this.retryable = facts.retryable;
    if (facts.advice !== undefined) this.advice = facts.advice;
  }
}
