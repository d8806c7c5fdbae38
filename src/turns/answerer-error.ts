import type { Sentence } from '../runtime/sentence.ts';
import { KuaihuiError } from '../runtime/errors.ts';

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

/** The classes of what a model's API can fail with, finer than the codes; stable, for logs and for translations. */
export type FailureClass =
  /** The key is missing, wrong, or expired. */
  | 'key'
  /** The account has no money left, or has used up a quota that time or money renews, not a second try. */
  | 'credit'
  /** Too many requests or tokens in a short time. */
  | 'throttled'
  /** The API, or what stands before it, cannot serve now. */
  | 'overloaded'
  /** A filter stopped the question or the answer. */
  | 'content-refused'
  /** History and question are longer than the model reads. */
  | 'too-long'
  /** The model does not exist there, or is not switched on. */
  | 'unknown-model'
  /** Key and model are good, and still not for this account, country, or machine. */
  | 'not-allowed'
  /** A field of the request is not taken. */
  | 'parameter-refused'
  /** The request was refused for another reason. */
  | 'not-understood'
  /** The base URL leads past the API. */
  | 'address-wrong'
  /** A firewall or a proxy answered in place of the API. */
  | 'gateway'
  /** An error without a status that no rule knows. */
  | 'unexplained'
  /** No connection, or one that broke. */
  | 'network';

/** An answer could not be written, or not to its end. Anything else that is thrown in its place is a mistake in the code. */
export class AnswererError extends KuaihuiError {
  override readonly name = 'AnswererError';
  readonly code: AnswererErrorCode;
  /** Whether the same question may succeed a little later, or with another provider. */
  readonly retryable: boolean;
  /** What the deployer can do about it, in one sentence. */
  readonly advice?: Sentence;
  /** Set where a model's API failed. */
  readonly failure?: FailureClass;
  /** The wait that the provider asked for. */
  readonly retryAfterMs?: number;
  /** `question` if other questions may well be answered, although the class alone does not say so. */
  readonly reach?: 'question';

  constructor(
    code: AnswererErrorCode,
    message: string,
    facts: {
      retryable: boolean;
      advice?: Sentence | undefined;
      failure?: FailureClass | undefined;
      retryAfterMs?: number | undefined;
      reach?: 'question' | undefined;
      cause?: unknown;
    },
  ) {
    super(message, facts.cause === undefined ? undefined : { cause: facts.cause });
    this.code = code;
    this.retryable = facts.retryable;
    if (facts.advice !== undefined) this.advice = facts.advice;
    if (facts.failure !== undefined) this.failure = facts.failure;
    if (facts.retryAfterMs !== undefined) this.retryAfterMs = facts.retryAfterMs;
    if (facts.reach !== undefined) this.reach = facts.reach;
  }
}

/** Creates the error of an answer whose signal was aborted, or returns the one that is the signal's reason. */
export function questionStopped(signal?: AbortSignal): AnswererError {
  const reason: unknown = signal?.reason;
  if (reason instanceof AnswererError) return reason;
  return new AnswererError('aborted', 'The question was stopped', { retryable: false });
}
