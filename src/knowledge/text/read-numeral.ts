const DIGITS: Readonly<Record<string, number>> = {
  ...{ 零: 0, 〇: 0, 一: 1, 二: 2, 两: 2, 三: 3, 四: 4, 五: 5, 六: 6, 七: 7, 八: 8, 九: 9 },
};
const PLACES: Readonly<Record<string, number>> = { 十: 10, 百: 100, 千: 1000 };

/** The characters of Chinese numerals, for a pattern. */
export const NUMERAL = '[零〇一二两三四五六七八九十百千万]+';

/** Reads a Chinese numeral; undefined for what is no number: 万一, 千万, and 三四 as in 三四天. */
export function readNumeral(numeral: string): number | undefined {
  const characters = [...numeral];
  if (characters.every((character) => character in DIGITS)) {
    const isSpelledOut = characters.length > 2 || /[零〇]/.test(numeral);
    if (characters.length > 1 && !isSpelledOut) return undefined;
    return Number(characters.map((character) => DIGITS[character]).join(''));
  }
  const [high = '', low, ...others] = numeral.split('万');
  if (others.length > 0) return undefined;
  if (low === undefined) return readUpTo9999(high);
  const thousands = readUpTo9999(high);
  const rest = low === '' ? 0 : readUpTo9999(low);
  return thousands === undefined || rest === undefined ? undefined : thousands * 10_000 + rest;
}

function readUpTo9999(numeral: string): number | undefined {
  if (
    !/^零?(?:[一二两三四五六七八九]千零?)?(?:[一二两三四五六七八九]百零?)?(?:[一二三四五六七八九]?十)?[一二两三四五六七八九]?$/.test(
      numeral,
    )
  )
    return undefined;
  if (numeral.replace('零', '') === '') return undefined;
  let sum = 0;
  let digit: number | undefined;
  for (const character of numeral) {
    const place = PLACES[character];
    if (place === undefined) digit = DIGITS[character];
    else {
      sum += (digit ?? 1) * place;
      digit = undefined;
    }
  }
  return sum + (digit ?? 0);
}
