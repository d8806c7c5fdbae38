import type { AnswerPipeline } from '../answering/answerer.ts';
import type { AccountConfig } from '../config/config.ts';
import { buildDocumentsPipeline, buildPipeline, type PipelineDeps } from './build-pipeline.ts';

/** Builds what answers an account's followers. Accounts that answer from the same documents share one index. */
export type Pipelines = (account: string, config: AccountConfig) => Promise<AnswerPipeline>;

export function createPipelines(deps: PipelineDeps): Pipelines {
  const ofDocuments = new Map<string, Promise<AnswerPipeline>>();
  return (account, config) => {
    if (config.chatModels.length > 0) return buildPipeline(config, { ...deps, account });
    const folder = config.knowledge.folder ?? '';
    const known = ofDocuments.get(folder);
    if (known) return known;
    const built = buildDocumentsPipeline(config, deps);
    ofDocuments.set(folder, built);
    // A folder that cannot be read now may be readable at the next try.
    built.catch(() => ofDocuments.delete(folder));
    return built;
  };
}
