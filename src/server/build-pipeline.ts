import { basename } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { answerWithModel } from '../answering/answer-with-model.ts';
import type { AnswerPipeline } from '../answering/answerer.ts';
import { noteOrLog, type NoteUnanswered } from '../answering/unanswered.ts';
import { createDocumentsPipeline } from '../answering/create-documents-pipeline.ts';
import type { AccountConfig } from '../config/config.ts';
import { createModel } from '../models/create-model.ts';
import { idOf } from '../models/model-settings.ts';
import { createStayInBudget } from '../usage/stay-in-budget.ts';
import { createAccountModels, type ModelsDeps } from './build-models.ts';
import type { AccountKnowledge } from './knowledge/account-knowledge.ts';

/** Builds the pipeline of an account's models, or without one that of the owner's documents. */
export function buildPipeline(
  config: AccountConfig,
  deps: ModelsDeps & {
    readonly account: string;
    readonly knowledge: AccountKnowledge;
    /** Keeps what the documents do not answer where there is no model. */
    readonly noteUnanswered: NoteUnanswered;
  },
): AnswerPipeline {
  const { chatModels, summaryModels } = config;
  const [first, ...others] = chatModels;
  if (!first) {
    const noteUnanswered = noteOrLog(deps.noteUnanswered, deps.log);
    // Before a token is set, only the deployer can ask.
    return config.wechat.token === undefined
      ? buildTrialPipeline(deps.knowledge, noteUnanswered)
      : buildFollowersPipeline(deps.knowledge, noteUnanswered);
  }
  const names = chatModels.map(idOf);
  const offered = config.offeredModels.filter((model) => !names.includes(idOf(model)));
  const models = createAccountModels(
    deps.account,
    { ...config, models: [...chatModels, ...offered] },
    deps,
  );
  const model = models.build([first, ...others], offered);
  const [summary, ...otherSummaries] = summaryModels;
  const summariser =
    // Two drivers of one model would learn the same twice.
    summary === undefined || isDeepStrictEqual(summaryModels, chatModels)
      ? model
      : models.build([summary, ...otherSummaries]);
  const answer = createStayInBudget(models.budget)(answerWithModel(model));
  return { name: model.id, lane: model.lane, answer, summariser, retire: () => models.retire() };
}

/** Names what would answer: a model that can be asked with these settings, or the folder of documents. */
export function nameAnswerer(
  config: AccountConfig,
  deps: Pick<ModelsDeps, 'clock' | 'log' | 'events'> & { readonly account: string },
): string {
  const [first] = config.chatModels;
  // A model is created, because that finds an address that cannot be used.
  return first ? createModel(first, deps).id : 'documents';
}

/** Builds the pipeline that quotes the owner's documents, or the handbook while it stands in for them. */
export function buildTrialPipeline(
  knowledge: AccountKnowledge,
  noteUnanswered?: NoteUnanswered,
): AnswerPipeline {
  const forFollowers = buildFollowersPipeline(knowledge, noteUnanswered);
  const { name } = forFollowers;
  const { retriever } = knowledge;
  const forNewcomers = createDocumentsPipeline({ name, retriever, audience: 'newcomer' });
  return {
    ...forFollowers,
    async *answer(ask, signal) {
      const { answer } = (await knowledge.usesHandbook()) ? forNewcomers : forFollowers;
      yield* answer(ask, signal);
    },
  };
}

/** Builds the pipeline that quotes the owner's documents; without any it says that it cannot answer yet. */
function buildFollowersPipeline(
  { documents, bases }: AccountKnowledge,
  noteUnanswered?: NoteUnanswered,
): AnswerPipeline {
  return createDocumentsPipeline({
    name: bases.folder ? `documents in ${basename(bases.folder.path)}` : 'documents',
    ...{ retriever: documents, audience: 'follower' },
    ...(noteUnanswered && { noteUnanswered }),
  });
}
