import type { StoredDocuments } from '../../knowledge/bases/documents.ts';
import type { AccountBases } from './account-bases.ts';

/** Bases that an account names in vain. */
export interface EmptyBases {
  /** Those without any document, which may be misspelt. */
  readonly empty: readonly string[];
  /** Those that have documents and that the account does not name. */
  readonly others: readonly string[];
}

/** Finds the bases without documents among those that an account names; undefined where there is none. */
export async function findEmptyBases(
  { named }: Pick<AccountBases, 'named'>,
  documents: Pick<StoredDocuments, 'bases'>,
): Promise<EmptyBases | undefined> {
  const filled = await documents.bases();
  const empty = named.filter((base) => !filled.includes(base));
  if (empty.length === 0) return undefined;
  // The base of a folder cannot be named.
  const others = filled.filter((base) => !named.includes(base) && !base.startsWith('dir.'));
  return { empty, others };
}
