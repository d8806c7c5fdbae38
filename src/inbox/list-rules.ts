import type { FollowerLimits } from './follower-limits.ts';
import type { Offers } from './offers.ts';
import { createPlanQuestion } from './plan-question.ts';
import type { Rule } from './rule.ts';
import { blankTextRule } from './rules/blank-text-rule.ts';
import { createBlockedRule } from './rules/blocked-rule.ts';
import { createCommandRule } from './rules/command-rule.ts';
import { createLinkRule } from './rules/link-rule.ts';
import { createLocationRule } from './rules/location-rule.ts';
import { createMediaRule } from './rules/media-rule.ts';
import { createOtherKindRule } from './rules/other-kind-rule.ts';
import { createQuestionRule } from './rules/question-rule.ts';
import { createUnsubscribeRule } from './rules/unsubscribe-rule.ts';
import { createUnsupportedMessageRule } from './rules/unsupported-message-rule.ts';
import { createVoiceRule } from './rules/voice-rule.ts';
import { createWelcomeRule } from './rules/welcome-rule.ts';
import type { Texts } from './texts/texts.ts';

export interface RuleSettings {
  readonly texts: Texts;
  /** Deletes what is stored about a follower who leaves. */
  readonly forgetsOnUnsubscribe: boolean;
  readonly limits: FollowerLimits;
  readonly offers: Offers;
}

/** Lists the built-in rules in their order: the first that has a plan decides, so the question rule takes the texts that are left. */
export function listRules({
  texts,
  forgetsOnUnsubscribe,
  limits,
  offers,
}: RuleSettings): readonly Rule[] {
  const planQuestion = createPlanQuestion({ texts, limits });
  return [
    createBlockedRule({ texts, forgetsOnUnsubscribe }),
    createUnsubscribeRule({ forgetsOnUnsubscribe }),
    createWelcomeRule({ texts }),
    blankTextRule,
    createUnsupportedMessageRule({ texts }),
    createCommandRule({ texts, planQuestion, offers }),
    createVoiceRule({ texts, planQuestion }),
    createMediaRule({ texts }),
    createLocationRule({ texts, planQuestion }),
    createLinkRule({ texts, planQuestion }),
    createOtherKindRule({ texts }),
    createQuestionRule({ planQuestion }),
  ];
}
