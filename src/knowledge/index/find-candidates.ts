import type Database from 'libsql';
import type { Language } from '../../answering/language-of-question.ts';
import type { Candidate } from '../text/judge-passages.ts';
import { weighTerms, type WeighedTerms } from '../text/weigh-passage.ts';
import type { Passage } from '../../answering/retriever.ts';
import { firstCharactersOf, pickTerms, type PickedTerms } from './pick-terms.ts';
import { languageBit } from './terms-row.ts';

/** Most passages that are compared with a question one by one. */
const CANDIDATES = 80;

/** A passage with the id under which the index keeps it; no id is used for two passages. */
export interface IndexedPassage extends Omit<Passage, 'asks' | 'score'> {
  readonly id: number;
  readonly language: Language;
}

/** A passage that shares words with a question, with all that is known about it. */
export type FoundCandidate = Omit<Candidate, 'rank'> &
  IndexedPassage & { readonly weighed: WeighedTerms };

/** Reads passages from the tables of an index. */
export interface CandidateFinder {
  /** The passages of a language that the full-text search likes best, with those of their terms that are looked for. */
  matching(query: string, language: Language, lookedFor: readonly string[]): FoundCandidate[];
  /** The passages below a heading, by its key. */
  withHeading(key: string, language: Language): IndexedPassage[];
  /** Whether no more than one section of a language has a heading, by its key. */
  isAlone(key: string, language: Language): boolean;
  byIds(ids: readonly number[]): IndexedPassage[];
}

interface Row {
  id: number;
  document: string;
  title: string;
  address: string | null;
  language: Language;
  heading: string;
  body: string;
}

const COLUMNS = `passages.id, passages.document, documents.title, documents.address, passages.language, passages.heading, passages.body`;

export function createCandidateFinder(database: Database.Database): CandidateFinder {
  const statements = {
    withHeading: database.prepare(`
      SELECT ${COLUMNS} FROM headings
      JOIN passages ON passages.id = headings.passage JOIN documents USING (document)
      WHERE headings.key = ? AND passages.language = ? ORDER BY headings.passage LIMIT ${CANDIDATES}`),
    // Two are enough to know, and one heading may stand above thousands of passages.
    countHeadings: database.prepare(`
      SELECT count(*) AS n FROM (
        SELECT 1 FROM headings JOIN passages ON passages.id = headings.passage
        WHERE headings.key = ? AND passages.language = ? LIMIT 2
      )`),
    byId: database.prepare(
      `SELECT ${COLUMNS} FROM passages JOIN documents USING (document) WHERE passages.id = ?`,
    ),
    // A word in a heading says more about a passage than the same word in its text.
    matching: database.prepare(`
      WITH best AS (
        SELECT rowid AS terms_row, -bm25(passage_terms, 2.0, 5.0, 1.0, 3.0) AS rank
        FROM passage_terms WHERE passage_terms MATCH ? AND rowid % 2 = ?
        ORDER BY rank DESC, rowid LIMIT ${CANDIDATES}
      )
      SELECT ${COLUMNS}, passages.wordings,
        terms.title AS t, terms.heading AS h, terms.body AS b, terms.wordings AS w
      FROM best JOIN passages ON passages.id = best.terms_row / 2 JOIN documents USING (document)
        JOIN passage_terms AS terms ON terms.rowid = best.terms_row
      ORDER BY best.rank DESC, best.terms_row`),
  };
  return {
    matching(query, language, lookedFor) {
      const first = firstCharactersOf(lookedFor);
      const rows = statements.matching.all(query, languageBit(language)) as (Row & {
        wordings: string;
        t: string;
        h: string;
        b: string;
        w: string;
      })[];
      return rows.map(({ wordings, t, h, b, w, ...row }) => {
        return {
          ...toPassage(row),
          wordings: wordings.split('\n'),
          ...termsIn([t, h, b, w].map((terms) => pickTerms(terms, first))),
        };
      });
    },
    withHeading: (key, language) =>
      (statements.withHeading.all(key, language) as Row[]).map(toPassage),
    isAlone: (key, language) =>
      (statements.countHeadings.get(key, language) as { n: number }).n <= 1,
    byIds: (ids) =>
      ids.flatMap((id) => {
        const row = statements.byId.get(id) as Row | undefined;
        return row === undefined ? [] : [toPassage(row)];
      }),
  };
}

/** Takes the terms of the title, the heading, the body and the wordings. */
function termsIn(fields: readonly PickedTerms[]): Pick<FoundCandidate, 'terms' | 'weighed'> {
  const [title = [], heading = [], body = [], wordings = []] = fields.map(({ terms }) => terms);
  const length = fields.reduce((sum, { count }) => sum + count, 0);
  const weighed = weighTerms({ title, heading, body, wordings }, length);
  return { weighed, terms: weighed.frequencies };
}

function toPassage({ address, ...row }: Row): IndexedPassage {
  return { ...row, ...(address !== null && { address }) };
}
