import { isIdleCharacter, parseQuery, isCommonWord } from './parse-query.ts';
import { builtInSynonyms, type Synonyms } from './synonyms.ts';
import { relatedTermsOf, tokensOf } from './terms.ts';

/** Something in a question by which passages are found, however weakly. */
export interface Clue {
  readonly text: string;
  /** It is the beginning of terms. */
  readonly isPrefix: boolean;
  /** How much it tells beside a word of the question, from 0 to 1. */
  readonly weight: number;
}

const WEIGHTS = { word: 1, meaning: 1, character: 0.4, beginning: 0.5, related: 0.6 } as const;

/** Words as long as this share a beginning with their relatives: insurer, insurance. */
export const SHORTEST_WITH_RELATIVES = 6;
const BEGINNING = 5;

/** Everything in a question that may lead to a passage: words, meanings, single characters, beginnings, related words. */
export function cluesOf(question: string, synonyms: Synonyms = builtInSynonyms): Clue[] {
  const clues = new Map<string, Clue>();
  const add = (text: string, weight: number, isPrefix = false): void => {
    const known = clues.get(text);
    if (known === undefined || known.weight < weight) clues.set(text, { text, isPrefix, weight });
  };
  for (const { text, isPrefix, isMeaning } of parseQuery(question, synonyms).terms)
    add(text, isMeaning ? WEIGHTS.meaning : isPrefix ? WEIGHTS.character : WEIGHTS.word, isPrefix);
  for (const token of tokensOf(question)) {
    if (token.kind === 'run')
      for (const character of token.characters)
        if (!isIdleCharacter(character)) add(character, WEIGHTS.character, true);
    if (token.kind === 'word')
      for (const part of token.parts)
        if (/^[a-z]+$/.test(part) && part.length >= SHORTEST_WITH_RELATIVES && !isCommonWord(part))
          add(beginningOf(part), WEIGHTS.beginning, true);
  }
  for (const term of relatedTermsOf(question, synonyms)) add(term, WEIGHTS.related);
  return [...clues.values()];
}

/** The part of a term by which a clue may find it: the first letters of a word, the first character of a pair. */
export function beginningOf(term: string): string {
  const first = term.codePointAt(0) ?? 0;
  if (first >= 0x61 && first <= 0x7a) return term.slice(0, BEGINNING);
  return term.slice(0, first > 0xffff ? 2 : 1);
}
