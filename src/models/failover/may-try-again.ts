import type { AnswererError } from '../../turns/answerer-error.ts';
import { failureOf, scopeOf } from './failure-scope.ts';

/** What is known when a model failed while another one could answer. */
export interface FailedTry {
  readonly error: AnswererError;
  /** Tries of this model for this question, the failed one included. */
  readonly triesMade: number;
  /** Whether one of them brought text. */
  readonly wrote: boolean;
  /** Whether another question had met a failure of the model before. */
  readonly wasKnown: boolean;
}

const MOST_TRIES = 3;
const MOST_TRIES_AFTER_TEXT = 2;
/** A longer wait costs more than the next model. */
const LONGEST_RETRY_AFTER_MS = 1_000;

/** Decides whether a model is asked the same question again although another one could answer it. */
export function mayTryAgain({ error, triesMade, wrote, wasKnown }: FailedTry): boolean {
  const scope = scopeOf(error);
  if (wasKnown || scope === 'key' || scope === 'question') return false;
  if (failureOf(error) === 'provider_silent') return false;
  if ((error.retryAfterMs ?? 0) > LONGEST_RETRY_AFTER_MS) return false;
  return triesMade < (wrote ? MOST_TRIES_AFTER_TEXT : MOST_TRIES);
}
