import type { SubjectUnit } from './read-subject.ts';
import type { WeighedTerms } from './weigh-passage.ts';

/** One of the best passages of a search. */
export interface FloorCandidate {
  /** How much it speaks about the clues of the question. */
  readonly weight: number;
  readonly weighed: WeighedTerms;
}

// Fitted (logistic regression) to the questions of test/knowledge/eval, asked of their own documents and of those of the
// other accounts; the bias is chosen so that few questions are refused that the documents answer.
const BIAS = -0.45;
const OF_WEIGHT = 2.19;
const OF_SHARE = 2.66;
const OF_HEADING = 0.67;
const OF_UNKNOWN = -1.8;
/** A long question shares words with any text. */
const OF_TOTAL = -1.49;

/** How many of the best are looked at: the one that answers may not be the first. */
const LOOKED_AT = 5;

/**
 * How certain it is that the documents speak about the subject of a question; below 0 they do not. Counts how much of the
 * question the best passages speak about, how much of that in their headings, and what of it no document has.
 */
export function judgeFloor(units: readonly SubjectUnit[], best: readonly FloorCandidate[]): number {
  const total = units.reduce((sum, { wanted }) => sum + wanted, 0);
  if (total === 0 || best.length === 0) return -Infinity;
  const top = best.slice(0, LOOKED_AT);
  const covered = Math.max(...top.map(({ weighed }) => coverageOf(units, weighed)));
  const inHeading = Math.max(...top.map(({ weighed }) => coverageOf(units, weighed.ofHeading())));
  const unknown = units.filter(({ isUnknown }) => isUnknown).length / units.length;
  return (
    BIAS +
    OF_WEIGHT * Math.log1p(Math.max(...top.map(({ weight }) => weight))) +
    OF_SHARE * (covered / total) +
    OF_HEADING * Math.log1p(inHeading) +
    OF_UNKNOWN * unknown +
    OF_TOTAL * Math.log1p(total)
  );
}

/** How much of a question a text speaks about, in the measure of what is wanted. */
export function coverageOf(
  units: readonly SubjectUnit[],
  { frequencies, beginnings }: Pick<WeighedTerms, 'frequencies' | 'beginnings'>,
): number {
  return units.reduce((sum, { wanted, ways }) => {
    const given = ways.reduce((most, { term, isPrefix, gain }) => {
      const isThere = (isPrefix ? beginnings : frequencies).has(term);
      return isThere && gain > most ? gain : most;
    }, 0);
    return sum + Math.min(given, wanted);
  }, 0);
}
