import { NUMERAL, readNumeral } from '../knowledge/text/read-numeral.ts';

/** 一下 and 万一 are no numbers, so that a unit has to follow; a lone 一 is hardly ever the point of a question. */
const AMOUNT = new RegExp(
  `(?<!${NUMERAL.slice(0, -1)})${NUMERAL}(?=个月|小时|分钟|[天日月年元块件条次号楼层折米斤克倍周岁])`,
  'gu',
);
/** A number, also with letters around it as in A7 or iPhone15. */
const WITH_DIGITS = /(?<![a-z])[a-z]*\d[\da-z]*(?:[.,:/-]\d[\da-z]*)*/g;
/** 能不能 and 是不是 deny nothing. */
const EITHER_OR = /(\p{Script=Han})[不没]\1|有没有|不好意思|不客气|没事|没关系|差不多|不管|不论/gu;
const NEGATION =
  /[不没無无非别勿未否]|\b(?:no|not|never|without|cannot|none|isnt|arent|dont|doesnt|didnt|wont|cant)\b|n't\b/u;

/**
 * Returns what must be the same in two texts that say the same, however alike their words are: their numbers, and whether
 * they deny something.
 */
export function guardOf(text: string): string {
  const plain = text.normalize('NFKC').toLowerCase();
  const numbers = plain
    .replace(AMOUNT, (numeral) => (numeral === '一' ? '' : ` ${readNumeral(numeral) ?? ''} `))
    .match(WITH_DIGITS);
  const denies = NEGATION.test(plain.replace(EITHER_OR, '').replaceAll('’', "'"));
  return [...new Set(numbers ?? [])].sort().join(' ') + (denies ? ' ¬' : '');
}
