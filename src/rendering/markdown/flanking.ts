import { isAsciiWord, isClause, isCloser, isOpener, isSpace, isWord } from '../characters.ts';

/** The roles that a run of marks may have, judged by the characters on both sides of it. */
export interface Flanks {
  readonly canOpen: boolean;
  readonly canClose: boolean;
}

const NEITHER: Flanks = { canOpen: false, canClose: false };
const QUOTES = '"\'';
/** Signs that are eyes on both sides of a mouth: `^_^`, `>_<`, `(╯_╰)`, `(=*=)`. */
const EYE = /[\p{S}\-;@.]/u;
/** After these an opening star would be arithmetic, a path or a pattern: `(a+b)*c`, `src/*`, `$x$*y`. */
const NO_ITALIC_AFTER = ')]}）./\\=+-%^&@#$<`';
/** ASCII signs with which slanted text may begin; others make a pattern of the star: `*.txt`, star slash, `*{js,ts}`. */
const ITALIC_BEGINS = '([_~`<!&"\'\\';
/** Before these a closing star would be arithmetic, a path or an address. */
const NO_ITALIC_BEFORE = '([{/=\\@';
const CHINESE_CLAUSE = '，。、；：！？:';

/**
 * Decides by CommonMark's flanking rules, except that a mark next to Chinese punctuation counts as next to a word.
 * So `这是**“重点”**，` and `**注意：**说明` are bold. `before` and `after` stand around the run; undefined is the edge of the
 * text.
 */
export function flanksOf(
  run: string,
  before: string | undefined,
  after: string | undefined,
  afterNext: string | undefined,
): Flanks {
  // `"*"` and `'**'` name the sign itself.
  if (before !== undefined && before === after && QUOTES.includes(before)) return NEITHER;
  if (run.length === 1 && isEye(before) && isEye(after)) return NEITHER;
  if (run.startsWith('_')) return underscore(before, after);
  if (run.startsWith('~')) return tilde(before, after);
  const italic = star(before, after, afterNext);
  if (run.length === 1) return italic;
  const bold = stars(before, after, afterNext);
  if (run.length === 2) return bold;
  return { canOpen: bold.canOpen && italic.canOpen, canClose: bold.canClose };
}

/**
 * Lets bold open before text and close after text. Powers, masks and keyword arguments stay, as in `2**3`,
 * `ab**@qq.com` and `f(**a)`.
 */
function stars(
  before: string | undefined,
  after: string | undefined,
  afterNext: string | undefined,
): Flanks {
  if (isAsciiWord(before) && (isAsciiWord(after) || after === '@')) return NEITHER;
  if (isOneOf(before, ')]') && (isAsciiWord(after) || after === '(')) return NEITHER;
  const isSlashed = before === '/' && !isWord(after);
  return {
    canOpen:
      beginsText(before, after, afterNext) &&
      !isSlashed &&
      !(isOneOf(before, '）·') && isAsciiWord(after)) &&
      !(isAsciiWord(before) && isAsciiSign(after)),
    canClose: isSpace(before)
      ? isOneOf(after, CHINESE_CLAUSE) || isLineEnd(after)
      : !isOpener(before) &&
        !(isOneOf(before, '=,') && isWord(after)) &&
        !(after === '/' && !isWord(before) && !isCloser(before)),
  };
}

/** Lets italic begin outside of words only, because a single star between letters or digits is arithmetic or a mask. */
function star(
  before: string | undefined,
  after: string | undefined,
  afterNext: string | undefined,
): Flanks {
  const begins =
    after !== undefined &&
    !isSpace(after) &&
    !isCloser(after) &&
    !isClause(after) &&
    (!isAsciiSign(after) || ITALIC_BEGINS.includes(after) || after === '*');
  const ends =
    !isSpace(before) &&
    !isOpener(before) &&
    (isWord(before) ||
      isCloser(before) ||
      isOneOf(before, '：:%"\'') ||
      !isAsciiSign(before) ||
      !isWord(after)) &&
    !(isClause(before) && !isOneOf(before, '：:') && isWord(after));
  return {
    canOpen: begins && !isWord(before) && !isOneOf(before, NO_ITALIC_AFTER),
    canClose:
      ends &&
      !isAsciiWord(after) &&
      !isOneOf(after, NO_ITALIC_BEFORE) &&
      !(after === '.' && isAsciiWord(afterNext)),
  };
}

/** Keeps an underscore within a name, and one next to punctuation alone, which is a blank to be filled in. */
function underscore(before: string | undefined, after: string | undefined): Flanks {
  return {
    canOpen: beginsText(before, after, undefined) && !isWord(before),
    canClose: !isSpace(before) && !isOpener(before) && !isOneOf(before, '：:') && !isWord(after),
  };
}

/** Lets two tildes strike text out, except between ASCII letters or digits, where they are a range. */
function tilde(before: string | undefined, after: string | undefined): Flanks {
  return {
    canOpen: beginsText(before, after, undefined) && !(isAsciiWord(before) && isAsciiWord(after)),
    canClose: !isSpace(before) && !isOpener(before),
  };
}

/**
 * Says whether text begins after the mark, and not white space or the end of a clause. `.env` and `:root` begin with a
 * sign.
 */
function beginsText(
  before: string | undefined,
  after: string | undefined,
  afterNext: string | undefined,
): boolean {
  if (isSpace(after) || isCloser(after)) return false;
  if (isOneOf(after, '.:')) return !isWord(before) && isAsciiWord(afterNext);
  return !isClause(after);
}

function isEye(character: string | undefined): boolean {
  return character !== undefined && character !== '`' && character !== '~' && EYE.test(character);
}

function isAsciiSign(character: string | undefined): boolean {
  return character !== undefined && /[!-/:-@[-`{-~]/.test(character);
}

function isLineEnd(character: string | undefined): boolean {
  return character === undefined || character === '\n';
}

function isOneOf(character: string | undefined, characters: string): boolean {
  return character !== undefined && characters.includes(character);
}
