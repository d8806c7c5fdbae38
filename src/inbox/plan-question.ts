import { refuseBeyondLimits, type FollowerLimits } from './follower-limits.ts';
import type { FollowerFacts, Plan } from './ports.ts';
import { replyWith } from '../messages/reply.ts';
import type { Texts } from './texts/texts.ts';

/** Also of a question that is made of several messages. */
const LONGEST_QUESTION = 10_000;
const MOST_JOINED_MESSAGES = 20;

/** Plans a question within its bounds: its length, and what the follower may ask. Every rule that asks goes through it. */
export type PlanQuestion = (question: string, facts: FollowerFacts) => Plan;

export interface QuestionDeps {
  readonly texts: Pick<Texts, 'questionTooLong' | 'tooFast' | 'questionsUsedUp' | 'tokensUsedUp'>;
  readonly limits: FollowerLimits;
}

/** Creates the planner. What becomes part of a question that was counted is not counted again. */
export function createPlanQuestion({ texts, limits }: QuestionDeps): PlanQuestion {
  return (question, { used, collecting, questionsPerDay = limits.questionsPerDay }) => {
    const { length } = question;
    if (length > LONGEST_QUESTION) return { is: 'reply', reply: replyWith(texts.questionTooLong) };
    const joins =
      collecting !== undefined &&
      collecting.messages < MOST_JOINED_MESSAGES &&
      collecting.text.length + 1 + length <= LONGEST_QUESTION;
    if (joins) return { is: 'question', question, joins };
    const refusal = used && refuseBeyondLimits(used, { ...limits, questionsPerDay }, texts);
    return refusal === undefined
      ? { is: 'question', question }
      : { is: 'reply', reply: replyWith(refusal) };
  };
}
