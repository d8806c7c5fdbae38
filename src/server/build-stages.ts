import type { AccountSettings } from '../accounts/account-settings.ts';
import type { AnswerPipeline, Stage } from '../answering/answerer.ts';
import { createOfferTools } from '../answering/stages/offer-tools.ts';
import { createDoTask } from '../answering/stages/do-task.ts';
import type { PageReader } from '../answering/page-reader.ts';
import type { Tool } from '../answering/tool.ts';
import type { Capability } from '../delivery/capability.ts';
import { createKnowLinks } from '../answering/stages/know-links.ts';
import { createFollowUsage } from '../usage/follow-usage.ts';
import { createRemember } from '../memory/stages/remember.ts';
import type { Learning } from './build-learning.ts';
import type { Memory } from './build-memory.ts';
import { buildTasks } from './build-tasks.ts';
import { listAnswerStages } from './list-answer-stages.ts';
import type { AccountKnowledge } from './knowledge/account-knowledge.ts';
import type { SharedDeps } from './build-account.ts';
import { buildReadSharedLink } from './build-read-shared-link.ts';
import { buildUseTools } from './build-use-tools.ts';

/** What the stages and tasks of one account are made of. */
export interface StageDeps extends Pick<SharedDeps, 'runtime' | 'store' | 'events' | 'usage'> {
  readonly settings: AccountSettings;
  readonly pipeline: AnswerPipeline;
  readonly capability: Capability;
  /** Lists what its models may use by now. */
  readonly tools: () => readonly Tool[];
  /** Absent where no page is read. */
  readonly pages: PageReader | undefined;
  readonly memory: Memory;
  readonly learning: Learning;
  readonly knowledge?: AccountKnowledge | undefined;
}

/** Lists what happens to a question before the account's pipeline, in this order. */
export function buildStages(deps: StageDeps): readonly Stage[] {
  const { settings, runtime, store, events, usage, knowledge, capability, tools } = deps;
  const { clock } = runtime;
  const log = runtime.log.child({ account: settings.name });
  return [
    createDoTask(buildTasks(deps)),
    createFollowUsage(settings.dayOf, usage),
    ...listAnswerStages({
      ...{ settings, store, knowledge, noteUnanswered: deps.learning.noteUnanswered },
      ...{ clock, log },
    }),
    ...buildReadSharedLink(settings, {
      ...{ reader: deps.pages, store, capability, clock, log, events },
    }),
    createOfferTools(tools),
    createRemember(deps.memory),
    createKnowLinks(settings.links),
    buildUseTools(settings, { tools, ...{ store, capability, clock, log, events } }),
  ];
}
