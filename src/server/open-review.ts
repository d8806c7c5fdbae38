import type { Documents } from '../knowledge/bases/ports.ts';
import { DRAFT_DECISIONS, FEEDBACK, UNANSWERED } from '../learning/learning-collections.ts';
import { createReview, type Review, type ReviewDeps } from '../learning/review.ts';
import type { Clock } from '../runtime/clock.ts';
import type { Collections } from '../runtime/collection.ts';

/** Opens the review of an account over the store. */
export function openReview(
  about: Pick<ReviewDeps, 'account' | 'base' | 'learnFrom'>,
  {
    collections,
    documents,
    clock,
  }: {
    readonly collections: Collections;
    readonly documents: Documents;
    readonly clock: Clock;
  },
): Review {
  return createReview({
    ...about,
    feedback: collections.open(FEEDBACK),
    unanswered: collections.open(UNANSWERED),
    decisions: collections.open(DRAFT_DECISIONS),
    ...{ documents, clock },
  });
}
