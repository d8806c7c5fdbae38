import type { Found } from './found.ts';

const CLOSERS = new Map([
  ['\\(', '\\)'],
  ['\\[', '\\]'],
  ['$$', '$$'],
]);
const FORMULA = /[\\=^_<>+]|^[\u0020-\u007e\n]*[A-Za-z(][\u0020-\u007e\n]*$/;

/**
 * Takes the delimiters off LaTeX, `\(x\)`, `\[x\]`, `$$x$$`, and keeps the formula. Undefined for escaped brackets around words, as in
 * `\(可选\)` or `\[1\]`.
 */
export function readMath(raw: string, at: number): Found {
  const closer = CLOSERS.get(raw.slice(at, at + 2));
  if (closer === undefined) return undefined;
  const end = raw.indexOf(closer, at + 2);
  if (end === -1) return { waitsFor: closer };
  const formula = raw.slice(at + 2, end);
  if (formula.trim() === '') return undefined;
  if (closer !== '$$' && !FORMULA.test(formula)) return undefined;
  return { text: formula.trim(), to: end + 2 };
}
