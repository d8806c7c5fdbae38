import type { Faq } from '../../answering/faq.ts';
import type { Retriever } from '../../answering/retriever.ts';
import type { AccountBases } from './account-bases.ts';
import type { BaseSummaries, BaseSummary } from './base-summaries.ts';

/** What one account answers from. */
export interface AccountKnowledge {
  readonly bases: AccountBases;
  /** Searches the account's documents, or the handbook while it has none and no model. */
  readonly retriever: Retriever;
  readonly faq: Faq;
  /** Says whether the owner has given it a document by now. */
  usesDocuments(): Promise<boolean>;
  /** Says whether the handbook answers now, so that the follower is a newcomer who tries Kuaihui. */
  usesHandbook(): Promise<boolean>;
  /** What the bases hold, as it was known last. */
  summary(): BaseSummary;
}

interface AccountKnowledgeDeps {
  readonly bases: AccountBases;
  /** Whether the handbook may stand in: nothing is set, neither a model nor a place of documents. */
  readonly mayUseHandbook: boolean;
  readonly documents: Retriever;
  readonly handbook: () => Retriever;
  readonly faq: Faq;
  readonly summaries: BaseSummaries;
}

/** Creates it; what answers is decided with each question, because an owner may add the first document meanwhile. */
export function createAccountKnowledge(deps: AccountKnowledgeDeps): AccountKnowledge {
  const { bases, mayUseHandbook, documents, handbook, faq, summaries } = deps;
  const usesDocuments = async () => (await summaries.read(bases.all)).documents > 0;
  const usesHandbook = async () => mayUseHandbook && !(await usesDocuments());
  const choose = async () => ((await usesHandbook()) ? handbook() : documents);
  return {
    ...{ bases, faq, usesDocuments, usesHandbook },
    retriever: {
      search: async (question, request) => (await choose()).search(question, request),
      examples: async (language, limit) => (await choose()).examples(language, limit),
    },
    summary: () => summaries.known(bases.all),
  };
}
