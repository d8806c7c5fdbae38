import type { Task } from '../../answering/task.ts';
import { readFeedback } from '../../inbox/read-feedback.ts';
import type { Feedback } from '../feedback.ts';
import type { LearningTexts } from '../learning-texts.ts';

/** What the tasks about feedback need. */
export interface LearningTaskDeps {
  readonly feedback: Feedback;
  readonly texts: LearningTexts;
}

/** Returns the task that notes 👍 or 👎, and asks for one reason after a 👎. */
export function createFeedbackTask({ feedback, texts }: LearningTaskDeps): Task {
  return {
    name: 'feedback',
    async run({ follower, turnId, sequence, argument }) {
      const said = readFeedback(argument);
      if (!said) throw new Error('The argument of the task is no feedback');
      const rated = await feedback.rate({ follower, turnId, sequence, ...said });
      if (rated.is === 'unknown') return texts.feedbackUnknown;
      if (rated.is === 'nothing to rate') return texts.nothingToRate;
      if (said.verdict === 'up') return texts.feedbackThanks;
      return said.reason === undefined
        ? texts.askFeedbackReason(rated.code)
        : texts.feedbackReasonNoted;
    },
  };
}
