import type { AccountKnowledge } from './account-knowledge.ts';

/**
 * Returns the knowledge of an account as it is set at each moment, for one that plays it. `isUsed`: whether documents
 * count now at all.
 */
export function followKnowledge(
  current: () => AccountKnowledge,
  isUsed: () => boolean,
): AccountKnowledge {
  return {
    get bases() {
      return current().bases;
    },
    get rules() {
      return current().rules;
    },
    retriever: {
      search: (question, request) => current().retriever.search(question, request),
      examples: (language, limit) => current().retriever.examples(language, limit),
    },
    documents: {
      search: (question, request) => current().documents.search(question, request),
      examples: (language, limit) => current().documents.examples(language, limit),
    },
    faq: { find: (question) => current().faq.find(question) },
    usesDocuments: async () => isUsed() && current().usesDocuments(),
    isUsed: async () => isUsed() && current().isUsed(),
    usesHandbook: () => current().usesHandbook(),
    summary: () => current().summary(),
    // The account that is played does it.
    retire: () => {},
  };
}
