import type { QuestionTerm, Query } from './parse-query.ts';

/** What is known about the index that texts are compared in. */
export interface Rarities {
  readonly passages: number;
  /** How rare a term is; undefined for a term that is nowhere. */
  of(term: Pick<QuestionTerm, 'text' | 'isPrefix'>): number | undefined;
}

/** The terms of a text: a set, or a map by term. */
export interface Terms {
  has(term: string): boolean;
  keys(): Iterable<string>;
}

/** How much of a word it counts when another word for the same thing is found in its place. */
const OTHER_WORD = 0.85;

/** In a folder of three passages every word is rare, or common; such a folder is judged like one of this size. */
const FEWEST_PASSAGES = 50;

/** How rare a term is that occurs in `occurrences` of `passages` passages: the usual logarithm. */
export function rarityOf(occurrences: number, passages: number): number {
  const among = Math.max(passages, FEWEST_PASSAGES);
  return Math.log(1 + (among - occurrences + 0.5) / (occurrences + 0.5));
}

/**
 * The share of the question, from 0 to 1, that a text speaks about. Rare words count more than common ones; a word
 * that the index does not know at all counts most, because the question is about something else then.
 */
export function relevanceOf(question: Query, found: Terms, rarities: Rarities): number {
  const unheardOf = rarityOf(0, rarities.passages);
  const wanted = new Float64Array(question.units).fill(-1);
  const given = new Float64Array(question.units);
  const known = question.terms.flatMap((term) => {
    const rarity = rarities.of(term);
    if (rarity === undefined) return [];
    // A number as long as an error code is what a question is about, whatever else it says.
    return [{ ...term, rarity: /^\d{4,}$/.test(term.text) ? 2 * rarity : rarity }];
  });
  for (const { covers, isMeaning, rarity } of known)
    if (!isMeaning) for (const unit of covers) wanted[unit] = Math.max(wanted[unit] ?? 0, rarity);
  for (const { covers, isMeaning, rarity } of known)
    if (isMeaning) for (const unit of covers) if ((wanted[unit] ?? -1) < 0) wanted[unit] = rarity;
  for (const { text, isPrefix, covers, isMeaning, rarity } of known) {
    if (!(isPrefix ? startsAny(found, text) : found.has(text))) continue;
    for (const unit of covers) {
      const gain = isMeaning ? OTHER_WORD * (wanted[unit] ?? 0) : rarity;
      given[unit] = Math.max(given[unit] ?? 0, gain);
    }
  }
  let total = 0;
  for (let unit = 0; unit < question.units; unit++) {
    const rarity = wanted[unit] ?? -1;
    if (rarity >= 0) total += rarity;
    else if (!question.idle.has(unit)) total += unheardOf;
  }
  return total === 0 ? 0 : given.reduce((sum, rarity) => sum + rarity, 0) / total;
}

function startsAny(found: Terms, character: string): boolean {
  for (const term of found.keys()) if (term.startsWith(character)) return true;
  return false;
}

/**
 * How alike two texts are in all their words, from 0 to 1. Used between passages that are about the same thing: "Where do
 * I find …" and "… is frozen" differ in just the words that a search leaves out.
 */
export function likenessOf(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  let shared = 0;
  for (const term of one) if (other.has(term)) shared += 1;
  return one.size + other.size === 0 ? 0 : (2 * shared) / (one.size + other.size);
}
