import type { Faq } from '../../answering/faq.ts';
import type { Retriever } from '../../answering/retriever.ts';
import type { KnowledgeConfig } from '../../config/config.ts';
import type { AccountBases } from './account-bases.ts';
import type { BaseSummaries, BaseSummary } from './base-summaries.ts';

/** What one account answers from. */
export interface AccountKnowledge {
  readonly bases: AccountBases;
  /** What is set about answers from documents. */
  readonly rules: Pick<KnowledgeConfig, 'isOnly' | 'refusalText' | 'linkHosts'>;
  /** Searches the account's documents, or the handbook while it has none and no model. */
  readonly retriever: Retriever;
  /** Searches the account's documents alone. */
  readonly documents: Retriever;
  readonly faq: Faq;
  /** Says whether the owner has given it a document by now. */
  usesDocuments(): Promise<boolean>;
  /** Says whether questions are answered from documents now, or refused for want of them. */
  isUsed(): Promise<boolean>;
  /** Says whether the handbook answers now, so that the follower is a newcomer who tries Kuaihui. */
  usesHandbook(): Promise<boolean>;
  /** What the bases hold, as it was known last. */
  summary(): BaseSummary;
  /** Ends what its models do beside answers. */
  retire(): void;
}

interface AccountKnowledgeDeps {
  readonly bases: AccountBases;
  readonly rules: AccountKnowledge['rules'];
  /** Whether the handbook may stand in: nothing is set, neither a model nor a place of documents. */
  readonly mayUseHandbook: boolean;
  readonly documents: Retriever;
  readonly retire: () => void;
  readonly handbook: () => Retriever;
  readonly faq: Faq;
  readonly summaries: BaseSummaries;
}

/** Creates it; what answers is decided with each question, because an owner may add the first document meanwhile. */
export function createAccountKnowledge(deps: AccountKnowledgeDeps): AccountKnowledge {
  const { bases, rules, mayUseHandbook, documents, handbook, faq, summaries } = deps;
  const usesDocuments = async () => (await summaries.read(bases.all)).documents > 0;
  const usesHandbook = async () => mayUseHandbook && !rules.isOnly && !(await usesDocuments());
  const choose = async () => ((await usesHandbook()) ? handbook() : documents);
  return {
    ...{ bases, rules, documents, faq, usesDocuments, usesHandbook },
    isUsed: async () => rules.isOnly || (await usesDocuments()),
    retriever: {
      search: async (question, request) => (await choose()).search(question, request),
      examples: async (language, limit) => (await choose()).examples(language, limit),
    },
    summary: () => summaries.known(bases.all),
    retire: deps.retire,
  };
}
