import type { InlineMatch } from './inline-match.ts';
import { latexToText } from './latex-to-text.ts';

const CLOSERS = new Map([
  ['\\(', '\\)'],
  ['\\[', '\\]'],
  ['$$', '$$'],
]);
const FORMULA = /[\\=^_<>+]|^[\u0020-\u007e\n]*[A-Za-z(][\u0020-\u007e\n]*$/;
/**
 * A formula between single dollars: a sign of LaTeX or arithmetic, a letter, points as in `ABC`, `O(n)`, or letters as
 * in `n-1`.
 */
const SHORT_FORMULA =
  /[\\^_=<>+*/≤≥×÷]|^-?\d*[A-Za-z]['′]*$|^[A-Z]{2,4}$|^-?\d+(?:\.\d+)?$|^\d*[A-Za-z]{1,3}\([^()]*(?:\([^()]*\)[^()]*)*\)$|^(?!.*[A-Za-z]{2})(?=.*[A-Za-z]|[([])[A-Za-z0-9 ().,;:|!'′[\]-]+$/;
const LONGEST_BETWEEN_DOLLARS = 300;
const SPACED =
  /^\$ ((?=[^$\n]*(?:\\[A-Za-z]{2}|[A-Za-z)}\d]\^|[A-Za-z]_[\d{]))[^$\n]*[^$\s\\]) \$(?![A-Za-z0-9_({$])/;
/** The text after an amount: words, and no sign of arithmetic. */
const AMOUNT =
  /^\$\d[\d,.]*(?![\d,.])(?:[\u0100-\uffff](?![^$\n]*\\[A-Za-z]{2}[^$\n]*\$)|[^\\^_=<>+*/$\n]{12})/;

/**
 * Reads LaTeX between `\(` and `\)`, `\[` and `\]`, `$$` or `$`, and writes it as text. LaTeX that KaTeX cannot read
 * loses only its delimiters. Undefined for escaped brackets around words, as in `\(可选\)` or `\[1\]`, and for amounts of
 * dollars.
 */
export function readMath(raw: string, at: number): InlineMatch {
  const closer = CLOSERS.get(raw.slice(at, at + 2));
  if (closer === undefined) return raw.charAt(at) === '$' ? readBetweenDollars(raw, at) : undefined;
  const end = raw.indexOf(closer, at + 2);
  if (end === -1) return { waitsFor: closer };
  const formula = raw.slice(at + 2, end).trim();
  if (formula === '') return undefined;
  if (closer !== '$$' && !FORMULA.test(formula)) return undefined;
  return { text: latexToText(formula) ?? formula, to: end + 2 };
}

/**
 * Reads between dollars. An opening one has no space after it; a closing one has no space before it and no word after
 * it.
 * So `$5 和 $6`, `$HOME/$USER` and `US$5` stay.
 */
function readBetweenDollars(raw: string, at: number): InlineMatch {
  if (/[A-Za-z0-9$\\]/.test(raw.charAt(at - 1))) return undefined;
  const first = raw.charAt(at + 1);
  if (/[\s$]/.test(first)) return readSpaced(raw, at);
  if (AMOUNT.test(raw.slice(at, at + 40))) return undefined;
  const end = closingDollar(raw, at + 1);
  if (end === undefined) {
    const rest = raw.slice(at + 1, at + 1 + LONGEST_BETWEEN_DOLLARS);
    const mayComeYet = rest.length < LONGEST_BETWEEN_DOLLARS && !rest.includes('\n');
    return mayComeYet ? { waitsFor: '$' } : undefined;
  }
  const formula = raw.slice(at + 1, end);
  if (/\s$/.test(formula) || /[A-Za-z0-9_({$]/.test(raw.charAt(end + 1))) return undefined;
  if (!SHORT_FORMULA.test(formula)) return undefined;
  // Chinese words may stand between two amounts, as in `$5，涨到+$6`.
  if (/^\d/.test(formula) && /\p{Script=Han}/u.test(formula) && !formula.includes('\\'))
    return undefined;
  const text = latexToText(formula) ?? (/\\[A-Za-z]{2}/.test(formula) ? formula : undefined);
  return text === undefined ? undefined : { text, to: end + 1 };
}

/** Reads `$ x^2 $`, because some models set spaces on both sides. */
function readSpaced(raw: string, at: number): InlineMatch {
  const [whole, formula = ''] = SPACED.exec(raw.slice(at, at + LONGEST_BETWEEN_DOLLARS)) ?? [];
  const text = whole === undefined ? undefined : latexToText(formula);
  return whole === undefined || text === undefined ? undefined : { text, to: at + whole.length };
}

/** Returns the next dollar of the line that no backslash escapes. */
function closingDollar(raw: string, from: number): number | undefined {
  const last = Math.min(raw.length, from + LONGEST_BETWEEN_DOLLARS);
  for (let at = from; at < last; at++) {
    const character = raw.charAt(at);
    if (character === '\n') return undefined;
    if (character === '\\') at++;
    else if (character === '$') return at;
  }
  return undefined;
}
