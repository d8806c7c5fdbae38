import { beginningOf, type Clue } from './clues-of.ts';
import type { Rarities } from './relevance.ts';

/** The terms of a passage by where they stand. */
interface PassageFields {
  readonly title: readonly string[];
  readonly heading: readonly string[];
  readonly body: readonly string[];
  readonly wordings: readonly string[];
}

/** A word in a heading says more about a passage than the same word in its text. */
const FIELD_WEIGHTS = { title: 1.5, heading: 3, body: 1, wordings: 2 } as const;
const FIELDS = ['title', 'heading', 'body', 'wordings'] as const;

// As in BM25: how soon more of the same tells nothing new, and how much the length of a text counts.
const SATURATION = 1.2;
const LENGTH_WEIGHT = 0.5;
/** Terms of a passage of usual length. */
const USUAL_LENGTH = 200;

/** How often terms occur, each place counted by what it says, and how often their beginnings do. */
interface Frequencies {
  readonly frequencies: ReadonlyMap<string, number>;
  readonly beginnings: ReadonlyMap<string, number>;
}

/** The terms of a passage, ready to be compared with clues. */
export interface WeighedTerms extends Frequencies {
  /** Counts those of its heading and of its other wordings alone. */
  ofHeading(): Frequencies;
  readonly length: number;
}

/** Counts those terms of a passage that are looked for; `length` counts all that it has. */
export function weighTerms(fields: PassageFields, length: number): WeighedTerms {
  return {
    ...countTerms(fields, FIELDS),
    ofHeading: () => countTerms(fields, ['heading', 'wordings']),
    length,
  };
}

function countTerms(fields: PassageFields, counted: readonly (keyof PassageFields)[]): Frequencies {
  const frequencies = new Map<string, number>();
  const beginnings = new Map<string, number>();
  for (const field of counted) {
    const weight = FIELD_WEIGHTS[field];
    for (const term of fields[field]) frequencies.set(term, (frequencies.get(term) ?? 0) + weight);
  }
  for (const [term, frequency] of frequencies) {
    const beginning = beginningOf(term);
    beginnings.set(beginning, (beginnings.get(beginning) ?? 0) + frequency);
  }
  return { frequencies, beginnings };
}

/** How much a passage speaks about the clues of a question; compares passages of one search. */
export function weighPassage(
  clues: readonly Clue[],
  { frequencies, beginnings, length }: WeighedTerms,
  rarities: Rarities,
): number {
  const saturation = SATURATION * (1 - LENGTH_WEIGHT + (LENGTH_WEIGHT * length) / USUAL_LENGTH);
  let sum = 0;
  for (const clue of clues) {
    const frequency = (clue.isPrefix ? beginnings : frequencies).get(clue.text) ?? 0;
    if (frequency === 0) continue;
    const rarity = rarities.of(clue) ?? 0;
    sum += (clue.weight * rarity * frequency) / (frequency + saturation);
  }
  return sum;
}
