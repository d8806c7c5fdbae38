import { replyWith } from '../../messages/reply.ts';
import { isVisible } from '../../messages/visible-text.ts';
import type { PlanQuestion } from '../plan-question.ts';
import type { Rule } from '../rule.ts';
import type { Texts } from '../texts/texts.ts';

/** What speech recognition makes of noise. */
const NO_WORDS = /^[\p{P}\p{S}\s]*$/u;

export interface VoiceRuleDeps {
  readonly texts: Pick<Texts, 'voice'>;
  readonly planQuestion: PlanQuestion;
}

/** What WeChat recognised in a voice message is a question; a voice message without words gets a sentence. */
export function createVoiceRule({ texts, planQuestion }: VoiceRuleDeps): Rule {
  return {
    name: 'voice',
    apply(message, facts) {
      if (message.kind !== 'voice') return undefined;
      const { recognition = '' } = message;
      return NO_WORDS.test(recognition) || !isVisible(recognition)
        ? { is: 'reply', reply: replyWith(texts.voice) }
        : planQuestion(recognition, facts);
    },
  };
}
