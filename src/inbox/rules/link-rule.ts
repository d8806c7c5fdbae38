import type { PlanQuestion } from '../plan-question.ts';
import type { Rule } from '../rule.ts';
import type { Texts } from '../texts/texts.ts';

export interface LinkRuleDeps {
  readonly texts: Pick<Texts, 'linkQuestion'>;
  readonly planQuestion: PlanQuestion;
}

/** A page that a follower shares is a question about what its card says. */
export function createLinkRule({ texts, planQuestion }: LinkRuleDeps): Rule {
  return {
    name: 'link',
    apply: (message, facts) =>
      message.kind === 'link' ? planQuestion(texts.linkQuestion(message), facts) : undefined,
  };
}
