import type { Embedder } from '../../answering/embedder.ts';
import type { Model } from '../../answering/model.ts';
import type { Reranker } from '../../answering/reranker.ts';
import type { Findings, Retriever, SearchRequest } from '../../answering/retriever.ts';
import { timeCall, type TellCall } from '../../answering/tell-call.ts';
import { questionStopped } from '../../turns/answerer-error.ts';
import type { IndexQuery, SearchIndex } from '../index/search-index.ts';
import {
  buildCompletionRequest,
  completeQuestion,
  type ThinkingFilter,
} from './complete-question.ts';
import { inOurWords } from './in-our-words.ts';
import { createOptionalStep, type OptionalStepDeps } from './optional-step.ts';
import { createQuestionVectors } from './question-vectors.ts';
import { orderByRanking, textForRanking } from './rerank-passages.ts';

export interface RetrieverDeps extends OptionalStepDeps {
  readonly index: Pick<SearchIndex, 'search' | 'examples' | 'vectorModels'>;
  /** The bases of the account, in the order in which they are read. */
  readonly bases: () => readonly string[] | Promise<readonly string[]>;
  /** Returns what makes vectors of a model, named `provider/model`; undefined for one that cannot be asked. */
  readonly findEmbedder: (model: string) => Embedder | undefined;
  /** Of RERANK_MODEL. */
  readonly reranker?: Reranker | undefined;
  /** Of QUERY_MODEL. */
  readonly queryModel?: Model | undefined;
  /** Takes the thinking of QUERY_MODEL out of what it writes. */
  readonly createFilter: () => ThinkingFilter;
  /** Says whether a question leaves out what the one before it said. */
  readonly leavesOut: (question: string) => boolean;
  /** Told of calls for the trace of a turn. */
  readonly tellCall?: TellCall;
}

/** As many are compared by a reranker, which reads each of them. */
const RANKED = 20;
const RANK_LIMIT_MS = 2_000;
const COMPLETE_LIMIT_MS = 2_000;

/**
 * Creates the search in an account's bases. Vectors, a reranker and a model that completes questions make it better where
 * they are set, each within its time; when one fails, the search does without it.
 */
export function createRetriever(deps: RetrieverDeps): Retriever {
  const { index, reranker, queryModel } = deps;
  const vectors = createQuestionVectors(deps);
  const ranking = createOptionalStep(
    {
      ...{ code: 'not_reranked', limitMs: RANK_LIMIT_MS },
      says: {
        en: 'RERANK_MODEL did not rank; passages stay in their order',
        zh: 'RERANK_MODEL 没有完成重排，段落保持原来的顺序',
      },
    },
    deps,
  );
  const completing = createOptionalStep(
    {
      ...{ code: 'question_not_completed', limitMs: COMPLETE_LIMIT_MS },
      says: {
        en: 'QUERY_MODEL did not complete a question; a rule does',
        zh: 'QUERY_MODEL 没能补全问题，改用规则补全',
      },
    },
    deps,
  );

  /** Returns the question as it is searched for; without a model's words a rule completes it with the one before. */
  const complete = async (
    question: string,
    { language, previousQuestion: previous, signal, turn }: SearchRequest,
  ): Promise<{ readonly question: string; readonly previousQuestion?: string }> => {
    if (previous === undefined || previous.trim() === '') return { question };
    if (!queryModel || !deps.leavesOut(question)) return { question, previousQuestion: previous };
    const request = buildCompletionRequest({ question, previous }, language, turn);
    const completed = await completing.run(
      (own) => completeQuestion(queryModel, request, { ...deps, signal: own }),
      signal,
    );
    return completed === undefined
      ? { question, previousQuestion: previous }
      : { question: completed };
  };

  const embed = async (
    bases: readonly string[],
    { question, previousQuestion }: Pick<IndexQuery, 'question' | 'previousQuestion'>,
    { signal, turn }: Pick<SearchRequest, 'signal' | 'turn'>,
  ) => {
    const models = new Set((await index.vectorModels(bases)).values());
    if (models.size === 0) return undefined;
    // Alone, such a question means nothing.
    const isPart = previousQuestion !== undefined && deps.leavesOut(question);
    return vectors.of(isPart ? `${previousQuestion}\n${question}` : question, models, {
      signal,
      turn,
    });
  };

  const rerank = async (
    question: string,
    findings: Findings,
    { signal, turn }: Pick<SearchRequest, 'signal' | 'turn'>,
  ): Promise<Findings> => {
    // The heading of the first is the question already.
    if (!reranker || findings.fit === 'exact' || findings.found.length < 2) return findings;
    const best = findings.found.slice(0, RANKED);
    const ranked = await ranking.run(
      (own) =>
        timeCall(
          () => reranker.rank(question, best.map(textForRanking), own),
          { turn, purpose: 'ranking', model: reranker.id },
          deps,
        ),
      signal,
    );
    if (!ranked || ranked.length === 0) return findings;
    return { ...findings, found: orderByRanking(best, ranked) };
  };

  const search = async (asked: string, request: SearchRequest): Promise<Findings> => {
    const { language, limit, signal } = request;
    const bases = await deps.bases();
    const meant = await complete(asked, request);
    const embedded = await embed(bases, meant, request);
    const findings = await index.search(bases, {
      ...{ ...meant, language },
      limit: reranker ? Math.max(limit, RANKED) : limit,
      ...(embedded && embedded.size > 0 && { vectors: embedded }),
    });
    const ofBefore = meant.previousQuestion !== undefined && deps.leavesOut(meant.question);
    const whole = ofBefore ? `${meant.previousQuestion}\n${meant.question}` : meant.question;
    const reranked = await rerank(whole, findings, request);
    if (signal?.aborted) throw questionStopped(signal);
    return { ...reranked, found: reranked.found.slice(0, limit) };
  };

  return {
    search: (question, request) => inOurWords(() => search(question, request)),
    examples: (language, limit) =>
      inOurWords(async () => index.examples(await deps.bases(), language, limit)),
  };
}
