import type { Task } from '../answering/task.ts';
import { openPreferences } from '../personas/preferences.ts';
import { createModelTask } from '../personas/tasks/model-task.ts';
import { createPersonaTask } from '../personas/tasks/persona-task.ts';
import { createUsageTask } from '../usage/usage-task.ts';
import { createCorrectTask } from '../learning/tasks/correct-task.ts';
import { createFeedbackTask } from '../learning/tasks/feedback-task.ts';
import { createForgetFactTask } from '../memory/tasks/forget-fact-task.ts';
import { createMemoryTask } from '../memory/tasks/memory-task.ts';
import { createRememberTask } from '../memory/tasks/remember-task.ts';
import { neutraliseMarkup } from '../rendering/neutralise-markup.ts';
import type { StageDeps } from './build-stages.ts';
import { createExportTask, createTimeFormat } from './export-task.ts';

/** Lists what a follower can ask of Kuaihui itself. */
export function buildTasks({
  settings,
  store,
  usage,
  memory,
  learning,
}: StageDeps): readonly Task[] {
  const { texts, offers, offeredModels, timeZone } = settings;
  // A document is quoted as it stands, whoever would have answered.
  const personas =
    offers.answersFrom === 'model' ? settings.personas : ([settings.personas[0]] as const);
  const preferences = openPreferences(store);
  const ofMemory = { ...memory, texts, neutralise: neutraliseMarkup };
  return [
    createRememberTask(ofMemory),
    createMemoryTask(ofMemory),
    createForgetFactTask(ofMemory),
    createUsageTask({ ...usage, ...settings }),
    createPersonaTask({ personas, preferences, texts }),
    createModelTask({ offeredModels, preferences, texts }),
    createFeedbackTask({ ...learning, texts }),
    createCorrectTask({ ...learning, texts }),
    createExportTask({
      ...{ turns: store.turns, collections: store.collections },
      ...{ texts, formatTime: createTimeFormat(timeZone) },
    }),
  ];
}
