import { MOST_CHARACTERS, parseQuery } from '../knowledge/text/parse-query.ts';
import { termsOf } from '../knowledge/text/terms.ts';
import { splitAsked } from './asked-kinds.ts';
import { guardOf } from './guards.ts';

/** A text as it is compared with others. */
export interface ReadText {
  /** The words of its subject; never empty. */
  readonly terms: ReadonlySet<string>;
  /** Texts with another one never say the same. */
  readonly guard: string;
}

/** Reads a question: what it is about, and what it asks for. */
export function readQuestion(question: string): ReadText {
  const { kind, rest } = splitAsked(question);
  const { terms, guard } = readAnswer(rest);
  return { terms, guard: `${kind} ${guard}` };
}

/** Reads an answer, or a question without regard to what it asks for. */
export function readAnswer(text: string): ReadText {
  const guard = guardOf(text);
  const subject = text.length <= MOST_CHARACTERS ? subjectOf(text) : [];
  // 怎么办 has no subject, and the end of a long text counts too.
  const terms = subject.length > 0 ? subject : termsOf(text);
  return { terms: new Set(terms.length > 0 ? terms : [bareOf(text)]), guard };
}

/** Returns the words that carry meaning; all of them where no other is left. */
function subjectOf(text: string): readonly string[] {
  const { terms, idle } = parseQuery(text);
  const meaningful = terms.filter(({ covers }) => !covers.some((unit) => idle.has(unit)));
  return (meaningful.length > 0 ? meaningful : terms).map((term) => term.text);
}

/** Returns the same for texts that differ in blanks, marks, width and case only. */
export function bareOf(text: string): string {
  const letters = text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '');
  return letters === '' ? text.trim() : letters;
}
