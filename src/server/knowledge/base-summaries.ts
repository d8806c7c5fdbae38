import type { DocumentRecord } from '../../knowledge/bases/document-record.ts';
import type { Documents } from '../../knowledge/bases/ports.ts';
import { StoreUnavailableError } from '../../runtime/store-unavailable-error.ts';
import type { Sentence } from '../../runtime/sentence.ts';

/** What some bases hold together. */
export interface BaseSummary {
  /** Those that can be searched. */
  readonly documents: number;
  readonly passages: number;
  readonly failed: readonly { readonly document: string; readonly problem: Sentence | undefined }[];
}

/** Knows how much each base holds, without reading the lists for each question. */
export interface BaseSummaries {
  /** Reads what any process wrote before the call; while the store is away, what was known last. */
  read(bases: readonly string[]): Promise<BaseSummary>;
  /** What was known last. */
  known(bases: readonly string[]): BaseSummary;
}

/** Creates them; a list is read again when a document of any base changed. */
export function createBaseSummaries(
  documents: Pick<Documents, 'list' | 'generation'>,
): BaseSummaries {
  const lists = new Map<
    string,
    { readonly generation: number; readonly list: readonly DocumentRecord[] }
  >();

  const refresh = async (bases: readonly string[]) => {
    const generation = await documents.generation();
    const old = bases.filter((base) => lists.get(base)?.generation !== generation);
    await Promise.all(
      old.map(async (base) => lists.set(base, { generation, list: await documents.list(base) })),
    );
  };
  const known = (bases: readonly string[]): BaseSummary => {
    const all = bases.flatMap((base) => lists.get(base)?.list ?? []);
    const usable = all.filter(({ state }) => state === 'ok');
    return {
      documents: usable.length,
      passages: usable.reduce((sum, { passages }) => sum + passages, 0),
      failed: all
        .filter(({ state }) => state === 'failed')
        .map(({ document, problem }) => ({ document, problem })),
    };
  };
  return {
    known,
    async read(bases) {
      await refresh(bases).catch((error: unknown) => {
        if (!(error instanceof StoreUnavailableError)) throw error;
      });
      return known(bases);
    },
  };
}
