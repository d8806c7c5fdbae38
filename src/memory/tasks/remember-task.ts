import type { Task } from '../../answering/task.ts';
import { LONGEST_FACT, MOST_FACTS, type Facts } from '../facts.ts';
import type { MemoryTexts } from '../memory-texts.ts';

/** What the tasks of the memory need. */
export interface MemoryTaskDeps {
  readonly facts: Facts;
  readonly texts: MemoryTexts;
  /** Disarms markup that a follower wrote. */
  readonly neutralise: (text: string) => string;
}

/** Returns the task that remembers what a follower says. */
export function createRememberTask({ facts, texts, neutralise }: MemoryTaskDeps): Task {
  return {
    name: 'remember',
    async run({ follower, turnId, argument, question }) {
      const result = await facts.remember({ follower, turnId, text: argument, said: question });
      if (result.is === 'empty') return texts.nothingToRemember;
      if (result.is === 'too long') return texts.tooLongToRemember(LONGEST_FACT);
      if (result.is === 'too many') return texts.tooMuchToRemember(MOST_FACTS);
      const shown = { text: neutralise(result.fact.text), code: result.fact.code };
      return result.is === 'known' ? texts.rememberedBefore(shown) : texts.remembered(shown);
    },
  };
}
