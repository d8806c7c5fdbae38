import type { ReadQuestion } from './read-question.ts';

/** How rare each term of a question is in the index; a term that is nowhere is left out. */
export type Rarities = ReadonlyMap<string, number>;

/**
 * Below this share of what a question is about, a passage has nothing to do with it. Found by trial with the shipped
 * handbook: real questions reach 0.45 and more, questions about other things stay below 0.39.
 */
export const LEAST_RELEVANCE = 0.4;

/** In a folder of three passages every word is rare, or common; such a folder is judged like one of this size. */
const FEWEST_PASSAGES = 50;

/** How rare a term is that occurs in `occurrences` of `passages` passages: the usual logarithm. */
export function rarityOf(occurrences: number, passages: number): number {
  const among = Math.max(passages, FEWEST_PASSAGES);
  return Math.log(1 + (among - occurrences + 0.5) / (occurrences + 0.5));
}

/**
 * The share of the question, from 0 to 1, that a passage speaks about. Rare words count more than common ones; a word
 * that the index does not know at all counts most, because the question is about something else then.
 */
export function relevanceOf(
  question: ReadQuestion,
  found: ReadonlySet<string>,
  rarities: Rarities,
  passages: number,
): number {
  const wanted = new Float64Array(question.units).fill(-1);
  const given = new Float64Array(question.units);
  for (const term of question.terms) {
    const known = rarities.get(term.text);
    if (known === undefined) continue;
    // A number as long as an error code is what a question is about, whatever else it says.
    const rarity = /^\d{4,}$/.test(term.text) ? 2 * known : known;
    const isFound = term.isPrefix ? startsAny(found, term.text) : found.has(term.text);
    for (const unit of term.covers) {
      wanted[unit] = Math.max(wanted[unit] ?? 0, rarity);
      if (isFound) given[unit] = Math.max(given[unit] ?? 0, rarity);
    }
  }
  const unheardOf = rarityOf(0, passages);
  let total = 0;
  for (let unit = 0; unit < question.units; unit++) {
    const rarity = wanted[unit] ?? -1;
    if (rarity >= 0) total += rarity;
    else if (!question.idle.has(unit)) total += unheardOf;
  }
  return total === 0 ? 0 : given.reduce((sum, rarity) => sum + rarity, 0) / total;
}

function startsAny(found: ReadonlySet<string>, character: string): boolean {
  for (const term of found) if (term.startsWith(character)) return true;
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
