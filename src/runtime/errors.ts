import type { Sentence } from './sentence.ts';

/**
 * A failure that Kuaihui foresaw. The message is for the operator, in plain words and free of tokens,
 * URLs and followers' texts; `code` is for programs.
 */
export abstract class KuaihuiError extends Error {
  abstract readonly code: string;
  /** The message in both languages, where a deployer reads it in a terminal. */
  readonly says?: Sentence;
}
