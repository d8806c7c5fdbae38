import type { Embedder } from '../../answering/embedder.ts';
import { estimateTokens } from '../../answering/estimate-tokens.ts';
import type { AnswererError } from '../../turns/answerer-error.ts';
import { countCall } from '../json/count-call.ts';
import { createJsonCaller, RefusedRequestError, type JsonModelDeps } from '../json/json-caller.ts';
import { hostOf, idOf, type ProviderModel } from '../model-settings.ts';
import { findPreset } from '../presets.ts';
import { chooseSmaller, type EmbeddingLimits } from './choose-smaller.ts';
import { fitText } from './fit-text.ts';
import { readVectors, requireOneDimension } from './read-vectors.ts';

export interface EmbedderDeps extends JsonModelDeps {
  /** What was learnt of the model, shared by all that ask it; starts from what is known of the provider. */
  readonly learnt?: LearntLimits;
}

/** What a vendor was found to take. */
export interface LearntLimits {
  limits: EmbeddingLimits;
  /** It refuses the field; what it sends without it is what is wanted. */
  refusesFormat: boolean;
}

/** What most vendors take in one request. */
const MOST_TEXTS = 64;
/** More than a passage with its headings has. */
const MOST_TOKENS = 2_000;

/** Returns what is known of a provider's embeddings before the first request. */
export function createLearntLimits({ provider }: Pick<ProviderModel, 'provider'>): LearntLimits {
  const texts = findPreset(provider)?.embeddingBatch ?? MOST_TEXTS;
  return { limits: { texts, tokens: MOST_TOKENS }, refusesFormat: false };
}

/**
 * Creates a model for embeddings behind an OpenAI-compatible API. The fields of NAME_EXTRA_BODY are not sent, because they
 * are for chats.
 */
export function createEmbedder(settings: ProviderModel, deps: EmbedderDeps): Embedder {
  const { log, learnt = createLearntLimits(settings) } = deps;
  const id = idOf(settings);
  const host = hostOf(settings);
  const caller = createJsonCaller(settings, deps);

  const ask = (texts: readonly string[], signal: AbortSignal) =>
    caller.call({
      path: '/embeddings',
      body: {
        model: settings.model,
        input: texts,
        ...(!learnt.refusesFormat && { encoding_format: 'float' }),
      },
      optionalFields: ['encoding_format'],
      texts,
      read(json) {
        countCall(json, { model: id, texts }, deps.countTokens);
        return readVectors(json, texts.length, host);
      },
      signal,
    });

  const embedBatch = async (
    texts: readonly string[],
    signal: AbortSignal,
  ): Promise<readonly Float32Array[]> => {
    const { limits } = learnt;
    if (texts.length > limits.texts) return embedInParts(texts, limits.texts, signal);
    const fitted = texts.map((text) => fitText(text, limits.tokens));
    try {
      return await ask(fitted, signal);
    } catch (error) {
      if (!(error instanceof RefusedRequestError)) throw error;
      return adapt(error, texts, fitted, signal);
    }
  };

  const embedInParts = async (texts: readonly string[], most: number, signal: AbortSignal) => {
    const vectors: Float32Array[] = [];
    // What is learnt from one part holds for the next.
    for (let at = 0; at < texts.length; at += most)
      vectors.push(...(await embedBatch(texts.slice(at, at + most), signal)));
    return vectors;
  };

  /** Asks once more with a request that the vendor may take, or throws. */
  const adapt = (
    { error, classified }: RefusedRequestError,
    texts: readonly string[],
    fitted: readonly string[],
    signal: AbortSignal,
  ): Promise<readonly Float32Array[]> => {
    if (classified.fields?.includes('encoding_format') && !learnt.refusesFormat) {
      learnt.refusesFormat = true;
      return embedBatch(texts, signal);
    }
    const longestTokens = Math.max(...fitted.map(estimateTokens));
    const batch = { texts: texts.length, longestTokens };
    const smaller = chooseSmaller(classified, batch, learnt.limits);
    if (smaller.is === 'hopeless') throw error;
    if (smaller.is === 'split') return embedInParts(texts, Math.ceil(texts.length / 2), signal);
    learnt.limits = smaller.limits;
    noteLimits(error);
    return embedBatch(texts, signal);
  };

  const noteLimits = ({ message: reason }: AnswererError) => {
    const { texts, tokens } = learnt.limits;
    log.info(
      {
        ...{ code: 'embedding_limit', model: id, texts, tokens, reason },
        zh: `${id} 一次最多接受 ${texts} 段、每段约 ${tokens} 个 token，以后照此发送`,
      },
      `${id} takes at most ${texts} texts of about ${tokens} tokens a request; remembered`,
    );
  };

  return {
    id,
    async embed(texts, signal) {
      const vectors = await embedInParts(texts, learnt.limits.texts, signal);
      requireOneDimension(vectors, host);
      return vectors;
    },
  };
}
