import { MESSAGES_PER_QUESTION } from '../messages/wechat-limits.ts';
import type { FinalReply } from '../messages/reply.ts';
import { isGiven, isInDoubt } from './is-given.ts';
import type {
  CourierLease,
  DeliveryChanges,
  DeliveryState,
  MessageState,
  OwedTurn,
  Part,
  Slice,
  TurnPart,
  Via,
} from './ports.ts';

/** By then the courier, or the attempt that the rest is for, should have finished. */
const CHECK_AFTER_MS = 8000;

/** Writes down what an attempt is answered with, before it is answered. */
export function intendReply(
  state: DeliveryState,
  {
    key,
    reply,
    slices,
    waits,
  }: {
    readonly key: string;
    readonly reply: FinalReply;
    readonly slices: readonly Slice[];
    /** The turn whose place in the queue the reply tells, for the other processes. */
    readonly waits?: { readonly turnId: string; readonly beginsInMs: number };
  },
): DeliveryChanges {
  const parts = intendParts(state, slices, { via: 'passive', key });
  const given = listGiven(state.turns, parts);
  const touched = new Set(slices.map(({ turnId }) => turnId));
  const leaves = slices.length > 0 ? touched.size > given.length : state.turns.length > 0;
  return {
    parts,
    reply: { key, reply },
    givenTurns: [...state.givenTurns, ...given],
    ...(waits && { begins: { turnId: waits.turnId, at: state.now + waits.beginsInMs } }),
    ...(leaves && slices.length > 0 && { lastGivenAt: state.now }),
    ...(leaves && { checkInMs: CHECK_AFTER_MS }),
  };
}

/** Notes that the reply to a message never reached WeChat, so that its text is owed again; nothing if it carries none. */
export function noteReplyLost(state: MessageState, key: string): DeliveryChanges | undefined {
  const parts = state.repliedTurns.flatMap((turn) =>
    turn.parts
      .filter((part) => part.via === 'passive' && part.state === 'intended' && part.key === key)
      .map((part): TurnPart => ({ ...part, turnId: turn.id, state: 'lost' })),
  );
  if (parts.length === 0) return undefined;
  const turns = state.repliedTurns.filter(({ isDropped }) => !isDropped);
  const stillGiven = new Set(listGiven(turns, parts));
  const lost = new Set(parts.map(({ turnId }) => turnId));
  return {
    parts,
    // A repeat that comes after all must not give what goes another way by then.
    reply: { key, reply: 'withdrawn' },
    givenTurns: state.givenTurns.filter((turnId) => !lost.has(turnId)),
    owedTurns: turns.map(({ id }) => id).filter((id) => lost.has(id) && !stillGiven.has(id)),
    checkInMs: 0,
  };
}

/** Writes down a customer-service message, before it is sent, and takes it from the quota. */
export function intendMessage(
  state: DeliveryState,
  lease: CourierLease,
  slices: readonly Slice[],
): DeliveryChanges {
  return {
    lease,
    parts: intendParts(state, slices, { via: 'customer-service' }),
    messagesLeft: Math.max(0, state.messagesLeft - 1),
    lastGivenAt: state.now,
    givenTurns: state.givenTurns,
    checkInMs: CHECK_AFTER_MS,
  };
}

/** What became of a customer-service message. */
export interface MessageOutcome {
  readonly state: 'sent' | 'failed';
  readonly errcode?: number;
  /** `spent` when WeChat takes no more, `not used` when WeChat certainly did not send the message. */
  readonly quota?: 'spent' | 'not used';
}

/** Records what became of a message that was intended as these parts; nothing when that is recorded already. */
export function settleMessage(
  state: DeliveryState,
  lease: CourierLease,
  message: readonly TurnPart[],
  { state: result, errcode, quota }: MessageOutcome,
): DeliveryChanges | undefined {
  const isUnsettled = ({ turnId, number }: TurnPart) => {
    const turn = state.turns.find(({ id }) => id === turnId);
    // The follower may have stopped the answer meanwhile: what failed is not received, and costs no message.
    if (!turn) return result === 'failed';
    return turn.parts.some((part) => part.number === number && isInDoubt(part));
  };
  const parts = message.filter(isUnsettled).map((part): TurnPart => ({
    ...part,
    state: result,
    ...(errcode !== undefined && { errcode }),
  }));
  if (parts.length === 0) return undefined;
  return {
    lease,
    parts,
    givenTurns: [...state.givenTurns, ...listGiven(state.turns, parts)],
    ...(quota === 'spent' && { messagesLeft: 0 }),
    ...(quota === 'not used' && {
      messagesLeft: Math.min(state.messagesLeft + 1, MESSAGES_PER_QUESTION),
    }),
  };
}

/** Ends the delivery of those of these turns that are owed. */
export function dropTurns(
  state: DeliveryState,
  turnIds: readonly string[],
): DeliveryChanges | undefined {
  const droppedTurns = state.turns.map(({ id }) => id).filter((id) => turnIds.includes(id));
  return droppedTurns.length === 0 ? undefined : { droppedTurns, givenTurns: state.givenTurns };
}

/** Notes the turns that ended when all of them was given. */
export function noteGiven({ givenTurns }: DeliveryState): DeliveryChanges | undefined {
  return givenTurns.length === 0 ? undefined : { givenTurns };
}

function intendParts(
  { now, turns }: DeliveryState,
  slices: readonly Slice[],
  how: { readonly via: Via; readonly key?: string },
): TurnPart[] {
  const parts: TurnPart[] = [];
  for (const slice of slices) {
    const before = [
      ...partsOf(turns, slice.turnId),
      ...parts.filter(({ turnId }) => turnId === slice.turnId),
    ];
    const number = (before.at(-1)?.number ?? 0) + 1;
    parts.push({ ...slice, ...how, number, state: 'intended', at: now });
  }
  return parts;
}

/** Lists the turns of which, with these parts, all is given. */
function listGiven(turns: readonly OwedTurn[], changed: readonly TurnPart[]): string[] {
  return turns
    .filter(({ id, state, answer, parts: known }) => {
      const own = changed.filter(({ turnId }) => turnId === id);
      const others = known.filter((part) => !own.some(({ number }) => number === part.number));
      return (
        own.length > 0 && isGiven({ state, length: answer.length, parts: [...others, ...own] })
      );
    })
    .map(({ id }) => id);
}

function partsOf(turns: readonly OwedTurn[], turnId: string): readonly Part[] {
  return turns.find(({ id }) => id === turnId)?.parts ?? [];
}
