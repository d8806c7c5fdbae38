import type { FollowerEvent, FollowerMessage, InboundMessage } from '../inbound-message.ts';
import {
  MESSAGES_PER_QUESTION,
  MESSAGES_PER_TAP,
  QUESTION_WINDOW_MS,
  TAP_WINDOW_MS,
} from '../wechat/limits.ts';
import { readCommand, type Command } from './commands.ts';
import { refuseBeyondLimits, type FollowerLimits } from './follower-limits.ts';
import type { FollowerFacts, MessageGrant, Plan } from './ports.ts';
import type { Texts } from './texts/texts.ts';

export interface RoutingSettings {
  readonly texts: Texts;
  /** Deletes what is stored about a follower who leaves. */
  readonly forgetsOnUnsubscribe: boolean;
  readonly limits: FollowerLimits;
}

const LONGEST_QUESTION = 10_000;
const AFTER_MESSAGE: MessageGrant = {
  messages: MESSAGES_PER_QUESTION,
  lifetimeMs: QUESTION_WINDOW_MS,
};
const AFTER_TAP: MessageGrant = { messages: MESSAGES_PER_TAP, lifetimeMs: TAP_WINDOW_MS };

/** WeChat says so, in several languages, when it cannot hand a message over, such as a custom sticker. */
const UNSUPPORTED = /^[[【](?:收到不支[持援]的|unsupported message)/i;

/** Decides what a message means: a reply, a turn, the rest of an answer, or nothing. */
export function routeMessage(
  message: InboundMessage,
  facts: FollowerFacts,
  settings: RoutingSettings,
): Plan {
  const plan: Plan =
    message.kind === 'event'
      ? routeEvent(message, facts, settings)
      : { grant: AFTER_MESSAGE, ...routeContent(message, facts, settings) };
  return plan.is === 'question' ? limitQuestion(plan, facts, settings) : plan;
}

/** Who has used up what is allowed reads when it goes on; what the message allows to send stays as it was. */
function limitQuestion(
  plan: Plan,
  { used, isCollecting = false }: FollowerFacts,
  { limits, texts }: RoutingSettings,
): Plan {
  const refusal = used && !isCollecting ? refuseBeyondLimits(used, limits, texts) : undefined;
  if (refusal === undefined) return plan;
  return { is: 'reply', text: refusal, ...(plan.grant && { grant: plan.grant }) };
}

function routeContent(
  message: FollowerMessage,
  facts: FollowerFacts,
  { texts }: RoutingSettings,
): Plan {
  switch (message.kind) {
    case 'text': {
      const content = message.content.trim();
      if (content === '') return { is: 'nothing' };
      if (UNSUPPORTED.test(content)) return { is: 'reply', text: texts.unsupportedMessage };
      if (content.length > LONGEST_QUESTION) return { is: 'reply', text: texts.questionTooLong };
      const command = readCommand(content);
      const plan = command && followCommand(command, facts, texts);
      // It may have been a tap on a link, which allows fewer messages than a typed text; assume the worse.
      return plan ? { ...plan, grant: AFTER_TAP } : { is: 'question', question: content };
    }
    case 'voice':
      return message.recognition
        ? { is: 'question', question: message.recognition }
        : { is: 'reply', text: texts.voice };
    case 'location':
      return { is: 'question', question: texts.locationQuestion(message) };
    case 'link':
      return { is: 'question', question: texts.linkQuestion(message) };
    case 'image':
      return { is: 'reply', text: texts.image };
    case 'video':
    case 'shortvideo':
      return { is: 'reply', text: texts.video };
    case 'file':
      return { is: 'reply', text: texts.file };
    case 'unknown':
      return { is: 'nothing' };
  }
}

function routeEvent(
  event: FollowerEvent,
  facts: FollowerFacts,
  { texts, forgetsOnUnsubscribe }: RoutingSettings,
): Plan {
  switch (event.event) {
    case 'subscribe':
      return { is: 'reply', text: texts.welcome, grant: AFTER_TAP };
    case 'unsubscribe':
      return { is: 'nothing', drop: true, forget: forgetsOnUnsubscribe };
    case 'click': {
      // A menu button whose key is a command works like the typed word.
      const command = readCommand(event.eventKey);
      const plan = command && followCommand(command, facts, texts);
      return { ...(plan ?? { is: 'nothing' }), grant: AFTER_TAP };
    }
    case 'scan':
    case 'scancode_waitmsg':
    case 'scancode_push':
      return { is: 'nothing', grant: AFTER_TAP };
    default:
      return { is: 'nothing' };
  }
}

/** Nothing comes back when the word is a question after all: there is nothing to continue or to retry. */
function followCommand(command: Command, facts: FollowerFacts, texts: Texts): Plan | undefined {
  switch (command) {
    case 'new':
      return { is: 'reply', text: texts.newConversation, drop: true, newConversation: true };
    case 'help':
      return { is: 'reply', text: texts.help };
    case 'stop':
      return { is: 'reply', text: facts.isOwed ? texts.stopped : texts.nothingToStop, drop: true };
    case 'forget':
      return { is: 'reply', text: texts.forgotten, drop: true, forget: true };
    case 'continue':
      return facts.isOwed ? { is: 'continue' } : undefined;
    case 'retry':
      return facts.failedQuestion === undefined
        ? undefined
        : { is: 'question', question: facts.failedQuestion };
  }
}
