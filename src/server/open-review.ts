import type { AccountView } from '../accounts/describe-account.ts';
import { baseNames } from '../config/setting-kind.ts';
import type { Documents } from '../knowledge/bases/ports.ts';
import { DRAFT_DECISIONS, FEEDBACK, UNANSWERED } from '../learning/learning-collections.ts';
import { createReview, type Review } from '../learning/review.ts';
import type { Clock } from '../runtime/clock.ts';
import type { Collections } from '../runtime/collection.ts';

/** Opens the review of an account over the store. */
export function openReview(
  { account, settings }: { readonly account: string } & Pick<AccountView, 'settings'>,
  deps: {
    readonly collections: Collections;
    readonly documents: Documents;
    readonly clock: Clock;
  },
): Review {
  const { collections, documents, clock } = deps;
  return createReview({
    account,
    base: firstBase(settings['KNOWLEDGE_BASES']) ?? account,
    learnFrom: Number(settings['LEARN_FROM']),
    feedback: collections.open(FEEDBACK),
    unanswered: collections.open(UNANSWERED),
    decisions: collections.open(DRAFT_DECISIONS),
    ...{ documents, clock },
  });
}

function firstBase(written: string | undefined): string | undefined {
  if (written === undefined) return undefined;
  const parsed = baseNames.parse(written, 'KNOWLEDGE_BASES');
  return 'value' in parsed ? parsed.value[0] : undefined;
}
