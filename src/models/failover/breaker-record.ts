import type { CollectionDefinition } from '../../runtime/collection.ts';
import type { Failure, FailureScope } from './failure-scope.ts';

/** What is stored of an open breaker. It holds no key and no address. */
export interface BreakerRecord {
  readonly scope: Exclude<FailureScope, 'question'>;
  readonly failure: Failure;
  readonly provider: string;
  /** `provider/model` of the question or probe that met the failure. */
  readonly model: string;
  readonly keyNumber?: number;
  /** The instant of the next probe. */
  readonly probeAt: number;
}

/** The collection of open breakers, by their hashes. */
export const BREAKERS: CollectionDefinition = { name: 'breakers', about: 'product' };

/** A breaker that no question has met for so long is forgotten. */
export const FORGET_AFTER_MS = 24 * 60 * 60_000;
