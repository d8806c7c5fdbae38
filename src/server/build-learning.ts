import type { NoteUnanswered } from '../answering/unanswered.ts';
import { createFeedback, type Feedback } from '../learning/feedback.ts';
import { FEEDBACK, UNANSWERED } from '../learning/learning-collections.ts';
import { createNoteUnanswered } from '../learning/unanswered.ts';
import type { Clock } from '../runtime/clock.ts';
import type { Store } from '../store/store.ts';

/** What an account learns from its followers. */
export interface Learning {
  readonly feedback: Feedback;
  readonly noteUnanswered: NoteUnanswered;
}

/** Builds what keeps feedback and unanswered questions, as long as turns are kept. */
export function buildLearning(deps: {
  readonly store: Pick<Store, 'turns' | 'collections'>;
  readonly clock: Clock;
  readonly keptForMs: number;
}): Learning {
  const { store, ...others } = deps;
  const { turns, collections } = store;
  return {
    feedback: createFeedback({ turns, ...others, records: collections.open(FEEDBACK) }),
    noteUnanswered: createNoteUnanswered({
      ...{ turns, ...others },
      records: collections.open(UNANSWERED),
    }),
  };
}
