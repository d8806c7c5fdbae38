import type { Subject, SubjectUnit } from './read-subject.ts';
import type { WeighedTerms } from './weigh-passage.ts';

/** What a question is about, and how it asks. */
export interface AskedSubject extends Subject {
  /** It asks whether the owner has or does something. */
  readonly isForOffer: boolean;
}

/** One of the best passages of a search. */
export interface FloorCandidate {
  /** How much it speaks about the clues of the question. */
  readonly weight: number;
  readonly weighed: WeighedTerms;
}

// Fitted (logistic regression) to the given and the further questions of test/knowledge/eval, asked of their own documents and of those of the
// other accounts, with one account left out at a time to choose what is looked at; the bias is chosen so that few
// questions are refused that the documents answer.
const BIAS = -2.59;
const OF_WEIGHT = 0.94;
const OF_SHARE = 2.88;
const OF_HEADING = 0.63;
const OF_NEW_WORDS = -2.18;
const OF_OFFER = -0.99;

/** How many of the best are looked at: the one that answers may not be the first. */
const LOOKED_AT = 5;

/**
 * How certain it is that the documents speak about the subject of a question; below 0 they do not. Counts how much of the
 * question the best passages speak about, how much of that in their headings, which of its words no document has, and whether
 * it only asks if there is something.
 */
export function judgeFloor(
  { units, newWords, isForOffer }: AskedSubject,
  best: readonly FloorCandidate[],
): number {
  const total = units.reduce((sum, { wanted }) => sum + wanted, 0);
  if (total === 0 || best.length === 0) return -Infinity;
  const top = best.slice(0, LOOKED_AT);
  const covered = Math.max(...top.map(({ weighed }) => coverageOf(units, weighed)));
  const inHeading = Math.max(...top.map(({ weighed }) => coverageOf(units, weighed.ofHeading())));
  return (
    BIAS +
    OF_WEIGHT * Math.log1p(Math.max(...top.map(({ weight }) => weight))) +
    OF_SHARE * (covered / total) +
    OF_HEADING * Math.log1p(inHeading) +
    OF_NEW_WORDS * newWords +
    (isForOffer ? OF_OFFER : 0)
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
