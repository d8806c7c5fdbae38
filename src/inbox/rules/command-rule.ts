import type { InboundMessage } from '../../messages/inbound-message.ts';
import { replyWith } from '../../messages/reply.ts';
import { readCommand, type Command } from '../commands.ts';
import { AFTER_TAP } from '../grant-of.ts';
import type { Offers } from '../offers.ts';
import type { PlanQuestion } from '../plan-question.ts';
import type { FollowerFacts, Plan } from '../ports.ts';
import type { Rule } from '../rule.ts';
import type { Texts } from '../texts/texts.ts';

export interface CommandRuleDeps {
  readonly texts: Texts;
  readonly planQuestion: PlanQuestion;
  readonly offers: Offers;
}

/** A command that is typed, spoken or tapped in the menu. It costs no call of the model but for those that ask again. */
export function createCommandRule({ texts, planQuestion, offers }: CommandRuleDeps): Rule {
  const reply = (text: string) => ({ is: 'reply', reply: replyWith(text) }) as const;

  /** Asks what was asked before, which becomes part of no other question; it counts like any other. */
  const ask = (question: string, { now, isOwed, used, questionsPerDay }: FollowerFacts): Plan =>
    planQuestion(question, {
      ...{ now, isOwed },
      ...(used && { used }),
      ...(questionsPerDay !== undefined && { questionsPerDay }),
    });

  const askForAnother = (facts: FollowerFacts): Plan => {
    if (!facts.lastQuestion) return reply(texts.nothingToRegenerate);
    const plan = ask(facts.lastQuestion.question, facts);
    return plan.is === 'question'
      ? { ...plan, isAgain: true, leavesOutLast: true, drop: true }
      : plan;
  };

  const follow = (command: Command, facts: FollowerFacts, words: string): Plan => {
    const { lastQuestion } = facts;
    switch (command.is) {
      case 'new':
        return { ...reply(texts.newConversation), drop: true, newConversation: true };
      case 'help':
        return reply(texts.help(offers));
      case 'stop':
        return { ...reply(facts.isOwed ? texts.stopped : texts.nothingToStop), drop: true };
      case 'forget':
        return reply(texts.confirmForgetting);
      case 'confirm forgetting':
        return { ...reply(texts.forgotten), drop: true, forget: true };
      case 'continue':
        return facts.isOwed ? { is: 'continue' } : reply(texts.nothingToContinue);
      case 'retry':
        return lastQuestion?.hasFailed
          ? ask(lastQuestion.question, facts)
          : reply(texts.nothingToRetry);
      case 'regenerate':
        return askForAnother(facts);
      case 'undo':
        return lastQuestion
          ? { ...reply(texts.undone(lastQuestion.question)), drop: true, leavesOutLast: true }
          : reply(texts.nothingToUndo);
      case 'ask what was remembered':
        return facts.remembered === undefined
          ? reply(texts.nothingToAsk)
          : ask(facts.remembered, facts);
      case 'task':
        return { is: 'task', task: command.task, question: words };
    }
  };

  return {
    name: 'command',
    apply(message, facts) {
      const words = wordsOf(message);
      const command = words === undefined ? undefined : readCommand(words, offers);
      if (!command || words === undefined) return undefined;
      const plan = follow(command, facts, words.trim());
      // A text may have been a tap on a link, which allows fewer messages than a typed one; the lower number is safe.
      return message.kind === 'text' && !isTyped(command) ? { grant: AFTER_TAP, ...plan } : plan;
    },
  };
}

/** No link says what a follower wants to be remembered, or how an answer is right. */
function isTyped(command: Command): boolean {
  return command.is === 'task' && ['remember', 'correct'].includes(command.task.name);
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
