import { StoreUnavailableError } from '../runtime/store-unavailable-error.ts';
import type { Sentence } from '../runtime/sentence.ts';

/** Data of a newer version, and this version. */
export interface NewerData {
  /** The version of Kuaihui that used the data last. */
  readonly theirs: string;
  readonly theirSchema: number;
  readonly ours: string;
  readonly ourSchema: number;
}

/** Tells that data were written by a newer version and are left as they are; `place` names where they are. */
export function refuseNewerData(
  place: Sentence,
  remedy: Sentence,
  { theirs, theirSchema, ours, ourSchema }: NewerData,
): StoreUnavailableError {
  return new StoreUnavailableError({
    en: `${place.en} was written by a newer Kuaihui, ${theirs} (schema ${theirSchema}); this is ${ours} (schema ${ourSchema}). Nothing was changed. Start the newer version again, or ${remedy.en}`,
    zh: `${place.zh}是更新的快回 ${theirs}（结构 ${theirSchema}）写的，现在这个是 ${ours}（结构 ${ourSchema}）。没有改动任何东西。请继续用新版本启动，或${remedy.zh}`,
  });
}
