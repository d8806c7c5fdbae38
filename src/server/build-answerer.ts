import { fileURLToPath } from 'node:url';
import type { Config } from '../config/config.ts';
import { createKnowledgeAnswerer } from '../knowledge/knowledge-answerer.ts';
import { openKnowledge } from '../knowledge/knowledge.ts';
import { createLlmAnswerer } from '../models/llm-answerer.ts';
import type { Emitter } from '../events/event-bus.ts';
import type { Runtime } from '../runtime/runtime.ts';
import type { Answerer } from '../answering/answerer.ts';

/** The bilingual handbook about Kuaihui that comes with the package. */
const HANDBOOK = fileURLToPath(new URL('../../handbook', import.meta.url));

/** The configured model, or without one the owner's documents. */
export async function buildAnswerer(
  config: Config,
  process: Pick<Runtime, 'clock' | 'log'> & { readonly events: Emitter },
): Promise<Answerer> {
  if (config.llm) {
    return createLlmAnswerer(config.llm, process);
  }
  return buildKnowledgeAnswerer(config, process);
}

/** The owner's documents, or the handbook. */
export async function buildKnowledgeAnswerer(
  config: Config,
  { clock, log }: Pick<Runtime, 'clock' | 'log'>,
): Promise<Answerer> {
  const knowledge = openKnowledge({ folder: config.knowledgeDir ?? HANDBOOK, log, clock });
  const passages = await knowledge.refresh();
  if (!config.llm)
    log.info(
      { passages, zh: '没有接入模型，先用资料里的原文回答' },
      'No model is configured: questions are answered from documents',
    );
  const isTrial = config.knowledgeDir === undefined && config.llm === undefined;
  return createKnowledgeAnswerer({
    knowledge,
    language: config.conversation.language,
    audience: isTrial ? 'newcomer' : 'follower',
  });
}
