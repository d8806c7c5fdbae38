/** Returns the names that are most like the wanted one, the nearest first: by their words, then by their letters. */
export function nearestNames(
  wanted: string,
  names: readonly string[],
  most = 5,
): readonly string[] {
  const words = new Set(wordsOf(wanted));
  const pairs = pairsOf(wanted);
  return [...new Set(names)]
    .map((name) => ({ name, likeness: likeness(name, words, pairs) }))
    .filter(({ likeness }) => likeness > 0)
    .sort((a, b) => b.likeness - a.likeness || a.name.length - b.name.length)
    .slice(0, most)
    .map(({ name }) => name);
}

function likeness(name: string, words: ReadonlySet<string>, pairs: ReadonlySet<string>): number {
  const own = wordsOf(name);
  const shared = own.filter((word) => words.has(word)).length;
  const ownPairs = pairsOf(name);
  const sharedPairs = [...ownPairs].filter((pair) => pairs.has(pair)).length;
  const ofWords = (2 * shared) / (own.length + words.size || 1);
  const ofPairs = (2 * sharedPairs) / (ownPairs.size + pairs.size || 1);
  return ofWords + ofPairs;
}

function wordsOf(name: string): readonly string[] {
  return name.toLowerCase().match(/[a-z]+|\d+/g) ?? [];
}

/** The pairs of neighbouring letters. */
function pairsOf(name: string): ReadonlySet<string> {
  const letters = name.toLowerCase().replace(/[^a-z0-9]/g, '');
  return new Set([...letters.slice(1)].map((letter, at) => `${letters[at] ?? ''}${letter}`));
}
