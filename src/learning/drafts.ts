import { chooseWordings } from './choose-wordings.ts';
import {
  fingerprintOf,
  isAlike,
  LIKE_CORRECTIONS,
  LIKE_QUESTIONS,
  type Fingerprint,
} from './fingerprint.ts';
import { groupAlike } from './group-alike.ts';
import type { DraftDecision, FeedbackRecord } from './learning-collections.ts';
import { readAnswer, readQuestion, type ReadText } from './read-text.ts';
import { shortCodeOf } from './short-code.ts';

/** What one follower said of one answer. */
export interface FollowersFeedback {
  /** Tells the follower from others of the account. */
  readonly follower: string;
  readonly record: FeedbackRecord;
}

/** An answer on which followers agree, and which waits for the admin or was decided about. */
export interface Draft {
  readonly id: string;
  readonly question: string;
  readonly variants: readonly string[];
  readonly answer: string;
  /** How many followers agree. */
  readonly from: number;
  readonly state: 'waiting' | 'edited' | 'accepted' | 'rejected';
}

/** What is kept of a question and of its correction, to recognise those that say the same. */
interface Prints {
  readonly question: Fingerprint;
  readonly correction: Fingerprint;
}

/** A draft with what a decision about it keeps. */
export interface DerivedDraft extends Draft {
  readonly prints: Prints;
}

/** Wordings of a group, oldest first, that are compared with decisions. */
const MOST_COMPARED = 100;

interface Correction extends FollowersFeedback {
  readonly text: string;
  readonly question: ReadText;
  readonly answer: ReadText;
}

/**
 * Groups what followers corrected alike, and returns a draft for each group of at least `learnFrom` followers, and for each
 * that was decided about. However often one follower says it, it counts once.
 */
export function deriveDrafts(
  feedback: readonly FollowersFeedback[],
  decisions: readonly DraftDecision[],
  learnFrom: number,
): readonly DerivedDraft[] {
  const corrections = feedback.flatMap(toCorrection).sort(oldestFirst);
  const groups = groupAlike(corrections, ({ question }) => question, LIKE_QUESTIONS).flatMap(
    (alike) => groupAlike(alike, ({ answer }) => answer, LIKE_CORRECTIONS),
  );
  const edited = new Set<string>();
  return groups.flatMap((group) => {
    const from = new Set(group.map(({ follower }) => follower)).size;
    if (from < learnFrom) return [];
    const prints = decisions.length === 0 ? [] : printsOf(group);
    const decision = decisions.find(
      (one) => !edited.has(one.id) && prints.some((print) => isAbout(one, print)),
    );
    // What is decided hides every later group that says the same; an edited text stands in one draft.
    if (decision?.state === 'edited') edited.add(decision.id);
    return [toDraft(group, from, decision)];
  });
}

function toCorrection(said: FollowersFeedback): Correction[] {
  const { verdict, correction: text, question } = said.record;
  if (verdict !== 'down' || text === undefined || text === '') return [];
  return [{ ...said, text, question: readQuestion(question), answer: readAnswer(text) }];
}

function oldestFirst({ record: one }: Correction, { record: other }: Correction): number {
  return one.at - other.at || (one.turnId < other.turnId ? -1 : 1);
}

/** Returns the fingerprints of what was said in the group, each wording once. */
function printsOf(group: readonly Correction[]): readonly Prints[] {
  const wordings = new Map(group.map((one) => [`${one.record.question}\n${one.text}`, one]));
  return [...wordings.values()].slice(0, MOST_COMPARED).map(({ question, answer }) => ({
    question: fingerprintOf(question),
    correction: fingerprintOf(answer),
  }));
}

function isAbout(decision: Prints, { question, correction }: Prints): boolean {
  return (
    isAlike(decision.question, question, LIKE_QUESTIONS) &&
    isAlike(decision.correction, correction, LIKE_CORRECTIONS)
  );
}

function toDraft(
  group: readonly Correction[],
  from: number,
  decision: DraftDecision | undefined,
): DerivedDraft {
  const [oldest] = group as readonly [Correction, ...Correction[]];
  const { common: question, others: variants } = chooseWordings(
    group.map(({ record }) => record.question),
  );
  return {
    id: decision?.id ?? shortCodeOf(oldest.record.turnId),
    question,
    variants,
    answer: decision?.answer ?? chooseWordings(group.map(({ text }) => text)).common,
    from,
    state: decision?.state ?? 'waiting',
    prints: {
      question: decision?.question ?? fingerprintOf(oldest.question),
      correction: decision?.correction ?? fingerprintOf(oldest.answer),
    },
  };
}
