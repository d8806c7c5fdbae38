import { MOST_CHARACTERS, parseQuery } from '../knowledge/text/parse-query.ts';
import { termsOf } from '../knowledge/text/terms.ts';
import { guardOf } from './guards.ts';

/** A text as it is compared with others. */
export interface ReadText {
  /** The words of its subject; never empty. */
  readonly terms: ReadonlySet<string>;
  /** Texts with another one never say the same. */
  readonly guard: string;
}

/** Reads a question or an answer without the words that only make it a question. */
export function readText(text: string): ReadText {
  const terms = new Set(
    text.length <= MOST_CHARACTERS ? parseQuery(text).terms.map((term) => term.text) : [],
  );
  // 怎么办 has no subject, and the end of a long text counts too.
  if (terms.size === 0) for (const term of termsOf(text)) terms.add(term);
  if (terms.size === 0) terms.add(bareOf(text));
  return { terms, guard: guardOf(text) };
}

/** Returns the same for texts that differ in blanks, marks, width and case only. */
export function bareOf(text: string): string {
  const letters = text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '');
  return letters === '' ? text.trim() : letters;
}
