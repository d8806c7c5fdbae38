import type { AccountSettings } from '../accounts/account-settings.ts';
import type { AnswerPipeline, Stage } from '../answering/answerer.ts';
import { createDoTask } from '../answering/stages/do-task.ts';
import { createPersona } from '../personas/create-persona.ts';
import { openPreferences } from '../personas/preferences.ts';
import { createFollowUsage } from '../usage/follow-usage.ts';
import { createRemember } from '../memory/stages/remember.ts';
import type { Learning } from './build-learning.ts';
import type { Memory } from './build-memory.ts';
import { buildTasks } from './build-tasks.ts';
import type { AccountKnowledge } from './knowledge/account-knowledge.ts';
import { listKnowledgeStages } from './knowledge/list-knowledge-stages.ts';
import type { SharedDeps } from './build-account.ts';

/** What the stages and tasks of one account are made of. */
export interface StageDeps extends Pick<SharedDeps, 'runtime' | 'store' | 'events' | 'usage'> {
  readonly settings: AccountSettings;
  readonly pipeline: AnswerPipeline;
  readonly memory: Memory;
  readonly learning: Learning;
  readonly knowledge?: AccountKnowledge | undefined;
}

/** Lists what happens to a question before the account's pipeline, in this order. */
export function buildStages(deps: StageDeps): readonly Stage[] {
  const { settings, runtime, store, usage } = deps;
  const { personas, offeredModels, timeZone, language } = settings;
  const persona = createPersona({
    ...{ personas, offeredModels, timeZone, language },
    modelTemperature: settings.temperature,
    preferences: openPreferences(store),
    clock: runtime.clock,
    log: runtime.log.child({ account: settings.name }),
  });
  const { first, afterPersona } = listKnowledgeStages({
    knowledge: deps.knowledge,
    refusalText: settings.texts.notInDocuments,
    noteUnanswered: deps.learning.noteUnanswered,
    log: runtime.log.child({ account: settings.name }),
  });
  return [
    createDoTask(buildTasks(deps)),
    createFollowUsage(settings.dayOf, usage),
    ...first,
    persona,
    ...afterPersona,
    createRemember(deps.memory),
  ];
}
