import type { PlanQuestion } from '../plan-question.ts';
import type { Rule } from '../rule.ts';

/** Every text that no earlier rule has a plan for is a question. */
export function createQuestionRule({
  planQuestion,
}: {
  readonly planQuestion: PlanQuestion;
}): Rule {
  return {
    name: 'question',
    apply: (message, facts) =>
      message.kind === 'text' ? planQuestion(message.content.trim(), facts) : undefined,
  };
}
