import type { FeedbackReason, Verdict } from '../inbox/feedback-words.ts';
import type { Clock } from '../runtime/clock.ts';
import { followerPrefix, type Collection } from '../runtime/collection.ts';
import type { StoredTurn, TurnStore } from '../turns/ports.ts';
import type { FollowerId } from '../turns/turn.ts';
import { cleanText } from './clean-text.ts';
import { cutQuestion } from './cut-question.ts';
import { learningKey, type FeedbackRecord } from './learning-collections.ts';
import { makeTurnCode, readTurnCode } from './turn-code.ts';

/** What the records of one account are kept in. */
export interface LearningDeps {
  readonly turns: Pick<TurnStore, 'read' | 'ofFollower' | 'findBySequence'>;
  readonly clock: Pick<Clock, 'now'>;
  /** As long as turns are kept. */
  readonly keptForMs: number;
}

export interface FeedbackDeps extends LearningDeps {
  readonly records: Collection<FeedbackRecord>;
}

/** The turn in which a follower says something of an answer. */
interface Saying {
  readonly follower: FollowerId;
  readonly turnId: string;
  readonly sequence: number;
}

interface Rating extends Saying {
  readonly verdict: Verdict;
  /** Absent for the last answer. */
  readonly code?: string | undefined;
  readonly reason?: FeedbackReason | undefined;
}

/** What became of a rating; the code is that of the answer. */
type Rated =
  | { readonly is: 'rated'; readonly code: string }
  /** The code is of no answer to this follower, or of one that is not kept any more. */
  | { readonly is: 'unknown' }
  | { readonly is: 'nothing to rate' };

/** What became of a correction. */
interface Corrected {
  readonly is: 'corrected' | 'empty' | 'too long' | 'nothing to correct';
}

/** Keeps what followers say of answers, once for each answer. */
export interface Feedback {
  rate(rating: Rating): Promise<Rated>;
  /** Stores the right answer with the turn of the newest 👎, or of the last answer when a question came after that. */
  correct(correction: Saying & { readonly text: string }): Promise<Corrected>;
}

export const LONGEST_CORRECTION = 1000;
/** Among so many of the newest turns the last answer is looked for; taps are turns too. */
const NEWEST_TURNS = 40;
const MOST_TRIES = 20;

export function createFeedback({ records, turns, clock, keptForMs }: FeedbackDeps): Feedback {
  /** Changes the record about an answer, whatever other processes write to it. */
  async function change(
    { follower, turnId: saidIn }: Saying,
    answer: Pick<StoredTurn, 'turnId' | 'question'>,
    next: (before: FeedbackRecord | undefined) => Partial<FeedbackRecord> | undefined,
  ): Promise<void> {
    const key = learningKey(follower, answer.turnId);
    for (let tries = 1; ; tries += 1) {
      const before = await records.get(key);
      const changes = next(before?.value);
      if (!changes) return;
      const record: FeedbackRecord = {
        ...{ turnId: answer.turnId, question: cutQuestion(answer.question) },
        ...{ verdict: 'down', ratedBy: 0, correctedBy: 0 },
        ...before?.value,
        at: clock.now(),
        ...changes,
      };
      const expected = before?.version ?? 0;
      const result = await records.put(key, record, { expected, expiresInMs: keptForMs });
      if (result === 'written') break;
      if (tries === MOST_TRIES) throw new Error('A record about an answer changes all the time');
    }
    // The follower's data may have been deleted since, and with them the turn.
    if (!(await turns.read(saidIn))) await records.delete(key);
  }

  const questionsBefore = async ({ follower, sequence }: Saying): Promise<StoredTurn[]> => {
    const newest = await turns.ofFollower(follower, NEWEST_TURNS);
    return newest.filter((turn) => turn.task === undefined && turn.sequence < sequence);
  };
  const isAnswered = ({ answer }: StoredTurn) => answer !== '';

  const findByCode = async (follower: FollowerId, code: string) => {
    const read = readTurnCode(code);
    const turn = read && (await turns.findBySequence(follower, read.sequence));
    return turn?.task === undefined && turn && read.isOf(turn.turnId) ? turn : undefined;
  };

  /** Returns the turn of the newest 👎, if no question came after it. */
  const findDisliked = async (follower: FollowerId, lastQuestion: number) => {
    const said = (await records.list(followerPrefix(follower))).map(({ value }) => value);
    const [newest] = said
      .filter(({ verdict }) => verdict === 'down')
      .sort((one, other) => other.ratedBy - one.ratedBy);
    return newest && newest.ratedBy > lastQuestion ? newest : undefined;
  };

  return {
    async rate(rating) {
      const { follower, verdict, code, reason, sequence } = rating;
      const answer =
        code === undefined
          ? (await questionsBefore(rating)).findLast(isAnswered)
          : await findByCode(follower, code);
      if (!answer) return { is: code === undefined ? 'nothing to rate' : 'unknown' };
      await change(rating, answer, (before) => {
        // The task runs again after a death, and the follower has said something else since.
        if (before && before.ratedBy > sequence) return undefined;
        const { reason: earlier, ...rest } = before ?? {};
        const kept = reason ?? (verdict === 'down' ? earlier : undefined);
        return { ...rest, verdict, ratedBy: sequence, reason: kept } as Partial<FeedbackRecord>;
      });
      return { is: 'rated', code: makeTurnCode({ id: answer.turnId, sequence: answer.sequence }) };
    },
    async correct(correction) {
      const text = cleanText(correction.text);
      if (text === '') return { is: 'empty' };
      if (Array.from(text).length > LONGEST_CORRECTION) return { is: 'too long' };
      const questions = await questionsBefore(correction);
      const lastQuestion = questions.at(-1)?.sequence ?? -1;
      const answer =
        (await findDisliked(correction.follower, lastQuestion)) ?? questions.findLast(isAnswered);
      if (!answer) return { is: 'nothing to correct' };
      await change(correction, answer, (before) => {
        if (before && before.correctedBy > correction.sequence) return undefined;
        const ratedBy = Math.max(before?.ratedBy ?? 0, correction.sequence);
        return { verdict: 'down', ratedBy, correction: text, correctedBy: correction.sequence };
      });
      return { is: 'corrected' };
    },
  };
}
