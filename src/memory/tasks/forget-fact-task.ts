import type { Task } from '../../answering/task.ts';
import type { MemoryTaskDeps } from './remember-task.ts';

/** Returns the task that forgets what was remembered under a code of this follower. */
export function createForgetFactTask({
  facts,
  texts,
}: Pick<MemoryTaskDeps, 'facts' | 'texts'>): Task {
  return {
    name: 'forget-fact',
    run: async ({ follower, argument }) =>
      (await facts.forget(follower, argument)) === 'forgotten'
        ? texts.memoryForgotten
        : texts.memoryUnknown,
  };
}
