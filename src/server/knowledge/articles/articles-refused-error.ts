import { KuaihuiError } from '../../../runtime/errors.ts';
import type { Sentence } from '../../../runtime/sentence.ts';
import { WechatApiError, WechatUnreachableError } from '../../../wechat/errors.ts';
import { articleTexts as texts } from './article-texts.ts';

/** WeChat gives no list of the account's articles. */
export class ArticlesRefusedError extends KuaihuiError {
  override readonly name = 'ArticlesRefusedError';
  readonly code = 'articles_refused';
  override readonly says: Sentence;
  /** Whether the list may come soon although no operator does anything. */
  readonly mayComeSoon: boolean;

  constructor(says: Sentence, mayComeSoon = false) {
    super(says);
    this.says = says;
    this.mayComeSoon = mayComeSoon;
  }
}

/** Translates a failure of WeChat's API; any other error is returned as it is. */
export function toArticlesRefused(error: unknown, baseUrl: string): unknown {
  if (error instanceof WechatApiError)
    return new ArticlesRefusedError(texts.refused(error), error.retryable);
  if (error instanceof WechatUnreachableError)
    return new ArticlesRefusedError(texts.away(new URL(baseUrl).host), true);
  return error;
}
