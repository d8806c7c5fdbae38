import type { Language } from '../../answering/language-of-question.ts';
import type { Findings } from '../../answering/retriever.ts';
import { namesNothing, needsCompletion } from '../text/needs-completion.ts';
import { MOST_CHARACTERS } from '../text/parse-query.ts';
import type { IndexedPassage } from './find-candidates.ts';
import { keyOf } from './heading-key.ts';
import { searchWords, type WordFindings, type WordSearchDeps } from './search-words.ts';

/** Passages, best first, and how much their order counts. */
interface PassageList {
  readonly passages: readonly IndexedPassage[];
  readonly weight: number;
}

/** What full text finds for a question in a conversation. */
export interface TextFindings {
  readonly fit: Findings['fit'];
  readonly isBelowFloor: boolean;
  /** What stands before all else: passages below a heading that is the question, or the one that may be quoted. */
  readonly first: readonly IndexedPassage[];
  /** Lists to be merged, best first. */
  readonly lists: readonly PassageList[];
  /** The share of the question, from 0 to 1, that each passage speaks about. */
  readonly shares: ReadonlyMap<number, number>;
}

/** What a search in the texts needs. */
export interface TextSearchDeps extends WordSearchDeps {
  /** Writes a question in the spelling of the documents. */
  readonly correct: (question: string) => string;
}

interface Asked {
  readonly question: string;
  readonly previousQuestion?: string;
  readonly language: Language;
}

/** How many places of a list can matter for the result. */
export const MOST_FUSED = 40;

/** A question that leaves its subject out finds little by itself. */
const COMPLETED_WEIGHT = 2;
/** One that names nothing finds by itself whatever has a price or a duration. */
const NOTHING_NAMED_WEIGHT = 0.25;

/** Searches the passages of the question's language, and those of the other where these do not speak about it. */
export function searchText(asked: Asked, deps: TextSearchDeps): TextFindings {
  const own = searchIn(asked, deps);
  if (!own.isBelowFloor) return own;
  const other = searchIn({ ...asked, language: asked.language === 'zh' ? 'en' : 'zh' }, deps);
  const isEmpty = own.lists.every(({ passages }) => passages.length === 0);
  return isEmpty || !other.isBelowFloor ? other : own;
}

/** A question that leaves its subject out is searched with and without the words of the one before. */
function searchIn(
  { question: written, previousQuestion, language }: Asked,
  deps: TextSearchDeps,
): TextFindings {
  const question = deps.correct(written.slice(0, MOST_CHARACTERS));
  const alone = searchWords({ question, language }, deps);
  const searches = [alone];
  let leading: Pick<WordFindings, 'certain'> = alone;
  let aloneWeight = 1;
  if (previousQuestion !== undefined && needsCompletion(question)) {
    const previous = deps.correct(previousQuestion.slice(0, MOST_CHARACTERS));
    const asksOnlyASide = namesNothing(question);
    const completed = searchWords({ question, previous, asksOnlyASide, language }, deps);
    searches.unshift(completed);
    if (asksOnlyASide) {
      // What the question before is about is found by both ways, or it is not certain.
      const isSure = completed.certain?.id === completed.order[0]?.id;
      leading = isSure ? completed : { certain: undefined };
      aloneWeight = NOTHING_NAMED_WEIGHT;
    }
  }
  const sameHeading = deps.finder.withHeading(keyOf(written), language);
  const shares = sharesOf(searches);
  const lists = searches.map((one) => ({
    passages: one.order.slice(0, MOST_FUSED),
    weight: one === alone ? aloneWeight : COMPLETED_WEIGHT,
  }));
  if (sameHeading.length === 0)
    return {
      fit: leading.certain === undefined ? 'perhaps' : 'certain',
      isBelowFloor: searches.every((one) => one.isBelowFloor),
      first: leading.certain === undefined ? [] : [leading.certain],
      lists,
      shares,
    };
  for (const { id } of sameHeading) shares.set(id, 1);
  const fit = sameHeading.length === 1 ? 'exact' : 'perhaps';
  return { fit, isBelowFloor: false, first: sameHeading, lists, shares };
}

function sharesOf(searches: readonly WordFindings[]): Map<number, number> {
  const shares = new Map<number, number>();
  for (const { order, shareOf } of searches)
    for (const passage of order.slice(0, MOST_FUSED))
      shares.set(passage.id, Math.max(shares.get(passage.id) ?? 0, shareOf(passage)));
  return shares;
}
