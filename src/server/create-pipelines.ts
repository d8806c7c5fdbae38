import type { AnswerPipeline } from '../answering/answerer.ts';
import type { AccountConfig } from '../config/config.ts';
import { buildPipeline, type PipelineDeps } from './build-pipeline.ts';
import type { AccountKnowledge } from './knowledge/account-knowledge.ts';

/** Builds what answers an account's followers: its models, or quotations from what it answers from. */
export type Pipelines = (
  account: string,
  config: AccountConfig,
  knowledge: AccountKnowledge,
) => AnswerPipeline;

export function createPipelines(deps: PipelineDeps): Pipelines {
  return (account, config, knowledge) => buildPipeline(config, { ...deps, account, knowledge });
}
