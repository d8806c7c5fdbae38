import type { Stage } from '../answerer.ts';
import { continueText } from '../continue-text.ts';
import type { Task } from '../task.ts';

/** Does what was asked of Kuaihui itself; questions go on to the next Answerer. */
export function createDoTask(tasks: readonly Task[]): Stage {
  const byName = new Map(tasks.map((task) => [task.name, task]));
  return (next) =>
    async function* doTask(ask, signal) {
      const { task: wanted, settings } = ask;
      if (!wanted) {
        yield* next(ask, signal);
        return;
      }
      const task = byName.get(wanted.name);
      // A turn that a newer version stored; the follower reads that it did not work out.
      if (!task) throw new Error(`There is no task ${wanted.name}`);
      const { language } = settings;
      const text = await task.run({ ...ask, argument: wanted.argument, language }, signal);
      const rest = continueText(text, ask.released());
      if (rest !== '') yield { type: 'text', text: rest, origin: 'own' };
      yield { type: 'finish', reason: 'stop' };
    };
}
