import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { answerWithModel } from '../answering/answer-with-model.ts';
import type { AnswerPipeline } from '../answering/answerer.ts';
import { createDocumentsPipeline } from '../answering/create-documents-pipeline.ts';
import type { AccountConfig } from '../config/config.ts';
import { openKnowledge } from '../knowledge/knowledge.ts';
import type { Emitter } from '../events/event-bus.ts';
import { withKey } from '../models/model-settings.ts';
import { createOpenAiModel } from '../models/openai-model.ts';
import type { Runtime } from '../runtime/runtime.ts';

/** The bilingual handbook about Kuaihui that comes with the package. */
const HANDBOOK = fileURLToPath(new URL('../../handbook', import.meta.url));

/** Builds the pipeline of an account's model, or without one that of the owner's documents. */
export async function buildPipeline(
  config: AccountConfig,
  deps: Pick<Runtime, 'clock' | 'log'> & { readonly events: Emitter; readonly account: string },
): Promise<AnswerPipeline> {
  const [first] = config.chatModels;
  if (!first) return buildDocumentsPipeline(config, deps);
  const model = createOpenAiModel(withKey(first), deps);
  return { name: model.id, lane: model.lane, answer: answerWithModel(model) };
}

/** Builds the pipeline of the owner's documents, or of the handbook. */
export async function buildDocumentsPipeline(
  config: AccountConfig,
  { clock, log }: Pick<Runtime, 'clock' | 'log'>,
): Promise<AnswerPipeline> {
  const knowledge = openKnowledge({ folder: config.knowledgeDir ?? HANDBOOK, log, clock });
  const passages = await knowledge.refresh();
  if (config.chatModels.length === 0)
    log.info(
      { passages, zh: '没有接入模型，先用资料里的原文回答' },
      'No model is configured: questions are answered from documents',
    );
  const isTrial = config.knowledgeDir === undefined && config.chatModels.length === 0;
  return createDocumentsPipeline({
    name: `documents in ${basename(knowledge.folder)}`,
    retriever: knowledge,
    audience: isTrial ? 'newcomer' : 'follower',
  });
}
