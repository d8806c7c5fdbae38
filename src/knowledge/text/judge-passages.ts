import type { Findings } from '../../answering/retriever.ts';
import { dropAskedSide } from './drop-asked-side.ts';
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
  /** The same without the words that ask for a duration or a price. */
  readonly subjectLikeness: number;
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
  const wholeQuestion = { words, read: asked };
  const subject = dropAskedSide(question);
  const asksSide = subject !== question.trim();
  const subjectOfQuestion = asksSide ? readNew(subject, synonyms) : wholeQuestion;
  const judged = candidates
    .map((candidate): Judged<C> => {
      const { heading, terms, rank } = candidate;
      const relevance = relevanceOf(asked, terms, facts.rarities);
      const alike = (part: ReadWording, wording: string) =>
        likenessToWording(part, facts.readWording(wording), facts.rarities);
      const wordings = wordingsOf(candidate).map((wording) => {
        const whole = alike(wholeQuestion, wording);
        const about = asksSide ? dropAskedSide(wording) : '';
        const ofSubject = about === '' ? whole : alike(subjectOfQuestion, about);
        return { whole, ofSubject };
      });
      const subjectLikeness = Math.max(...wordings.map(({ ofSubject }) => ofSubject));
      // Words that ask for a price or a duration join what has nothing in common.
      const likeness = Math.max(
        ...wordings.map(({ whole, ofSubject }) => Math.min(whole, ofSubject)),
      );
      const score =
        rank *
        relevance *
        (1 + likenessOf(words, facts.readWording(heading).words)) *
        (1 + LIKENESS_WEIGHT * likeness ** 2);
      return { candidate, relevance, likeness, subjectLikeness, score };
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
      asksSide,
    })
      ? 'certain'
      : 'perhaps',
    best: judged.map(({ candidate }) => candidate),
  };
}

function answersIt(
  judged: readonly Judged<Candidate>[],
  { isAboutElse, isCode, asksSide }: { isAboutElse: boolean; isCode: boolean; asksSide: boolean },
): boolean {
  const [best, next, ...rest] = judged;
  if (best === undefined) return false;
  if (asksSide && leadsByAskedSide(best, next ? [next, ...rest] : [])) return false;
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

/** Whether the first leads only because its heading asks for the same side, 多久, of something else. */
function leadsByAskedSide(best: Judged<Candidate>, others: readonly Judged<Candidate>[]): boolean {
  const asksSide = wordingsOf(best.candidate).some((wording) => dropAskedSide(wording) !== wording);
  return (
    asksSide &&
    others.some(({ subjectLikeness }) => best.subjectLikeness < LEAST_LEAD * subjectLikeness)
  );
}

function wordingsOf({ heading, wordings }: Candidate): string[] {
  const parts = heading.split(' › ');
  return [...(parts.length > 1 ? [heading] : []), parts.at(-1) ?? '', ...wordings];
}

function readNew(wording: string, synonyms: Synonyms): ReadWording {
  return { words: new Set(termsOf(wording, synonyms)), read: parseQuery(wording, synonyms) };
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
