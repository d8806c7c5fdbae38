import type { Task } from '../answering/task.ts';
import type { StageDeps } from './build-stages.ts';

/** Lists what a follower can ask of Kuaihui itself. */
export function buildTasks(_deps: StageDeps): readonly Task[] {
  return [];
}
