import { NUMERAL, readNumeral } from '../text/read-numeral.ts';

const NUMERALS = new RegExp(NUMERAL, 'g');

const ENGLISH = new Map<string, number>([
  ...'zero one two three four five six seven eight nine ten eleven twelve'
    .split(' ')
    .map((word, value) => [word, value] as const),
  ...'twenty thirty forty fifty sixty seventy eighty ninety'
    .split(' ')
    .map((word, tens) => [word, 20 + 10 * tens] as const),
]);
const ENGLISH_NUMBER = new RegExp(String.raw`\b(?:${[...ENGLISH.keys()].join('|')})\b`, 'g');

/** Units of one kind, under the name that stands for all of them. */
const UNITS: readonly (readonly [string, string])[] = [
  ['kg', '公斤|千克|kgs?|kilograms?|kilos?'],
  ['g', '克|grams?|g'],
  ['km', '公里|千米|km|kilometers?|kilometres?'],
  ['cm', '厘米|公分|cm|centimet(?:er|re)s?'],
  ['mm', '毫米|mm'],
  ['ml', '毫升|ml'],
  ['l', '公升|升|lit(?:er|re)s?|l'],
  ['hour', '个?小时|个?钟头|hours?|hrs?|h'],
  ['minute', '分钟|minutes?|mins?'],
  ['day', '天|days?'],
  ['month', '个月|months?'],
  ['week', '个?周(?![岁年一二三四五六日末几])|weeks?'],
  ['year', '年|years?|yrs?'],
  ['age', '周?岁|years? old'],
  ['元', '块钱|元|圆|rmb|cny|yuan'],
  ['m', '米|met(?:er|re)s?|m'],
];
const UNIT = UNITS.map(([, words]) => `(${words})`).join('|');
const AMOUNT = new RegExp(
  String.raw`(?<![\p{Script=Latin}\d])(\d+(?:\.\d+)?) ?(?:${UNIT})(?![a-z])`,
  'gu',
);

/** Writes every number in digits and every common unit in one way: 三天 as 3day, 1 公斤 as 1kg. */
export function readNumbers(question: string): string {
  return question
    .replace(NUMERALS, (numeral) => String(readNumeral(numeral) ?? numeral))
    .replace(ENGLISH_NUMBER, (word) => String(ENGLISH.get(word) ?? word))
    .replace(/(\d+(?:\.\d+)?)万/g, (_, amount: string) =>
      String(Math.round(Number(amount) * 10_000)),
    )
    .replace(/[¥￥]\s*(\d+(?:\.\d+)?)/g, '$1元')
    .replace(AMOUNT, (found, amount: string, ...units: (string | undefined)[]) => {
      const name = UNITS[units.slice(0, UNITS.length).findIndex((unit) => unit !== undefined)]?.[0];
      // The sign keeps a unit from growing together with a word after it.
      return name === undefined ? found : ` ${Number(amount)}°${name}° `;
    });
}
