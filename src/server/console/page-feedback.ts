import type { ReviewedFeedback } from '../../learning/review.ts';

const FEEDBACK_A_PAGE = 50;

type Placed = Pick<ReviewedFeedback, 'at' | 'turn'>;

/**
 * Returns a page of a list that has the newest first, and the cursor of what is older. The cursor names a place in time,
 * so that what is said meanwhile moves nothing.
 */
export function pageFeedback<Said extends Placed>(
  feedback: readonly Said[],
  after: string | undefined,
): { readonly page: readonly Said[]; readonly next: string | undefined } {
  const rest = after === undefined ? feedback : feedback.filter((said) => isOlder(said, after));
  const page = rest.slice(0, FEEDBACK_A_PAGE);
  const last = page.at(-1);
  return {
    page,
    next: last && rest.length > page.length ? `${last.at} ${last.turn}` : undefined,
  };
}

function isOlder({ at, turn }: Placed, cursor: string): boolean {
  const [time = '', lastTurn = ''] = cursor.split(' ');
  return at < Number(time) || (at === Number(time) && turn < lastTurn);
}
