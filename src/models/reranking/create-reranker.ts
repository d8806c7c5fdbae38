import type { Reranker } from '../../answering/reranker.ts';
import { AnswererError } from '../../turns/answerer-error.ts';
import { fitText } from '../embedding/fit-text.ts';
import { countCall } from '../json/count-call.ts';
import { createJsonCaller, RefusedRequestError, type JsonModelDeps } from '../json/json-caller.ts';
import { hostOf, idOf, withKey, type ProviderModel } from '../model-settings.ts';
import { readRanking } from './read-ranking.ts';
import { rerankAddressOf } from './rerank-address.ts';

/** The smallest rerankers read 512 tokens of question and text together. */
const QUESTION_TOKENS = 120;
const TEXT_TOKENS = 380;

/** Creates a model that ranks texts at `/rerank`, in the form of Jina, SiliconFlow, Xinference and Alibaba Cloud. */
export function createReranker(settings: ProviderModel, deps: JsonModelDeps): Reranker {
  const id = idOf(settings);
  const host = hostOf(settings);
  const caller = createJsonCaller(settings, deps);
  const path = rerankAddressOf(withKey(settings));
  return {
    id,
    async rank(question, texts, signal) {
      if (texts.length === 0) return [];
      const query = fitText(question, QUESTION_TOKENS);
      const documents = texts.map((text) => fitText(text, TEXT_TOKENS));
      try {
        return await caller.call({
          path,
          body: { model: settings.model, query, documents, top_n: documents.length },
          optionalFields: [],
          texts: [query, ...documents],
          read(json) {
            // A reranker reads the question once with each text.
            const read = documents.flatMap((text) => [query, text]);
            countCall(json, { model: id, texts: read }, deps.countTokens);
            const ranked = readRanking(json, documents.length);
            if (!ranked || ranked.length === 0) throw unranked(host);
            return ranked;
          },
          signal,
        });
      } catch (error) {
        throw error instanceof RefusedRequestError ? error.error : error;
      }
    },
  };
}

function unranked(host: string): AnswererError {
  return new AnswererError('provider_garbage', `${host} sent no ranking`, {
    retryable: true,
    advice: {
      en: 'If it goes on, compare RERANK_MODEL: it has to be a model that reranks.',
      zh: '如果一直这样，请核对 RERANK_MODEL：要填重排（rerank）模型。',
    },
  });
}
