import { basename } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { estimateTokens } from '../answering/estimate-tokens.ts';
import { answerWithModel } from '../answering/answer-with-model.ts';
import type { AnswerPipeline } from '../answering/answerer.ts';
import type { Model } from '../answering/model.ts';
import { createDocumentsPipeline } from '../answering/create-documents-pipeline.ts';
import type { AccountConfig } from '../config/config.ts';
import { createQuotaDay } from '../inbox/quota-day.ts';
import type { Emitter } from '../events/event-bus.ts';
import { createModel } from '../models/create-model.ts';
import type { BotMemory } from '../models/bots/bot-memory.ts';
import type { Breakers } from '../models/failover/breakers.ts';
import { createFailoverModel } from '../models/failover/failover-model.ts';
import { idOf } from '../models/model-settings.ts';
import { createBudget } from '../usage/budget.ts';
import { countUsage } from '../usage/count-usage.ts';
import { createStayInBudget } from '../usage/stay-in-budget.ts';
import type { SpendingSettings, UsageDeps } from '../usage/usage-deps.ts';
import type { Runtime } from '../runtime/runtime.ts';
import type { AccountKnowledge } from './knowledge/account-knowledge.ts';

/** What the pipelines of all accounts need. */
export interface PipelineDeps extends Pick<Runtime, 'clock' | 'log' | 'background'> {
  readonly events: Emitter;
  readonly breakers: Breakers;
  readonly botMemory: BotMemory;
  readonly usage: UsageDeps;
}

/** Builds the pipeline of an account's models, or without one that of the owner's documents. */
export function buildPipeline(
  config: AccountConfig,
  deps: PipelineDeps & { readonly account: string; readonly knowledge: AccountKnowledge },
): AnswerPipeline {
  const [first, ...others] = config.chatModels;
  if (!first) return buildDocumentsPipeline(deps.knowledge);
  const { account, usage, clock, log, events } = deps;
  const names = config.chatModels.map(idOf);
  const offered = config.offeredModels.filter((model) => !names.includes(idOf(model)));
  const spending: SpendingSettings = {
    account,
    dailyBudget: config.dailyBudget,
    models: [...names, ...offered.map(idOf)],
    dayOf: createQuotaDay(config.quotaTimeZone),
  };
  const budget = createBudget(spending, { ...usage, clock, log, events });
  const retiring = new AbortController();
  const failover = {
    ...deps,
    retired: retiring.signal,
    failoverMs: config.failoverMs,
    mayCall: (id: string) => budget.mayCall(id),
    countUsage: (model: Model) =>
      countUsage(model, { ...usage, ...spending, budget, estimateTokens }),
  };
  const model = createFailoverModel([first, ...others], { ...failover, offered });
  const [summary, ...otherSummaries] = config.summaryModels;
  const summariser =
    // Two drivers of one model would learn the same twice.
    summary === undefined || isDeepStrictEqual(config.summaryModels, config.chatModels)
      ? model
      : createFailoverModel([summary, ...otherSummaries], failover);
  const answer = createStayInBudget(budget)(answerWithModel(model));
  const retire = () => retiring.abort('the account is retired');
  return { name: model.id, lane: model.lane, answer, summariser, retire };
}

/** Names what would answer: a model that can be asked with these settings, or the folder of documents. */
export function nameAnswerer(
  config: AccountConfig,
  deps: Pick<PipelineDeps, 'clock' | 'log' | 'events'> & { readonly account: string },
): string {
  const [first] = config.chatModels;
  // A model is created, because that finds an address that cannot be used.
  return first ? createModel(first, deps).id : 'documents';
}

/** Builds the pipeline that quotes the owner's documents, or the handbook while it stands in for them. */
export function buildDocumentsPipeline(knowledge: AccountKnowledge): AnswerPipeline {
  const { retriever, bases } = knowledge;
  const name = bases.folder ? `documents in ${basename(bases.folder.path)}` : 'documents';
  const forFollowers = createDocumentsPipeline({ name, retriever, audience: 'follower' });
  const forNewcomers = createDocumentsPipeline({ name, retriever, audience: 'newcomer' });
  return {
    ...forFollowers,
    async *answer(ask, signal) {
      const { answer } = (await knowledge.usesHandbook()) ? forNewcomers : forFollowers;
      yield* answer(ask, signal);
    },
  };
}
