import { readSmallTalk } from '../answering/quotation/small-talk.ts';
import type { NoteUnanswered } from '../answering/unanswered.ts';
import type { Collection } from '../runtime/collection.ts';
import { chooseWordings } from './choose-wordings.ts';
import { cutQuestion } from './cut-question.ts';
import type { LearningDeps } from './feedback.ts';
import { LIKE_QUESTIONS } from './fingerprint.ts';
import { groupAlike } from './group-alike.ts';
import { learningKey, type UnansweredRecord } from './learning-collections.ts';
import { readQuestion } from './read-text.ts';
import { shortCodeOf } from './short-code.ts';

export interface UnansweredDeps extends Pick<LearningDeps, 'clock' | 'keptForMs'> {
  readonly records: Collection<UnansweredRecord>;
  readonly turns: Pick<LearningDeps['turns'], 'read'>;
}

/** Creates what notes a question that the documents did not answer, once for its turn. What asks for nothing is not noted. */
export function createNoteUnanswered(deps: UnansweredDeps): NoteUnanswered {
  const { records, turns, clock, keptForMs } = deps;
  return async ({ follower, turnId, question }) => {
    const text = cutQuestion(question);
    if (text === '' || readSmallTalk(text) !== undefined) return;
    const key = learningKey(follower, turnId);
    const record = { turnId, question: text, at: clock.now() };
    const written = await records.put(key, record, { expected: 0, expiresInMs: keptForMs });
    // The follower's data may have been deleted since, and with them the turn.
    if (written === 'written' && !(await turns.read(turnId))) await records.delete(key);
  };
}

/** Questions that ask the same and were not answered. */
export interface UnansweredGroup {
  readonly id: string;
  readonly question: string;
  /** How often it was asked. */
  readonly count: number;
  /** The ways in which it was asked. */
  readonly questions: readonly string[];
}

/** A group with the keys of its records, oldest first. */
export interface KeyedUnansweredGroup extends UnansweredGroup {
  readonly keys: readonly string[];
}

/** Groups stored questions that ask the same; what was asked most comes first. */
export function groupUnanswered(
  stored: readonly { readonly key: string; readonly value: UnansweredRecord }[],
): readonly KeyedUnansweredGroup[] {
  const oldestFirst = [...stored].sort(
    ({ value: one }, { value: other }) => one.at - other.at || (one.turnId < other.turnId ? -1 : 1),
  );
  return groupAlike(oldestFirst, ({ value }) => readQuestion(value.question), LIKE_QUESTIONS)
    .map((group) => {
      const { common, others } = chooseWordings(group.map(({ value }) => value.question));
      return {
        id: shortCodeOf(group[0]?.value.turnId ?? ''),
        question: common,
        count: group.length,
        questions: [common, ...others],
        keys: group.map(({ key }) => key),
      };
    })
    .sort((one, other) => other.count - one.count);
}
