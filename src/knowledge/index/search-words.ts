import type { Language } from '../../answering/language-of-question.ts';
import type { Findings } from '../../answering/retriever.ts';
import { asksForOffer } from '../text/asks-for-offer.ts';
import { cluesOf, type Clue } from '../text/clues-of.ts';
import { coverageOf, judgeFloor } from '../text/judge-floor.ts';
import { judgePassages, namesIn, type ReadWording } from '../text/judge-passages.ts';
import { parseQuery } from '../text/parse-query.ts';
import { readSubject } from '../text/read-subject.ts';
import type { Synonyms } from '../text/synonyms.ts';
import { termsOf } from '../text/terms.ts';
import { weighPassage } from '../text/weigh-passage.ts';
import type { CandidateFinder, FoundCandidate, IndexedPassage } from './find-candidates.ts';
import { queryFor, type TermCounts } from './term-counts.ts';

/** What full text finds. */
export interface WordFindings {
  readonly fit: Exclude<Findings['fit'], 'exact'>;
  /** The passage that may be quoted, if `fit` is certain. */
  readonly certain: IndexedPassage | undefined;
  /** All that has any clue in it, best first. */
  readonly order: readonly FoundCandidate[];
  readonly isBelowFloor: boolean;
  /** The share of the question, from 0 to 1, that a passage speaks about. */
  readonly shareOf: (passage: FoundCandidate) => number;
}

/** What a search by words is made of. */
export interface WordSearchDeps {
  readonly finder: CandidateFinder;
  readonly counts: TermCounts;
  readonly synonyms: Synonyms;
  readonly readWording: (wording: string) => ReadWording;
}

/** A question, and the one before where it goes on from that. */
export interface AskedWords {
  readonly question: string;
  readonly previous?: string;
  /** The question names nothing, so that what the one before names comes first. */
  readonly asksOnlyASide?: boolean;
  readonly language: Language;
}

/** How many are compared with the question closely. */
const MOST_JUDGED = 40;

/** Rows of the index that one search goes through. */
const MOST_ROWS = 5_000;

/** All words of the question before count for at most this much of those of the question itself. */
const MOST_OF_PREVIOUS = 1.5;

/** Where the question names nothing, all its words count for at most this much of those of the question before. */
const MOST_OF_A_SIDE = 0.5;

/** Searches by the words of a question, and with less weight by those of the question before. */
export function searchWords(
  { question, previous, asksOnlyASide = false, language }: AskedWords,
  { finder, counts, synonyms, readWording }: WordSearchDeps,
): WordFindings {
  const own = knownClues(question, counts, synonyms);
  const before = previous === undefined ? [] : knownClues(previous, counts, synonyms);
  const clues = asksOnlyASide
    ? addClues(before, own, MOST_OF_A_SIDE, counts)
    : addClues(own, before, MOST_OF_PREVIOUS, counts);
  const whole = previous === undefined ? question : `${previous} ${question}`;
  const judged = asksOnlyASide ? whole : question;
  const words = parseQuery(judged, synonyms).terms.map((term) => ({ ...term, weight: 1 }));
  const subject = readSubject(whole, synonyms, counts);
  const { units } = subject;
  const lookedFor = [
    ...[...clues, ...words].map(({ text }) => text),
    ...units.flatMap(({ ways }) => ways.map(({ term }) => term)),
    ...namesIn(judged).flatMap((name) => termsOf(name)),
  ];
  const query = chooseLookedUp(clues, counts).map(queryFor).join(' OR ');
  const candidates = clues.length === 0 ? [] : finder.matching(query, language, lookedFor);

  const { fit, best } = judgePassages(
    judged,
    candidates
      .map((one) => ({ ...one, rank: weighPassage(words, one.weighed, counts) }))
      .sort((one, other) => other.rank - one.rank)
      .slice(0, MOST_JUDGED),
    { rarities: counts, readWording, synonyms },
  );
  const ordered = candidates
    .map((candidate) => {
      const { weighed } = candidate;
      return { candidate, weighed, weight: weighPassage(clues, weighed, counts) };
    })
    .sort((one, other) => other.weight - one.weight);
  const isForOffer = asksForOffer(question);
  const total = units.reduce((sum, { wanted }) => sum + wanted, 0);
  return {
    fit,
    certain: fit === 'certain' ? best[0] : undefined,
    order: ordered.map(({ candidate }) => candidate),
    isBelowFloor: fit !== 'certain' && judgeFloor({ ...subject, isForOffer }, ordered) < 0,
    shareOf: ({ weighed }) => (total === 0 ? 0 : coverageOf(units, weighed) / total),
  };
}

/** The rarest clues, as many as can be looked up quickly; common ones only compare what the rare ones find. */
function chooseLookedUp(clues: readonly Clue[], counts: TermCounts): Clue[] {
  let rows = 0;
  return [...clues]
    .sort((one, other) => counts.occurrencesOf(one) - counts.occurrencesOf(other))
    .filter((clue, n) => {
      rows += counts.occurrencesOf(clue);
      return n === 0 || rows <= MOST_ROWS;
    });
}

function knownClues(question: string, counts: TermCounts, synonyms: Synonyms): Clue[] {
  return cluesOf(question, synonyms).filter((clue) => counts.occurrencesOf(clue) > 0);
}

/** Adds further clues, which together count for at most `most` times as much as the main ones. */
function addClues(
  main: readonly Clue[],
  further: readonly Clue[],
  most: number,
  counts: TermCounts,
): Clue[] {
  const texts = new Set(main.map(({ text }) => text));
  const others = further.filter(({ text }) => !texts.has(text));
  const sum = (clues: readonly Clue[]) =>
    clues.reduce((all, clue) => all + clue.weight * (counts.of(clue) ?? 0), 0);
  const factor = main.length === 0 ? 1 : Math.min(1, (most * sum(main)) / sum(others));
  return [...main, ...others.map((clue) => ({ ...clue, weight: clue.weight * factor }))];
}
