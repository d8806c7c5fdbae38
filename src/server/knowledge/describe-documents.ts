import type { SetupDocuments } from '../../diagnosis/setup.ts';
import type { AccountKnowledge } from './account-knowledge.ts';

/** Counts what an account answers from, as it was known last; undefined where its owner has set and added nothing. */
export function describeDocuments(knowledge: AccountKnowledge): SetupDocuments | undefined {
  const { bases } = knowledge;
  const { documents, passages, failed } = knowledge.summary();
  if (bases.folder === undefined && documents === 0 && failed.length === 0) return undefined;
  return { documents, passages, failed: failed.length, folder: bases.folder?.path };
}
