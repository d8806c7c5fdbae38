import type { AccountSettings } from '../accounts/account-settings.ts';
import type { AnswerPipeline, Stage } from '../answering/answerer.ts';
import { createDoTask } from '../answering/stages/do-task.ts';
import { buildTasks } from './build-tasks.ts';
import type { SharedDeps } from './build-account.ts';

/** What the stages and tasks of one account are made of. */
export interface StageDeps extends Pick<SharedDeps, 'runtime' | 'store' | 'events'> {
  readonly settings: AccountSettings;
  readonly pipeline: AnswerPipeline;
}

/** Lists what happens to a question before the account's pipeline, in this order. */
export function buildStages(deps: StageDeps): readonly Stage[] {
  return [createDoTask(buildTasks(deps))];
}
