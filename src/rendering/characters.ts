const SPACE = /\s/u;
const ASCII_WORD = /[A-Za-z0-9]/;
const WORD = /[\p{L}\p{N}_]/u;
const OPENERS = '([{（［｛【〔〖「『“‘《〈＜';
const CLOSERS = ')]}）］｝】〕〗」』”’》〉＞';
const CLAUSES = ',.;:!?，。、；：！？…';
const EAST_ASIAN =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\u3000-\u303f\uff00-\uffef]/u;

/** White space; the edge of a text (undefined) counts as white space too. */
export function isSpace(character: string | undefined): boolean {
  return character === undefined || SPACE.test(character);
}

/** An ASCII letter or digit: where 2*3 and 2**3 stand, a star is arithmetic and no emphasis. */
export function isAsciiWord(character: string | undefined): boolean {
  return character !== undefined && ASCII_WORD.test(character);
}

/** A letter or digit of any script, or an underscore. */
export function isWord(character: string | undefined): boolean {
  return character !== undefined && WORD.test(character);
}

/** Whether a text holds Chinese, Japanese or Korean characters or their punctuation. */
export function hasEastAsian(text: string): boolean {
  return EAST_ASIAN.test(text);
}

/** An opening bracket or quote; straight quotes may be either. */
export function isOpener(character: string | undefined): boolean {
  return character !== undefined && OPENERS.includes(character);
}

/** A closing bracket or quote; straight quotes may be either. */
export function isCloser(character: string | undefined): boolean {
  return character !== undefined && CLOSERS.includes(character);
}

/** A sign that ends a sentence or a part of one. */
export function isClause(character: string | undefined): boolean {
  return character !== undefined && CLAUSES.includes(character);
}
