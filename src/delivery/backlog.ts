import { countSentences } from '../rendering/sentence-end.ts';
import { byteLength } from '../rendering/split-text.ts';
import { composeMessage, roomForText, type Message } from './compose-message.ts';
import type { DeliverySettings, DeliveryTexts } from './delivery-settings.ts';
import { isEnded, type PlaceInQueue } from '../turns/turn.ts';
import { listOwed, type Owed, type OwedText } from './owed-text.ts';
import type { OwedFacts } from './policy.ts';
import type { DeliveryState, OwedTurn } from './ports.ts';

type Offer = 'never' | 'when more' | 'always';

/** What is owed to one follower, seen from one attempt or from the courier. */
export interface Backlog {
  readonly owed: Owed;
  readonly facts: OwedFacts;
  /** Bytes of text that are still missing until a message is full. */
  readonly missingBytes: number;
  readonly isBeginning: boolean;
  readonly isSending: boolean;
  /** The oldest turn that has not ended. */
  readonly unfinished: OwedTurn | undefined;
  /** Where that stands, and with it all later ones; absent when it is being written. */
  readonly place: PlaceInQueue | undefined;
  compose(offer: Offer, limitBytes?: number): Message;
}

/** What the asking attempt narrows down. */
export interface BacklogScope {
  /** Only this message's turn and earlier ones; every turn when absent. */
  readonly upToTurnId?: string;
  /** The follower asked for the rest, however old it is. */
  readonly withStale: boolean;
  /**
   * Without customer-service messages there is one reply for each message of the follower: when not all fits, the
   * answer to that message goes before older text, and 继续 goes on with what was given last.
   */
  readonly newestFirst: boolean;
}

/** Where a turn stands in this process's queue, or that it is being written here; absent when it is another process's. */
export type PlaceOf = (turnId: string) => PlaceInQueue | 'begun' | undefined;

export interface BacklogDeps {
  readonly settings: DeliverySettings;
  readonly texts: Pick<DeliveryTexts, 'more' | 'earlier'>;
  readonly placeOf: PlaceOf;
}

/** A message that a process intended longer ago has been sent, or that process is gone. */
const SENDING_TAKES_AT_MOST_MS = 60_000;
/** After this nobody misses the rest of an answer; 继续 still brings it. */
const OFFERED_FOR_MS = 48 * 60 * 60 * 1000;

/** Looks at everything that is owed to a follower. */
export function takeBacklog(
  state: DeliveryState,
  scope: BacklogScope,
  { settings, texts, placeOf }: BacklogDeps,
): Backlog {
  const own = state.turns.find((turn) => turn.id === scope.upToTurnId);
  // An attempt whose own answer was given has nothing to do with later ones.
  const last = scope.upToTurnId === undefined ? Infinity : (own?.sequence ?? -Infinity);
  const turns = state.turns.filter((turn) => turn.sequence <= last);
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
  const preferred = scope.newestFirst ? choosePreferred(turns, scope) : undefined;
  // An answer that is still to come is worth waiting for, however much older text there is.
  const awaited = preferred && !isEnded(preferred.state) ? preferred : undefined;
  const counted = awaited ? owed.texts.filter((text) => text.turnId === awaited.id) : owed.texts;
  const bytes = sum(counted, (text) => byteLength(text.answer.slice(text.from, text.to)));

  return {
    owed,
    facts: {
      isWhole: owed.isWhole,
      sentences: sum(owed.texts, sentencesIn),
      fillsAMessage: bytes >= room,
    },
    missingBytes: Math.max(0, room - bytes),
    isBeginning: (owed.texts[0]?.cuts.length ?? 0) === 0,
    isSending: turns.some((turn) =>
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
      const whenAll =
        offer === 'always' && !owed.isWhole ? texts.more : offersEarlier ? texts.earlier : '';
      const closing = { whenAll, whenMore: offer === 'never' ? '' : texts.more };
      const inOrder = composeMessage(owed.texts, { limitBytes, closing, ...form });
      if (inOrder.isAll || !preferred) return inOrder;

      const own = owed.texts.filter((text) => text.turnId === preferred.id);
      if (own.length === 0 || own.length === owed.texts.length) return inOrder;
      const onlyMore = { whenAll: texts.more, whenMore: texts.more };
      const alone = composeMessage(own, { limitBytes, closing: onlyMore, ...form });
      return { ...alone, isAll: false };
    },
  };
}

/** The answer that the follower waits for: to this message, or the one that was being read. */
function choosePreferred(turns: readonly OwedTurn[], scope: BacklogScope): OwedTurn | undefined {
  if (scope.upToTurnId !== undefined) return turns.find((turn) => turn.id === scope.upToTurnId);
  const lastGivenAt = (turn: OwedTurn) => Math.max(0, ...turn.parts.map((part) => part.at));
  return [...turns].sort((a, b) => lastGivenAt(b) - lastGivenAt(a))[0];
}

/** In this process's queue; else what another process told the follower, as long as that is to come. */
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
