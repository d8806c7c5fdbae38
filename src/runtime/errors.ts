import type { Sentence } from './sentence.ts';

/**
 * A failure that Kuaihui foresaw. The message tells the deployer in plain words, free of tokens, URLs and followers'
 * texts;
 * `code` is for programs.
 */
export abstract class KuaihuiError extends Error {
  abstract readonly code: string;
  /** The message in both languages, for a deployer at a terminal. */
  readonly says?: Sentence;

  /** A sentence is told in the deployer's language; its English is the message. */
  constructor(message: string | Sentence, options?: ErrorOptions) {
    super(typeof message === 'string' ? message : message.en, options);
    if (typeof message !== 'string') this.says = message;
  }
}
