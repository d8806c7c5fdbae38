import { createEmbedder } from '../models/embedding/create-embedder.ts';
import type { JsonModelDeps } from '../models/json/json-caller.ts';
import type { ProviderModel } from '../models/model-settings.ts';
import { createReranker } from '../models/reranking/create-reranker.ts';

/** What a model of the search is asked for. */
export type SearchTask = 'embedding' | 'rerank';

const QUESTION = 'Can I return it?';
const TEXTS = ['Returns are free for 30 days.', 'We open at nine.'];

/** Asks for one vector or one short ranking, with one try. Throws an AnswererError. */
export async function askSearchModel(
  task: SearchTask,
  settings: ProviderModel,
  {
    signal = new AbortController().signal,
    ...deps
  }: JsonModelDeps & {
    /** Ends the question. */
    readonly signal?: AbortSignal;
  },
): Promise<void> {
  const model = { ...settings, maxRetries: 0 };
  if (task === 'embedding') await createEmbedder(model, deps).embed([QUESTION], signal);
  else await createReranker(model, deps).rank(QUESTION, TEXTS, signal);
}
