import { bareOf } from './read-text.ts';

/** More would not help to recognise a question. */
const MOST_VARIANTS = 20;

/** How texts that say the same are shown. */
interface Wordings {
  /** The one that was written most often; of several the newest. */
  readonly common: string;
  /** The others, without those that differ in marks only; newest first. */
  readonly others: readonly string[];
}

/** Chooses among texts that say the same, oldest first. */
export function chooseWordings(texts: readonly string[]): Wordings {
  const known = new Map<string, { readonly newest: string; readonly count: number }>();
  for (const text of texts) {
    const bare = bareOf(text);
    const count = (known.get(bare)?.count ?? 0) + 1;
    // Written again, it becomes the newest.
    known.delete(bare);
    known.set(bare, { newest: text, count });
  }
  const newestFirst = [...known.values()].reverse();
  const [common, ...others] = newestFirst.toSorted((one, other) => other.count - one.count);
  return {
    common: common?.newest ?? '',
    others: newestFirst
      .filter((wording) => others.includes(wording))
      .map(({ newest }) => newest)
      .slice(0, MOST_VARIANTS),
  };
}
