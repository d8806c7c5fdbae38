import type { DocumentRecord } from '../bases/document-record.ts';
import type { IndexContents } from './base-index.ts';

/** What brings an index up to date with the records of its base. */
export interface SyncPlan {
  readonly removed: readonly string[];
  /** Documents that are new or have another revision. */
  readonly changed: readonly DocumentRecord[];
}

/** Compares an index with the records of its base; a document that failed is searched no more. */
export function planSync(records: readonly DocumentRecord[], contents: IndexContents): SyncPlan {
  const wanted = records.filter(({ state }) => state === 'ok');
  const names = new Set(wanted.map(({ document }) => document));
  return {
    removed: [...contents.revisions.keys()].filter((document) => !names.has(document)),
    changed: wanted.filter(
      ({ document, revision }) => contents.revisions.get(document) !== revision,
    ),
  };
}

/**
 * Returns the documents of which the index lacks vectors of a model. `dimensions`, when they are known, are those of the
 * vectors that are stored now: the same name may have stood for others.
 */
export function findLackingVectors(
  records: readonly DocumentRecord[],
  contents: IndexContents,
  { model, dimensions }: { readonly model: string; readonly dimensions: number | undefined },
): readonly DocumentRecord[] {
  const held = new Map(
    contents.vectors
      .filter(
        (vectors) =>
          vectors.name === model && (dimensions === undefined || vectors.dimensions === dimensions),
      )
      .map(({ document, count }) => [document, count]),
  );
  return records.filter(
    ({ document, revision, state, passages }) =>
      state === 'ok' &&
      passages > 0 &&
      contents.revisions.get(document) === revision &&
      held.get(document) !== passages,
  );
}
