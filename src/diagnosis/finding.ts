import type { Sentence } from '../runtime/sentence.ts';

/** The result of one check. */
export interface Finding {
  /** The subject of the check. */
  readonly name:
    | 'account'
    | 'answers'
    | 'budget'
    | 'data'
    | 'documents'
    | 'model'
    | 'personas'
    | 'search'
    | 'wechat';
  /** `unknown` if it could not be found out now, such as with an overloaded model. */
  readonly is: 'right' | 'wrong' | 'unknown';
  readonly says: Sentence;
  /** What the deployer can do about it. */
  readonly remedy?: Sentence | undefined;
  /** The time that a request over the network took. */
  readonly tookMs?: number;
}
