import type { InboundMessage } from '../../messages/inbound-message.ts';
import { replyWith } from '../../messages/reply.ts';
import { readCommand, type Command } from '../commands.ts';
import { AFTER_TAP } from '../grant-of.ts';
import type { PlanQuestion } from '../plan-question.ts';
import type { FollowerFacts, Plan } from '../ports.ts';
import type { Rule } from '../rule.ts';
import type { Texts } from '../texts/texts.ts';

export interface CommandRuleDeps {
  readonly texts: Texts;
  readonly planQuestion: PlanQuestion;
}

/** A command that is typed, spoken or tapped in the menu. It costs no call of the model but for 重试, which asks again. */
export function createCommandRule({ texts, planQuestion }: CommandRuleDeps): Rule {
  const reply = (text: string) => ({ is: 'reply', reply: replyWith(text) }) as const;

  const follow = (command: Command, facts: FollowerFacts): Plan => {
    switch (command) {
      case 'new':
        return { ...reply(texts.newConversation), drop: true, newConversation: true };
      case 'help':
        return reply(texts.help);
      case 'stop':
        return { ...reply(facts.isOwed ? texts.stopped : texts.nothingToStop), drop: true };
      case 'forget':
        return reply(texts.confirmForgetting);
      case 'confirm forgetting':
        return { ...reply(texts.forgotten), drop: true, forget: true };
      case 'continue':
        return facts.isOwed ? { is: 'continue' } : reply(texts.nothingToContinue);
      case 'retry':
        return facts.failedQuestion === undefined
          ? reply(texts.nothingToRetry)
          : planQuestion(facts.failedQuestion, facts);
    }
  };

  return {
    name: 'command',
    apply(message, facts) {
      const words = wordsOf(message);
      const command = words === undefined ? undefined : readCommand(words);
      if (!command) return undefined;
      const plan = follow(command, facts);
      // A text may have been a tap on a link, which allows fewer messages than a typed one; the lower number is safe.
      return message.kind === 'text' ? { grant: AFTER_TAP, ...plan } : plan;
    },
  };
}

/** What may be a command: the whole of what was typed or said, or the key of a menu button. */
function wordsOf(message: InboundMessage): string | undefined {
  switch (message.kind) {
    case 'text':
      return message.content;
    case 'voice':
      return message.recognition;
    case 'event':
      return message.event === 'click' ? message.eventKey : undefined;
    default:
      return undefined;
  }
}
