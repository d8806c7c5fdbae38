import { isCommonWord, isIdleCharacter } from './parse-query.ts';
import { tokensOf } from './terms.ts';

/** Begins a question that goes on from the one before: 那上海的呢, what about Shanghai. */
const GOES_ON =
  /^(?:那(?:么|如果|要是|就|在)?|还有|另外|换成|换做|如果是|要是|然后|而|and|also|or|but|then|so|what about|how about|what if|same for)(?![a-z])/i;

/** Stands for something that was named before. */
const STANDS_FOR =
  /[它牠]|这[个款种台件张家款次]|那[个款种台件张家款次]|[该此](?:产品|商品|服务|项目)|刚才|上面|前面|\b(?:it|its|they|them|this|these|those|that one|the other|the same|there)\b/i;

/** Asks for a side of a thing, and does not say of which. */
const SIDES =
  /多少钱|价[格钱位]|费用|收费|贵吗|贵不贵|便宜|优惠|折扣|多久|多长时间|几天|几点|什么时候|时间|在哪|哪里|地址|怎么[用去走办弄做买付退换]?|为什么|原因|步骤|流程|详细|具体|多大|多重|尺寸|颜色|其他|别的|区别|好处|缺点|限制|要求|条件|\b(?:price|cost|costs|fee|long|much|many|far|often|big|old|details?|more|else|steps|reason|colou?rs?|sizes?)\b/gi;

/** Longer ones of their kind name their subject. */
const MOST_THAT_GO_ON = 14;
const MOST_WITH_PRONOUN = 24;
const FEWEST_OF_A_SUBJECT = 3;

/**
 * Whether a question can hardly be understood without the one before: it goes on from it, has a pronoun, or names no
 * subject of its own.
 */
export function needsCompletion(question: string): boolean {
  const asked = question.normalize('NFKC').trim();
  const size = sizeOf(asked);
  if (size === 0) return false; // Nothing but signs asks nothing.
  if (GOES_ON.test(asked) && size <= MOST_THAT_GO_ON) return true;
  if (/呢[?？!！。~～]*$/.test(asked) && size <= MOST_THAT_GO_ON) return true;
  if (STANDS_FOR.test(asked) && size <= MOST_WITH_PRONOUN) return true;
  return contentOf(asked.replace(SIDES, ' ')) < FEWEST_OF_A_SUBJECT;
}

/** Whether a question only asks for a side of something, and has no word that says of what. */
export function namesNothing(question: string): boolean {
  return contentOf(question.normalize('NFKC').replace(SIDES, ' ')) === 0;
}

/** Chinese characters, with two for each word of another script. */
function sizeOf(text: string): number {
  return tokensOf(text).reduce(
    (sum, token) => sum + (token.kind === 'run' ? token.characters.length : 2),
    0,
  );
}

/** The same without what says nothing about a subject. */
function contentOf(text: string): number {
  return tokensOf(text).reduce((sum, token) => {
    if (token.kind === 'run')
      return sum + token.characters.filter((one) => !isIdleCharacter(one)).length;
    return sum + 2 * token.parts.filter((part) => !isCommonWord(part)).length;
  }, 0);
}
