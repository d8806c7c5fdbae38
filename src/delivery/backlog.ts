import { countSentences } from '../rendering/sentence-end.ts';
import { byteLength } from '../rendering/split-text.ts';
import { composeMessage, roomForText, type Message } from './compose-message.ts';
import type { AnswerLinks, DeliverySettings, DeliveryTexts } from './delivery-settings.ts';
import { isEnded, type PlaceInQueue } from '../turns/turn.ts';
import { findGaps } from './gaps.ts';
import { listOwed, type Owed, type OwedText } from './owed-text.ts';
import type { OwedFacts } from './policy.ts';
import type { DeliveryState, OwedTurn } from './ports.ts';

type Offer = 'never' | 'when more' | 'always';

/** What is owed to one follower, as one attempt or the courier sees it. */
export interface Backlog {
  readonly owed: Owed;
  readonly facts: OwedFacts;
  /** Bytes of text until a message is full. */
  readonly missingBytes: number;
  readonly isBeginning: boolean;
  readonly isSending: boolean;
  /** Other turns are left out, because this one ended before an earlier one. */
  readonly isAlone: boolean;
  /** The oldest turn that has not ended. */
  readonly unfinished: OwedTurn | undefined;
  /** The place of `unfinished` in the queue, with all later turns after it; absent when it is being written. */
  readonly place: PlaceInQueue | undefined;
  compose(offer: Offer, limitBytes?: number): Message;
}

/** What narrows the backlog down for the caller. */
export interface BacklogScope {
  /** Limits the backlog to this turn and earlier ones; absent for every turn. */
  readonly upToTurnId?: string;
  /** Includes old text, because the follower asked for the rest. */
  readonly withStale: boolean;
  /**
   * Puts the answer to the follower's message before older text when not all fits, and continues 继续 with what was
   * given last: without customer-service messages each message of the follower gets only one reply.
   */
  readonly newestFirst: boolean;
}

/** Returns a turn's place in this process's queue, or that it has begun here; undefined for another process's turn. */
export type PlaceOf = (turnId: string) => PlaceInQueue | 'begun' | undefined;

export interface BacklogDeps {
  readonly settings: DeliverySettings;
  readonly texts: Pick<DeliveryTexts, 'more' | 'earlier'>;
  readonly placeOf: PlaceOf;
}

/** After this an intended message has been sent, or the process that intended it is gone. */
const SENDING_TAKES_AT_MOST_MS = 60_000;
/** After this no follower misses the rest of an answer; 继续 still brings it. */
const OFFERED_FOR_MS = 48 * 60 * 60 * 1000;

/** Derives from a follower's state what is owed, in numbers and as a message. */
export function takeBacklog(
  state: DeliveryState,
  scope: BacklogScope,
  { settings, texts, placeOf }: BacklogDeps,
): Backlog {
  const own = state.turns.find((turn) => turn.id === scope.upToTurnId);
  // An attempt whose own answer was given has nothing to do with later ones.
  const last = scope.upToTurnId === undefined ? Infinity : (own?.sequence ?? -Infinity);
  const within = state.turns.filter((turn) => turn.sequence <= last);
  const preferred = scope.newestFirst || own ? choosePreferred(within, scope) : undefined;
  const overtaking = preferred && hasOvertaken(preferred, within) ? preferred : undefined;
  const turns = overtaking ? [overtaking] : upToUnfinished(within);
  const isStale = (turn: OwedTurn) =>
    !scope.withStale && state.now - turn.createdAt > settings.owedIsStaleAfterMs;
  const isForgotten = (turn: OwedTurn) => state.now - turn.createdAt > OFFERED_FOR_MS;
  const owed = listOwed(turns, { isStale });
  const offersEarlier = owed.hasStale && turns.some((turn) => isStale(turn) && !isForgotten(turn));
  const form = {
    aiLabel: settings.aiLabel,
    longestClosing: longest([texts.more, texts.earlier]),
  };
  const room = roomForText({ limitBytes: settings.textLimitBytes, ...form });
  const unfinished = turns.find((turn) => !isEnded(turn.state));
  // An answer that is still to come is worth waiting for, however much older text there is.
  const isPreferred = scope.newestFirst && preferred !== undefined;
  const awaited = isPreferred && !isEnded(preferred.state) ? preferred : undefined;
  const counted = awaited ? owed.texts.filter((text) => text.turnId === awaited.id) : owed.texts;
  const bytes = sum(counted, (text) => byteLength(text.answer.slice(text.from, text.to)));

  const composeText = (offer: Offer, limitBytes: number): Message => {
    const whenAll =
      offer === 'always' && !owed.isWhole ? texts.more : offersEarlier ? texts.earlier : '';
    const closing = { whenAll, whenMore: offer === 'never' ? '' : texts.more };
    const inOrder = composeMessage(owed.texts, { limitBytes, closing, ...form });
    if (inOrder.isAll || !isPreferred) return inOrder;

    const own = owed.texts.filter((text) => text.turnId === preferred.id);
    if (own.length === 0 || own.length === owed.texts.length) return inOrder;
    const onlyMore = { whenAll: texts.more, whenMore: texts.more };
    const alone = composeMessage(own, { limitBytes, closing: onlyMore, ...form });
    return { ...alone, isAll: false };
  };

  return {
    owed,
    facts: {
      isWhole: owed.isWhole,
      sentences: sum(owed.texts, sentencesIn),
      fillsAMessage: bytes >= room,
    },
    missingBytes: Math.max(0, room - bytes),
    isBeginning: (owed.texts[0]?.cuts.length ?? 0) === 0,
    isAlone: overtaking !== undefined,
    isSending: (overtaking ? turns : within).some((turn) =>
      turn.parts.some(
        (part) =>
          part.via === 'customer-service' &&
          part.state === 'intended' &&
          state.now - part.at < SENDING_TAKES_AT_MOST_MS,
      ),
    ),
    unfinished,
    place: unfinished && findPlace(unfinished, state.now, placeOf),
    compose(offer, limitBytes = settings.textLimitBytes) {
      const message = composeText(offer, limitBytes);
      if (offersEarlier || !owed.isWhole) return message;
      return withLinks(message, { linksOf: settings.answerLinks, limitBytes, turns });
    },
  };
}

/** Adds the line of links to the last message of an answer, if there is room; no cut depends on it. */
function withLinks(
  message: Message,
  {
    linksOf,
    limitBytes,
    turns,
  }: {
    readonly linksOf: AnswerLinks;
    readonly limitBytes: number;
    readonly turns: readonly OwedTurn[];
  },
): Message {
  const last = message.slices.at(-1);
  const turn = turns.find(({ id }) => id === last?.turnId);
  if (!message.isAll || !turn || last?.to !== turn.answer.length || !isAnswer(turn)) return message;
  const links = linksOf(turn);
  const content = `${message.content}\n\n${links}`;
  return links === '' || byteLength(content) > limitBytes ? message : { ...message, content };
}

/** Tells an answer from what Kuaihui itself says. Below a model's stand its sources; below a quotation, what to ask instead. */
function isAnswer({ state, origin, noticeFrom }: OwedTurn): boolean {
  if (state !== 'complete' || origin === 'own') return false;
  return noticeFrom === undefined || (origin === 'model' && noticeFrom > 0);
}

/**
 * Tells whether a turn ended before an earlier one, as a task does. What the follower reads of it is the reply to its own
 * message, which the earlier answer does not hold up.
 */
function hasOvertaken(turn: OwedTurn, turns: readonly OwedTurn[]): boolean {
  if (!isEnded(turn.state) || findGaps(turn.parts, turn.answer.length).length === 0) return false;
  return turns.some(({ sequence, state }) => sequence < turn.sequence && !isEnded(state));
}

/** Leaves out what comes after an answer that still grows, whose next words would stand after it otherwise. */
function upToUnfinished(turns: readonly OwedTurn[]): readonly OwedTurn[] {
  const first = turns.findIndex(({ state }) => !isEnded(state));
  return first < 0 ? turns : turns.slice(0, first + 1);
}

/** Chooses the answer that the follower waits for: to this message, or the one that was given last. */
function choosePreferred(turns: readonly OwedTurn[], scope: BacklogScope): OwedTurn | undefined {
  if (scope.upToTurnId !== undefined) return turns.find((turn) => turn.id === scope.upToTurnId);
  const lastGivenAt = (turn: OwedTurn) => Math.max(0, ...turn.parts.map((part) => part.at));
  return [...turns].sort((a, b) => lastGivenAt(b) - lastGivenAt(a))[0];
}

/** Finds the place in this process's queue, or else the start that another process promised, if it is still to come. */
function findPlace(
  { id, beginsAt }: OwedTurn,
  now: number,
  placeOf: PlaceOf,
): PlaceInQueue | undefined {
  const here = placeOf(id);
  if (here !== undefined) return here === 'begun' ? undefined : here;
  return beginsAt !== undefined && beginsAt > now ? { beginsInMs: beginsAt - now } : undefined;
}

function longest(lines: readonly string[]): string {
  return lines.reduce((a, b) => (byteLength(b) > byteLength(a) ? b : a), '');
}

function sentencesIn({ answer, from, to }: OwedText): number {
  return Math.max(1, countSentences(answer.slice(from, to), 0));
}

function sum<Item>(items: readonly Item[], value: (item: Item) => number): number {
  return items.reduce((total, item) => total + value(item), 0);
}
