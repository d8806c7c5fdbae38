const SPACE = /\s/u;
const ASCII_WORD = /[A-Za-z0-9]/;
const WORD = /[\p{L}\p{N}_]/u;
const OPENERS = '([{（［｛【〔〖「『“‘《〈＜';
const CLOSERS = ')]}）］｝】〕〗」』”’》〉＞';
const CLAUSES = ',.;:!?，。、；：！？…';
const EAST_ASIAN =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\u3000-\u303f\uff00-\uffef]/u;

/** Says whether a character is white space. The edge of a text (undefined) counts as such. */
export function isSpace(character: string | undefined): boolean {
  return character === undefined || SPACE.test(character);
}

/**
 * Says whether a character is an ASCII letter or digit. Between two of them, as in 2*3 and 2**3, a star is arithmetic.
 */
export function isAsciiWord(character: string | undefined): boolean {
  return character !== undefined && ASCII_WORD.test(character);
}

/** Says whether a character is a letter or digit of any script, or an underscore. */
export function isWord(character: string | undefined): boolean {
  return character !== undefined && WORD.test(character);
}

/** Says whether a text holds Chinese, Japanese or Korean characters or their punctuation. */
export function hasEastAsian(text: string): boolean {
  return EAST_ASIAN.test(text);
}

/** Says whether a character is an opening bracket or quote; straight quotes may be either. */
export function isOpener(character: string | undefined): boolean {
  return character !== undefined && OPENERS.includes(character);
}

/** Says whether a character is a closing bracket or quote; straight quotes may be either. */
export function isCloser(character: string | undefined): boolean {
  return character !== undefined && CLOSERS.includes(character);
}

/** Says whether a sign ends a sentence or a part of one. */
export function isClause(character: string | undefined): boolean {
  return character !== undefined && CLAUSES.includes(character);
}
