import type {
  FollowerEvent,
  FollowerMessage,
  InboundMessage,
} from '../messages/inbound-message.ts';
import {
  MESSAGES_PER_QUESTION,
  MESSAGES_PER_TAP,
  QUESTION_WINDOW_MS,
  TAP_WINDOW_MS,
} from '../messages/wechat-limits.ts';
import { readCommand, type Command } from './commands.ts';
import { refuseBeyondLimits, type FollowerLimits } from './follower-limits.ts';
import type { FollowerFacts, MessageGrant, Plan } from './ports.ts';
import type { Texts } from './texts/texts.ts';
import { isVisible, normaliseSpelling } from '../messages/visible-text.ts';

export interface RoutingSettings {
  readonly texts: Texts;
  /** Deletes what is stored about a follower who leaves. */
  readonly forgetsOnUnsubscribe: boolean;
  readonly limits: FollowerLimits;
}

/** Also of one that is made of several messages. */
const LONGEST_QUESTION = 10_000;
const MOST_JOINED_MESSAGES = 20;
const AFTER_MESSAGE: MessageGrant = {
  messages: MESSAGES_PER_QUESTION,
  lifetimeMs: QUESTION_WINDOW_MS,
};
const AFTER_TAP: MessageGrant = { messages: MESSAGES_PER_TAP, lifetimeMs: TAP_WINDOW_MS };

/** WeChat says so, in several languages, when it cannot hand a message over, such as a custom sticker. */
const UNSUPPORTED =
  /^[[【](?:收到不支(?:持的消息|援的訊息)(?:类型|類型)?,?(?:暂|暫)?(?:无法|無法)(?:显示|顯示)|unsupportedmessage(?:type)?)[\]】][.。!]?$/;

/** Devices talk to a server in messages of their own, of which no follower knows. */
const OF_A_DEVICE = /^(?:device|hardware)/;

/** What speech recognition makes of noise. */
const NO_WORDS = /^[\p{P}\p{S}\s]*$/u;

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

/**
 * Holds a question to its bounds: its length, and what the follower may ask. What becomes part of a question that was
 * counted is not counted again. What the message allows to send stays as it was.
 */
function limitQuestion(
  plan: Plan & { readonly is: 'question' },
  { used, collecting }: FollowerFacts,
  { limits, texts }: RoutingSettings,
): Plan {
  const reply = (text: string): Plan => ({
    is: 'reply',
    text,
    ...(plan.grant && { grant: plan.grant }),
  });
  const { length } = plan.question;
  if (length > LONGEST_QUESTION) return reply(texts.questionTooLong);
  const joins =
    collecting !== undefined &&
    collecting.messages < MOST_JOINED_MESSAGES &&
    collecting.text.length + 1 + length <= LONGEST_QUESTION;
  if (joins) return { ...plan, joins };
  const refusal = used && refuseBeyondLimits(used, limits, texts);
  return refusal === undefined ? plan : reply(refusal);
}

function routeContent(
  message: FollowerMessage,
  facts: FollowerFacts,
  { texts }: RoutingSettings,
): Plan {
  switch (message.kind) {
    case 'text': {
      if (!isVisible(message.content)) return { is: 'nothing' };
      const content = message.content.trim();
      if (UNSUPPORTED.test(normaliseSpelling(content)))
        return { is: 'reply', text: texts.unsupportedMessage };
      const command = readCommand(content);
      // It may have been a tap on a link, which allows fewer messages than a typed text; assume the worse.
      return command
        ? { ...followCommand(command, facts, texts), grant: AFTER_TAP }
        : { is: 'question', question: content };
    }
    case 'voice': {
      const { recognition = '' } = message;
      if (NO_WORDS.test(recognition) || !isVisible(recognition))
        return { is: 'reply', text: texts.voice };
      const command = readCommand(recognition);
      return command
        ? followCommand(command, facts, texts)
        : { is: 'question', question: recognition };
    }
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
      return OF_A_DEVICE.test(message.msgType)
        ? { is: 'nothing' }
        : { is: 'reply', text: texts.otherKind };
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
      const plan: Plan = command ? followCommand(command, facts, texts) : { is: 'nothing' };
      return { ...plan, grant: AFTER_TAP };
    }
    case 'scan':
    case 'scancode_waitmsg':
    case 'scancode_push':
      return { is: 'nothing', grant: AFTER_TAP };
    default:
      return { is: 'nothing' };
  }
}

/** A command costs no call of the model but for 重试, which asks a question again. */
function followCommand(command: Command, facts: FollowerFacts, texts: Texts): Plan {
  switch (command) {
    case 'new':
      return { is: 'reply', text: texts.newConversation, drop: true, newConversation: true };
    case 'help':
      return { is: 'reply', text: texts.help };
    case 'stop':
      return { is: 'reply', text: facts.isOwed ? texts.stopped : texts.nothingToStop, drop: true };
    case 'forget':
      return { is: 'reply', text: texts.confirmForgetting };
    case 'confirm forgetting':
      return { is: 'reply', text: texts.forgotten, drop: true, forget: true };
    case 'continue':
      return facts.isOwed ? { is: 'continue' } : { is: 'reply', text: texts.nothingToContinue };
    case 'retry':
      return facts.failedQuestion === undefined
        ? { is: 'reply', text: texts.nothingToRetry }
        : { is: 'question', question: facts.failedQuestion };
  }
}
