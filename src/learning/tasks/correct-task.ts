import type { Task } from '../../answering/task.ts';
import { LONGEST_CORRECTION } from '../feedback.ts';
import type { LearningTaskDeps } from './feedback-task.ts';

/** Returns the task that keeps what a follower says the right answer is. */
export function createCorrectTask({ feedback, texts }: LearningTaskDeps): Task {
  return {
    name: 'correct',
    async run({ follower, turnId, sequence, argument }) {
      const { is } = await feedback.correct({ follower, turnId, sequence, text: argument });
      switch (is) {
        case 'corrected':
          return texts.correctionNoted;
        case 'empty':
          return texts.correctionEmpty;
        case 'too long':
          return texts.correctionTooLong(LONGEST_CORRECTION);
        case 'nothing to correct':
          return texts.nothingToCorrect;
      }
    },
  };
}
