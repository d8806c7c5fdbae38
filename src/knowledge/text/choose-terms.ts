/** Each matching passage is ranked one by one, so that a question of frequent words costs as much as the base is large. */
const MOST_MATCHED = 20_000;

/**
 * Chooses the terms by which passages are looked up: all of them in most bases. In a large one the most frequent are left
 * out, which tell little, so that not many thousands of passages have to be ranked; the rarest always stays.
 */
export function chooseTerms<Term>(
  terms: readonly Term[],
  occurrencesOf: (term: Term) => number,
): readonly Term[] {
  const counted = terms
    .map((term) => ({ term, occurrences: occurrencesOf(term) }))
    .filter(({ occurrences }) => occurrences > 0)
    .toSorted((one, other) => one.occurrences - other.occurrences);
  let matched = 0;
  const chosen = new Set<Term>();
  for (const { term, occurrences } of counted) {
    matched += occurrences;
    if (chosen.size > 0 && matched > MOST_MATCHED) break;
    chosen.add(term);
  }
  return terms.filter((term) => chosen.has(term));
}
