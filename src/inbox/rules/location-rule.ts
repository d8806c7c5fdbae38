import type { PlanQuestion } from '../plan-question.ts';
import type { Rule } from '../rule.ts';
import type { Texts } from '../texts/texts.ts';

export interface LocationRuleDeps {
  readonly texts: Pick<Texts, 'locationQuestion'>;
  readonly planQuestion: PlanQuestion;
}

/** A place that a follower sends is a question about it. */
export function createLocationRule({ texts, planQuestion }: LocationRuleDeps): Rule {
  return {
    name: 'location',
    apply: (message, facts) =>
      message.kind === 'location'
        ? planQuestion(texts.locationQuestion(message), facts)
        : undefined,
  };
}
