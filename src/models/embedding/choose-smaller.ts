import type { ClassifiedError } from '../classify-error.ts';

/** What a vendor takes in one request, as far as is known. */
export interface EmbeddingLimits {
  readonly texts: number;
  /** Of one text, as estimated. */
  readonly tokens: number;
}

/** The request that was refused. */
interface RefusedBatch {
  readonly texts: number;
  /** Of its longest text, as estimated. */
  readonly longestTokens: number;
}

/** `split`: only this request is divided. `limits`: what is remembered of the vendor. */
export type Smaller =
  | { readonly is: 'limits'; readonly limits: EmbeddingLimits }
  | { readonly is: 'split' }
  | { readonly is: 'hopeless' };

const MAY_BE_SIZE: ReadonlySet<ClassifiedError['class']> = new Set([
  'too-long',
  'parameter-refused',
  'not-understood',
  'unexplained',
]);

const TOO_MANY =
  /batch|too many (?:inputs?|texts?|items|documents|elements)|(?:number|count|amount) of (?:inputs?|texts?|items|elements|documents)|(?:array|list)\b.{0,40}(?:length|size|long|items|elements|at most|max)|(?:inputs?|texts?|items|elements)\b.{0,20}(?:at most|no more than|up to|maximum of) \d+ ?(?:items|elements|texts|inputs|entries)?|(?:条数|数量|个数|批量|批次|数组)/i;
const TOO_LONG =
  /\btokens?\b|too long|length of (?:the )?(?:text|input)|characters|context|sequence|(?:过长|超长|太长|长度)/i;

/** A text of fewer tokens is taken by every model, so the vendor means something else. */
const FEWEST_TOKENS = 16;

/** Decides how a refused request is made smaller, from what the vendor said of it. */
export function chooseSmaller(
  refused: ClassifiedError,
  { texts, longestTokens }: RefusedBatch,
  limits: EmbeddingLimits,
): Smaller {
  if (!MAY_BE_SIZE.has(refused.class)) return { is: 'hopeless' };
  const words = refused.words ?? '';
  const isBody = refused.detail === 'body';
  const isTooMany = TOO_MANY.test(words);
  if (texts > 1 && (isTooMany || isBody))
    return {
      is: 'limits',
      limits: { ...limits, texts: Math.min(limits.texts, Math.floor(texts / 2)) },
    };
  const isTooLong = refused.class === 'too-long' || TOO_LONG.test(words) || isBody;
  if (!isTooLong) return { is: 'hopeless' };
  // The vendor may count all texts together, and only one alone tells how long one may be.
  if (texts > 1) return { is: 'split' };
  const tokens = Math.floor(longestTokens / 2);
  return tokens < FEWEST_TOKENS
    ? { is: 'hopeless' }
    : { is: 'limits', limits: { ...limits, tokens: Math.min(limits.tokens, tokens) } };
}
