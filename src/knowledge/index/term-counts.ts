import type Database from 'libsql';
import type { QuestionTerm } from '../text/parse-query.ts';
import { rarityOf, type Rarities } from '../text/relevance.ts';

/** A term as it is looked up. */
export type LookedUp = Pick<QuestionTerm, 'text' | 'isPrefix'>;

/** How often terms occur in an index; remembered until its documents change. */
export interface TermCounts extends Rarities {
  occurrencesOf(term: LookedUp): number;
  /** Forgets everything; for a change of the documents. */
  forget(): void;
}

const MOST_REMEMBERED = 20_000;

/** A term that occurs more often is common, however often that is; counting on would take long. */
const MOST_COUNTED = 20_000;

export function createTermCounts(database: Database.Database): TermCounts {
  const statements = {
    count: database.prepare('SELECT count(*) AS n FROM passages'),
    occurrences: database.prepare(
      `SELECT count(*) AS n FROM (SELECT 1 FROM passage_terms WHERE passage_terms MATCH ? LIMIT ${MOST_COUNTED})`,
    ),
  };
  let passages: number | undefined;
  const occurrences = new Map<string, number>();

  function occurrencesOf(term: LookedUp): number {
    const query = queryFor(term);
    let n = occurrences.get(query);
    if (n === undefined) {
      ({ n } = statements.occurrences.get(query) as { n: number });
      if (occurrences.size >= MOST_REMEMBERED) occurrences.clear();
      occurrences.set(query, n);
    }
    return n;
  }
  const counts: TermCounts = {
    occurrencesOf,
    get passages() {
      return (passages ??= (statements.count.get() as { n: number }).n);
    },
    of(term) {
      const n = occurrencesOf(term);
      return n === 0 ? undefined : rarityOf(n, counts.passages);
    },
    forget() {
      passages = undefined;
      occurrences.clear();
    },
  };
  return counts;
}

/** Terms are letters and digits only, so nothing has to be escaped. */
export function queryFor({ text, isPrefix }: LookedUp): string {
  return `"${text}"${isPrefix ? '*' : ''}`;
}
