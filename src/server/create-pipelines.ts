import type { AnswerPipeline } from '../answering/answerer.ts';
import type { NoteUnanswered } from '../answering/unanswered.ts';
import type { AccountConfig } from '../config/config.ts';
import type { ModelsDeps } from './build-models.ts';
import { buildPipeline } from './build-pipeline.ts';
import type { AccountKnowledge } from './knowledge/account-knowledge.ts';

/** Builds what answers an account's followers: its models, or quotations from what it answers from. */
export type Pipelines = (
  account: string,
  config: AccountConfig,
  knowledge: AccountKnowledge,
) => AnswerPipeline;

export function createPipelines(
  deps: ModelsDeps & { readonly noteUnanswered: NoteUnanswered },
): Pipelines {
  return (account, config, knowledge) => buildPipeline(config, { ...deps, account, knowledge });
}
