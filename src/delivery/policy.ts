import type { CustomerService } from './ports.ts';

/**
 * `early` gives at the deadline the sentences that are there; `adaptive` gives them sooner where the answer will not be
 * whole by then; `whole` waits for one whole message where the account allows it.
 */
export type DeliveryStyle = 'adaptive' | 'early' | 'whole';

/** What can be given, in numbers. */
export interface OwedFacts {
  /** Every turn has ended, so no more text will come. */
  readonly isWhole: boolean;
  /** Whole sentences that can be given now; text without an end of its own counts as one. */
  readonly sentences: number;
  /** The text fills a message, so waiting gains nothing. */
  readonly fillsAMessage: boolean;
}

/** Everything that decides how an open attempt is answered. Instants are milliseconds by one clock. */
export interface AttemptFacts {
  readonly now: number;
  /** The arrival of the attempt + 5 s, less the margin. */
  readonly answerBy: number;
  /** The deadline of the last attempt that is certain to come. */
  readonly lastAnswerBy: number;
  /** The estimate of when the oldest waiting answer begins; absent when none waits in the queue. */
  readonly beginsAt?: number;
  /** WeChat will push again if this attempt gets no answer. */
  readonly isAnotherCertain: boolean;
  readonly owed: OwedFacts;
  readonly customerService: CustomerService;
  /** A customer-service message is on its way to this follower. */
  readonly isSending: boolean;
  /** How many customer-service messages WeChat still allows for this follower. */
  readonly messagesLeft: number;
  /** The model's answer is predicted not to be whole by the deadline; `predict-end.ts` says how. */
  readonly endsLate: boolean;
  readonly style: DeliveryStyle;
}

/** `full` decides again when the text fills a message, `any` as soon as there is more text. */
type WakeOn = 'full' | 'any';

export type AttemptDecision =
  /** Nothing yet; decide again at that time, or sooner when something changes. */
  | { readonly via: 'wait'; readonly until: number }
  /** Not one byte, so that WeChat closes the attempt and pushes again. */
  | { readonly via: 'hold' }
  /** An empty answer: the follower has everything, or gets it by customer-service messages. */
  | { readonly via: 'nothing' }
  /** The text so far; `offer` says when a link to the rest goes with it. */
  | { readonly via: 'passive'; readonly offer: 'never' | 'when more' | 'always' }
  /**
   * `writing` when the last attempt ends without one whole sentence; `place` when so many questions come before that no
   * attempt can wait for the answer.
   */
  | { readonly via: 'notice'; readonly says: 'writing' | 'place' };

/** Decides how an open attempt is answered; `answer-attempt.ts` carries it out. docs/delivery.md explains the rules. */
export function chooseForAttempt(facts: AttemptFacts): AttemptDecision {
  const { now, answerBy, owed } = facts;
  const isLate = now >= answerBy;
  const sendsTheRest = facts.customerService === 'yes';

  // Sending both ways concurrently could change the order.
  if (facts.isSending) return isLate ? { via: 'nothing' } : { via: 'wait', until: answerBy };
  if (owed.isWhole && owed.sentences === 0) return { via: 'nothing' };
  if (owed.isWhole) return { via: 'passive', offer: sendsTheRest ? 'never' : 'when more' };
  if (facts.beginsAt !== undefined && facts.beginsAt > facts.lastAnswerBy)
    return sendsTheRest || owed.sentences === 0
      ? { via: 'notice', says: 'place' }
      : { via: 'passive', offer: 'always' };
  if (owed.fillsAMessage) return { via: 'passive', offer: sendsTheRest ? 'never' : 'always' };
  if (!isLate) return isWorthAnEarlyReply(facts) ? EARLY_REPLY : { via: 'wait', until: answerBy };
  if (sendsTheRest)
    return facts.style !== 'whole' && owed.sentences > 0
      ? { via: 'passive', offer: 'never' }
      : { via: 'nothing' };
  if (facts.isAnotherCertain) return { via: 'hold' };
  return owed.sentences > 0
    ? { via: 'passive', offer: 'always' }
    : { via: 'notice', says: 'writing' };
}

/** Fewer are not worth a message of their own. */
const LEAST_SENTENCES = 2;
const EARLY_REPLY: AttemptDecision = { via: 'passive', offer: 'never' };
const LEAST_MESSAGES_FOR_THE_REST = 2;

/** First words before the deadline cost a message where the answer would have been whole by then. */
function isWorthAnEarlyReply(facts: AttemptFacts): boolean {
  return (
    facts.style === 'adaptive' &&
    facts.customerService === 'yes' &&
    facts.endsLate &&
    facts.owed.sentences >= LEAST_SENTENCES &&
    facts.messagesLeft >= LEAST_MESSAGES_FOR_THE_REST
  );
}

/** Everything that decides whether a customer-service message goes out. */
export interface MessageFacts {
  readonly now: number;
  /** Until then an attempt may carry the text, or its repeat tell that a reply was lost. */
  readonly quietUntil: number;
  readonly owed: OwedFacts;
  /** How many messages WeChat still allows for this follower. */
  readonly messagesLeft: number;
  /** When a customer-service message, or a passive part of an answer that goes on, was last given. */
  readonly lastGivenAt: number;
  /** Nothing of the oldest owed answer was given yet. */
  readonly isBeginning: boolean;
  readonly style: DeliveryStyle;
}

export type MessageDecision =
  | { readonly via: 'wait'; readonly until: number | 'change'; readonly wakeOn: WakeOn }
  | { readonly via: 'customer-service'; readonly offer: 'never' | 'when more' }
  /** Nothing is owed, or nothing can be sent before the follower writes again. */
  | { readonly via: 'nothing' };

/** While an answer grows, messages are few and full, because the quota is five for each question. */
const CADENCE_MS = 15_000;

/** Decides whether a customer-service message goes out now; `courier.ts` carries it out. */
export function chooseMessage(facts: MessageFacts): MessageDecision {
  const { now, owed, messagesLeft } = facts;
  if (owed.isWhole && owed.sentences === 0) return { via: 'nothing' };
  if (messagesLeft === 0) return { via: 'nothing' };
  if (now < facts.quietUntil) return { via: 'wait', until: facts.quietUntil, wakeOn: 'full' };
  if (owed.isWhole)
    return { via: 'customer-service', offer: messagesLeft === 1 ? 'when more' : 'never' };

  // One message is kept for the end of the answer.
  if (messagesLeft === 1) return { via: 'wait', until: 'change', wakeOn: 'full' };
  if (owed.fillsAMessage) return { via: 'customer-service', offer: 'never' };
  if (facts.style === 'whole') return { via: 'wait', until: 'change', wakeOn: 'full' };
  if (owed.sentences < LEAST_SENTENCES) return { via: 'wait', until: 'change', wakeOn: 'any' };
  const dueAt = facts.isBeginning ? now : facts.lastGivenAt + CADENCE_MS;
  return now >= dueAt
    ? { via: 'customer-service', offer: 'never' }
    : { via: 'wait', until: dueAt, wakeOn: 'full' };
}
