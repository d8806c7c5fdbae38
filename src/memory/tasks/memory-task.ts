import type { Task } from '../../answering/task.ts';
import type { MemoryTaskDeps } from './remember-task.ts';

/** Returns the task that shows a follower what is remembered. */
export function createMemoryTask({ facts, texts, neutralise }: MemoryTaskDeps): Task {
  return {
    name: 'memory',
    async run({ follower }) {
      const known = await facts.list(follower);
      if (known.length === 0) return texts.noMemories;
      return texts.memories(known.map(({ text, code }) => ({ text: neutralise(text), code })));
    },
  };
}
