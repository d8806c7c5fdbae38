/** Some of the terms of a text, and how many it has. */
export interface PickedTerms {
  readonly terms: readonly string[];
  readonly count: number;
}

const BLANK = ' ';

/** The first characters of terms, as UTF-16 has them. */
export function firstCharactersOf(terms: readonly string[]): ReadonlySet<number> {
  return new Set(terms.map((term) => term.charCodeAt(0)));
}

/**
 * Picks the terms that begin with one of these characters from terms with blanks between them. A question looks for few of
 * a passage's many terms, and making a string of each takes most of the time of a search.
 */
export function pickTerms(divided: string, first: ReadonlySet<number>): PickedTerms {
  const terms: string[] = [];
  let count = 0;
  for (let from = 0; from < divided.length;) {
    const blank = divided.indexOf(BLANK, from);
    const to = blank < 0 ? divided.length : blank;
    if (first.has(divided.charCodeAt(from))) terms.push(divided.slice(from, to));
    count += 1;
    from = to + 1;
  }
  return { terms, count };
}
