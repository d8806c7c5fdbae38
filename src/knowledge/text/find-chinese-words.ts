/** A word that stands in a run of Chinese; `from` and `to` count characters, not units of UTF-16. */
export interface FoundWord {
  readonly word: string;
  readonly from: number;
  readonly to: number;
}

/**
 * Creates a search for words in runs of Chinese: from left to right, the longest that begins at a place. Words are looked
 * up by their first unit, so that the size of the list hardly matters.
 */
export function createWordFinder(words: Iterable<string>): (run: string) => FoundWord[] {
  const byFirst = new Map<number, string[]>();
  for (const word of new Set(words)) {
    if (word === '') continue;
    const first = word.charCodeAt(0);
    const same = byFirst.get(first);
    if (same) same.push(word);
    else byFirst.set(first, [word]);
  }
  for (const same of byFirst.values()) same.sort((one, other) => other.length - one.length);

  return (run) => {
    const found: FoundWord[] = [];
    let from = 0;
    for (let at = 0; at < run.length;) {
      const unit = run.charCodeAt(at);
      const word = byFirst.get(unit)?.find((one) => run.startsWith(one, at));
      if (word === undefined) {
        at += 1;
        if (!isSecondHalf(unit)) from += 1;
        continue;
      }
      const to = from + [...word].length;
      found.push({ word, from, to });
      at += word.length;
      from = to;
    }
    return found;
  };
}

/** Whether a unit of UTF-16 is the second of a character. */
function isSecondHalf(unit: number): boolean {
  return unit >= 0xdc00 && unit <= 0xdfff;
}
