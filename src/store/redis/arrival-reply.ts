import type {
  ArrivalFacts,
  FollowerRecord,
  LastQuestion,
  MessageRecord,
  NewestTurn,
} from '../../inbox/arrival-facts.ts';
import type { CardFacts } from '../../inbox/follower-card.ts';
import type { Arrival } from '../../inbox/ports.ts';
import type { StoredKind } from '../../inbox/stored-kind.ts';
import type { UsageRecord } from '../../inbox/usage.ts';
import { isGiven } from '../../delivery/is-given.ts';
import { replyWith } from '../../messages/reply.ts';
import type { TurnState } from '../../turns/turn.ts';
import { toFollower } from './keys.ts';
import { toParts } from './stored-part.ts';

type Fields = readonly (string | null)[];

/** What `read-arrival` returns; the last five only for a message that was not seen before. */
export type ArrivalReply = readonly [
  now: number,
  signatureOf: string | null,
  message: Fields,
  follower: Fields,
  turnStartsAt: string | null,
  newestTurn?: readonly [id: string, fields: Fields, owed: readonly Fields[]] | null,
  usage?: Fields,
  lastQuestion?: readonly [id: string, question: string, state: string] | null,
  remembered?: string | null,
  card?: readonly [key: string, version: string, expiresInMs: number | '', value: string] | null,
];

/** What was read, and what only this driver needs of it. */
export interface ArrivalRead {
  readonly facts: ArrivalFacts;
  /** Present when an earlier try of this very call had recorded the attempt, and only the answer was lost. */
  readonly written?: { readonly message: MessageRecord; readonly startsInMs: number };
  /** The keys of the messages that led to the newest turn. */
  readonly newestKeys: readonly string[];
}

/** Stands for the message of a signature that came without one. */
export const NO_MESSAGE = 'no message';

export function toArrivalRead(reply: ArrivalReply, arrival: Arrival, id: string): ArrivalRead {
  const [
    now,
    signature,
    messageFields,
    followerFields,
    turnStartsAt,
    newest,
    usageFields,
    last,
    wish,
    card,
  ] = reply;
  const signatureOf = signature === null ? undefined : toSignatureOf(signature);
  const message = toMessage(messageFields);
  const follower = toFollowerRecord(followerFields);
  const newestKeys = newest ? (JSON.parse(newest[1][5] ?? '[]') as string[]) : [];
  const usage = usageFields && toUsage(usageFields);
  return {
    facts: {
      arrival,
      id,
      now,
      ...(signatureOf && { signatureOf }),
      ...(message && { message }),
      ...(follower && { follower }),
      ...(newest && { newestTurn: toNewestTurn(newest, newestKeys.length) }),
      ...(last && { lastQuestion: toLastQuestion(last) }),
      ...(typeof wish === 'string' && { remembered: wish }),
      ...(usage && { usage }),
      ...(card && { card: JSON.parse(card[3]) as CardFacts }),
    },
    ...(message &&
      messageFields[6] === id && {
        written: { message, startsInMs: Math.max(0, Number(turnStartsAt) - now) },
      }),
    newestKeys,
  };
}

function toSignatureOf(value: string): ArrivalFacts['signatureOf'] {
  if (value === NO_MESSAGE) return { openId: '', key: '' };
  const end = value.indexOf(' ');
  return { openId: toFollower(value.slice(0, end)).openId, key: value.slice(end + 1) };
}

function toMessage([kind, turn, newest, arrived, held, reply]: Fields): MessageRecord | undefined {
  if (!kind) return undefined;
  return {
    kind: kind as StoredKind,
    ...(turn && { turnId: turn }),
    attempts: {
      newest: Number(newest),
      arrived: Number(arrived),
      heldToItsEnd: Number(held),
      ...(typeof reply === 'string' && { reply: replyWith(reply) }),
    },
  };
}

function toFollowerRecord(fields: Fields): FollowerRecord | undefined {
  if (fields.every((field) => field === null)) return undefined;
  const [version, conversation, usedAt, sequence, quietUntil, left, until] = fields;
  return {
    version: Number(version),
    ...(conversation && { conversationId: conversation }),
    conversationUsedAt: Number(usedAt),
    lastSequence: Number(sequence),
    quietUntil: Number(quietUntil),
    messagesLeft: Number(left),
    messagesUntil: Number(until),
  };
}

function toNewestTurn(
  [id, fields, owed]: NonNullable<ArrivalReply[5]>,
  messages: number,
): NewestTurn {
  const [sequence, state, question, startsAt, length, , task] = fields;
  return {
    id,
    sequence: Number(sequence),
    state: state as TurnState,
    question: question ?? '',
    startsAt: Number(length) > 0 ? 0 : Number(startsAt),
    messages,
    isAnyOwed: owed.some((turn) => !isAllGiven(turn)),
    ...(task && { isTask: true }),
  };
}

function toLastQuestion([id, question, state]: NonNullable<ArrivalReply[7]>): LastQuestion {
  return { id, question, state: state as TurnState };
}

function isAllGiven([state, length, parts]: Fields): boolean {
  return isGiven({ state: state as TurnState, length: Number(length), parts: toParts(parts) });
}

/** Reads what limits counted of a follower. */
export function toUsage([day, questions, tokens, minuteFrom, minuteQuestions]: Fields):
  UsageRecord | undefined {
  if (!day) return undefined;
  return {
    day,
    questions: Number(questions),
    tokens: Number(tokens),
    minuteFrom: Number(minuteFrom),
    minuteQuestions: Number(minuteQuestions),
  };
}
