import type { Sentence } from '../runtime/sentence.ts';

/** What one check found out. */
export interface Finding {
  /** What was looked at. */
  readonly name: 'account' | 'answers' | 'data' | 'model' | 'wechat';
  /** `unknown`: it could not be found out now, such as with a model that is overloaded. */
  readonly is: 'right' | 'wrong' | 'unknown';
  readonly says: Sentence;
  /** What to do about it. */
  readonly remedy?: Sentence | undefined;
  /** For what had to be asked over the network. */
  readonly tookMs?: number;
}
