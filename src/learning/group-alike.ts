import { likenessOf } from '../knowledge/text/relevance.ts';
import type { ReadText } from './read-text.ts';

interface Group<Item> {
  readonly leader: ReadText;
  readonly items: Item[];
}

/**
 * Puts items that say the same together; the first of a group is what the others are like. The same items in the same
 * order always make the same groups. An index over rare words leaves few pairs to compare.
 */
export function groupAlike<Item>(
  items: readonly Item[],
  read: (item: Item) => ReadText,
  leastLikeness: number,
): readonly (readonly Item[])[] {
  // Two texts that are alike enough share so much of each one's own words.
  const leastShare = leastLikeness / (2 - leastLikeness);
  const texts = items.map(read);
  const occurrences = new Map<string, number>();
  for (const { terms } of texts)
    for (const term of terms) occurrences.set(term, (occurrences.get(term) ?? 0) + 1);

  const groups: Group<Item>[] = [];
  /** By guard and one of the leader's rarest words. */
  const index = new Map<string, Group<Item>[]>();
  const bySameWords = new Map<string, Group<Item>>();

  items.forEach((item, place) => {
    const text = texts[place];
    if (!text) return;
    const words = [...text.terms].sort(
      (one, other) =>
        (occurrences.get(one) ?? 0) - (occurrences.get(other) ?? 0) || (one < other ? -1 : 1),
    );
    const same = [text.guard, ...words].join('\n');
    // Of two texts that are alike enough, at least one word stands among these of both.
    const keys = words
      .slice(0, words.length - Math.ceil(leastShare * words.length) + 1)
      .map((word) => `${text.guard}\n${word}`);
    const group =
      bySameWords.get(same) ??
      findGroup(text, new Set(keys.flatMap((key) => index.get(key) ?? [])), leastLikeness);
    if (group) {
      group.items.push(item);
      bySameWords.set(same, group);
      return;
    }
    const made: Group<Item> = { leader: text, items: [item] };
    groups.push(made);
    bySameWords.set(same, made);
    for (const key of keys) {
      const known = index.get(key);
      if (known) known.push(made);
      else index.set(key, [made]);
    }
  });
  return groups.map((group) => group.items);
}

/** Returns the group whose leader is most like the text; of several the oldest. */
function findGroup<Item>(
  { terms }: ReadText,
  candidates: ReadonlySet<Group<Item>>,
  leastLikeness: number,
): Group<Item> | undefined {
  let best: Group<Item> | undefined;
  let most = 0;
  for (const candidate of candidates) {
    const likeness = likenessOf(terms, candidate.leader.terms);
    if (likeness < leastLikeness || likeness <= most) continue;
    best = candidate;
    most = likeness;
  }
  return best;
}
