import type { Findings } from '../../answering/retriever.ts';
import { isCommonWord, parseQuery, type Query } from './parse-query.ts';
import { likenessOf, relevanceOf, type Rarities, type Terms } from './relevance.ts';
import type { Synonyms } from './synonyms.ts';
import { termsOf } from './terms.ts';

/** A passage that shares words with a question. */
export interface Candidate {
  readonly heading: string;
  /** Other wordings of the question that it answers. */
  readonly wordings: readonly string[];
  /** The terms under which it is found, as far as the question looks for such. */
  readonly terms: Terms;
  /** How well the full-text search likes it; greater is better. */
  readonly rank: number;
}

/** A heading or another wording, taken apart. */
export interface ReadWording {
  readonly words: ReadonlySet<string>;
  readonly read: Query;
}

/** What is known about the index that the candidates come from. */
export interface IndexFacts {
  readonly rarities: Rarities;
  readonly synonyms: Synonyms;
  /** Takes a wording apart; an index remembers what came out. */
  readonly readWording: (wording: string) => ReadWording;
}

/** Whether a passage may be quoted, or only its heading be offered. */
type Fit = Exclude<Findings['fit'], 'exact'>;

/** Candidates, best first, without those that have nothing to do with the question, and whether the first answers it. */
export interface Judgement<Judged extends Candidate> {
  readonly fit: Fit;
  readonly best: readonly Judged[];
}

interface Judged<C extends Candidate> {
  readonly candidate: C;
  /** The share of the question that the passage speaks about, from 0 to 1. */
  readonly relevance: number;
  /** How much its heading, or another wording, asks the same as the question, from 0 to 1. */
  readonly likeness: number;
  readonly score: number;
}

// The numbers were found by trial with the questions of test/knowledge/newcomer-questions.ts and those of CMRC 2018.

/** A heading that asks the same outweighs words in the text. */
const LIKENESS_WEIGHT = 6;
/** Below both of a pair a passage has nothing to do with the question. */
const LEAST_RELEVANCE = 0.3;
const RELEVANCE_ALONE = 0.4;
const LEAST_LIKENESS = 0.3;
/** Above it a passage answers the question, if it leads: the first without, the second with a heading. */
const CERTAIN_RELEVANCE = 0.75;
const CERTAIN_LIKENESS = 0.55;
const SOME_LIKENESS = 0.45;
/** A passage that is no better than the next by this factor is one of several. */
const LEAST_LEAD = 1.1;
const HALF = 0.5;
const CLEAR_LEAD = 2;
/** Its heading, or another wording, asks the very question. */
const SAME_QUESTION = 0.8;

/** The name of a setting, an error code, an article number: it is meant wherever it stands. */
const CODE = /^[\w.-]*[\d_][\w.-]*$/;

/** Compares each candidate with the question. */
export function judgePassages<C extends Candidate>(
  question: string,
  candidates: readonly C[],
  facts: IndexFacts,
): Judgement<C> {
  const { synonyms } = facts;
  const asked = parseQuery(question, synonyms);
  const words = new Set(termsOf(question, synonyms));
  const judged = candidates
    .map((candidate): Judged<C> => {
      const { heading, terms, rank } = candidate;
      const relevance = relevanceOf(asked, terms, facts.rarities);
      const likeness = likenessOfPassage({ words, read: asked }, candidate, facts);
      const score =
        rank *
        relevance *
        (1 + likenessOf(words, facts.readWording(heading).words)) *
        (1 + LIKENESS_WEIGHT * likeness ** 2);
      return { candidate, relevance, likeness, score };
    })
    .filter(
      ({ candidate, relevance, likeness }) =>
        relevance >= RELEVANCE_ALONE ||
        (relevance >= LEAST_RELEVANCE && (likeness >= LEAST_LIKENESS || candidate.heading === '')),
    )
    .sort((one, other) => other.score - one.score);
  return {
    fit: answersIt(judged, {
      isAboutElse:
        judged[0] !== undefined && namesAStranger(question, judged[0].candidate.terms, synonyms),
      isCode: CODE.test(question.trim()),
    })
      ? 'certain'
      : 'perhaps',
    best: judged.map(({ candidate }) => candidate),
  };
}

function answersIt(
  [best, next]: readonly Judged<Candidate>[],
  { isAboutElse, isCode }: { isAboutElse: boolean; isCode: boolean },
): boolean {
  if (best === undefined) return false;
  if (best.likeness >= SAME_QUESTION) return true;
  if (isAboutElse) return false;
  const lead = next === undefined ? Infinity : best.score / next.score;
  const isSpokenOf =
    (best.relevance >= CERTAIN_RELEVANCE && lead >= LEAST_LEAD) ||
    (best.relevance >= HALF && lead >= CLEAR_LEAD);
  if (best.candidate.heading === '' || isCode) return isSpokenOf;
  // Where headings say what a section is about, words in its text alone prove little.
  return (
    (best.likeness >= CERTAIN_LIKENESS && lead >= LEAST_LEAD) ||
    (best.likeness >= SOME_LIKENESS && best.relevance >= CERTAIN_RELEVANCE && lead >= CLEAR_LEAD)
  );
}

/** The words of a question in Latin letters, which may be names. */
export function namesIn(question: string): string[] {
  return (question.match(/[a-z]{3,}/gi) ?? []).map((name) => name.toLowerCase());
}

/** A foreign name in a Chinese question, such as iPhone, is what it is about; a passage without it does not answer. */
function namesAStranger(question: string, terms: Terms, { same }: Synonyms): boolean {
  if (!/\p{Script=Han}/u.test(question)) return false;
  return namesIn(question).some((word) => {
    if (isCommonWord(word) || same.meaningsOf(word).length > 0) return false;
    return termsOf(word).every((text) => !terms.has(text));
  });
}

function likenessOfPassage(
  question: ReadWording,
  { heading, wordings }: Candidate,
  { rarities, readWording }: IndexFacts,
): number {
  const parts = heading.split(' › ');
  const all = [...(parts.length > 1 ? [heading] : []), parts.at(-1) ?? '', ...wordings];
  return Math.max(
    ...all.map((wording) => likenessToWording(question, readWording(wording), rarities)),
  );
}

/** Both have to speak about each other; the question counts more, since people add words. */
function likenessToWording(
  question: ReadWording,
  wording: ReadWording,
  rarities: Rarities,
): number {
  const ofQuestion = relevanceOf(question.read, wording.words, rarities);
  if (ofQuestion === 0) return 0;
  return ofQuestion ** 0.6 * relevanceOf(wording.read, question.words, rarities) ** 0.4;
}
