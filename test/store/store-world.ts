import type { ArrivalSettings } from '../../src/inbox/arrival-settings.ts';
import type { Accepted, Arrival, MessageGrant, Plan } from '../../src/inbox/ports.ts';
import { commitChanges } from '../../src/delivery/commit-changes.ts';
import {
  dropTurns,
  intendMessage,
  intendReply,
  noteReplyLost,
  settleMessage,
  type MessageOutcome,
} from '../../src/delivery/delivery-changes.ts';
import type {
  CourierLease,
  DeliveryChanges,
  DeliveryState,
  Slice,
  TurnPart,
} from '../../src/delivery/ports.ts';
import type { CollectionDefinition } from '../../src/runtime/collection.ts';
import { COLLECTIONS } from '../../src/server/to-store-settings.ts';
import type { Store } from '../../src/store/store.ts';
import { NOTHING, replyWith } from '../../src/messages/reply.ts';
import type { ClaimedTurn, FollowerId } from '../../src/turns/turn.ts';
import type { StepClock } from '../support/step-clock.ts';

/** One process over the data. */
export interface StoreProcess extends Store {
  /** What is set for the accounts of the test. */
  readonly arrivalSettings: ArrivalSettings;
  /** It hangs, as a paused machine does: no more heartbeats and no due items handled. */
  freeze(): void;
}

/** Data that several processes share, gone when the test is over. */
export interface StoreWorld {
  readonly clock: StepClock;
  open(role?: 'server' | 'command'): Promise<StoreProcess>;
}

export interface WorldSettings extends ArrivalSettings {
  readonly role: 'server' | 'command';
  readonly collections: readonly CollectionDefinition[];
  readonly retentionMs: number;
  readonly tracesKeptMs: number;
}

/** How a driver is put under a contract. */
export type CreateWorld = (settings?: Partial<WorldSettings>) => StoreWorld;

export const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;

export const defaultSettings: WorldSettings = {
  role: 'server',
  collections: COLLECTIONS,
  conversationLifetimeMs: 12 * HOUR_MS,
  burstWindowMs: 0,
  quietAfterAttemptMs: 5500,
  retentionMs: 30 * DAY_MS,
  tracesKeptMs: 7 * DAY_MS,
  pushMemoryMs: 20 * MINUTE_MS,
};

/** After this time without a heartbeat a process is taken for dead. */
export const LEASE_ENDS_MS = 4100;

export const follower: FollowerId = { account: 'default', openId: 'oFollower' };
export const otherFollower: FollowerId = { account: 'default', openId: 'oOther' };

export const afterQuestion: MessageGrant = { messages: 5, lifetimeMs: 48 * HOUR_MS };
export const afterTap: MessageGrant = { messages: 3, lifetimeMs: MINUTE_MS };

export function arrival(key: string, over: Partial<Arrival> = {}): Arrival {
  return {
    follower,
    key,
    timestamp: 1_700_000_000,
    nonce: `nonce of ${key}`,
    signature: `signature of ${key}`,
    attemptByTime: 1,
    ...over,
  };
}

export const asks =
  (
    question: string,
    over: Partial<Plan & { readonly joins: boolean; readonly isAgain: true }> = {},
  ) =>
  (): Plan => ({ grant: afterQuestion, ...over, is: 'question', question });

export const wants =
  (name: string, argument = '') =>
  (): Plan => ({
    is: 'task',
    task: { name, argument },
    question: `${name} ${argument}`.trim(),
    grant: afterTap,
  });

export const replies =
  (text: string, over: Partial<Plan> = {}) =>
  (): Plan => ({ ...over, is: 'reply', reply: replyWith(text) });

export const saysNothing =
  (over: Partial<Plan> = {}) =>
  (): Plan => ({ ...over, is: 'reply', reply: NOTHING });

export const continues = (): Plan => ({ is: 'continue', grant: afterTap });

/** For a message that was seen before: it is not to be thought about again. */
export const mustNotPlan = (): Plan => {
  throw new Error('A repeat was planned again');
};

/** What was recorded of a message that is no replay. */
export async function accept(
  store: Store & { readonly arrivalSettings?: ArrivalSettings },
  key: string,
  plan: Parameters<Store['inbox']['accept']>[1],
  over: Partial<Arrival> = {},
): Promise<Exclude<Accepted, { is: 'replayed' }>> {
  const settings = store.arrivalSettings ?? defaultSettings;
  const accepted = await store.inbox.accept(arrival(key, over), plan, settings);
  if (accepted.is === 'replayed') throw new Error('Taken for a replay');
  return accepted;
}

/** Asks, and owns the turn that comes of it. */
export async function ask(
  store: Store,
  key: string,
  question = `question ${key}`,
  over: Partial<Arrival> = {},
): Promise<ClaimedTurn> {
  const { claimed } = await accept(store, key, asks(question), over);
  if (!claimed) throw new Error('The turn was not claimed');
  return claimed;
}

/** Asks, and writes the whole answer in one step. */
export async function askAndAnswer(
  store: Store,
  key: string,
  answer: string,
  over: Partial<Arrival> = {},
): Promise<ClaimedTurn> {
  const turn = await ask(store, key, `question ${key}`, over);
  await store.turns.finish(turn, { state: 'complete', rest: answer }, 'model');
  return turn;
}

export function slice(turn: { readonly id: string }, from: number, to: number): Slice {
  return { turnId: turn.id, from, to };
}

/** Answers the message with stretches of answers. */
export async function give(
  store: Store,
  key: string,
  slices: readonly Slice[],
  over: { reply?: string; follower?: FollowerId } = {},
): Promise<'written' | 'nothing' | 'replaced'> {
  const reply = replyWith(over.reply ?? 'the reply');
  return commit(store, (state) => intendReply(state, { key, reply, slices }), over.follower);
}

/** Notes that the reply to the message never reached WeChat. */
export async function loseReply(store: Store, key: string): Promise<unknown> {
  return commitChanges(
    store.deliveries,
    follower,
    () => store.deliveries.messageState(follower, key),
    (state) => noteReplyLost(state, key),
  );
}

/** Writes down a customer-service message. */
export const intend = (store: Store, lease: CourierLease, slices: readonly Slice[]) =>
  commit(store, (state) => intendMessage(state, lease, slices));

/** Returns the parts that carry these stretches. */
const findParts = ({ turns }: DeliveryState, slices: readonly Slice[]): TurnPart[] =>
  turns.flatMap(({ id, parts }) =>
    parts
      .filter(({ from, to }) =>
        slices.some((one) => one.turnId === id && one.from === from && one.to === to),
      )
      .map((part) => ({ ...part, turnId: id })),
  );

/** Records what became of a customer-service message. */
export const settleWith = (
  store: Store,
  lease: CourierLease,
  slices: readonly Slice[],
  outcome: MessageOutcome,
) => commit(store, (state) => settleMessage(state, lease, findParts(state, slices), outcome));

export const drop = (store: Store, turnIds: readonly string[]) =>
  commit(store, (state) => dropTurns(state, turnIds));

function commit(
  { deliveries }: Store,
  decide: (state: DeliveryState) => DeliveryChanges | undefined,
  who = follower,
) {
  return commitChanges(deliveries, who, () => deliveries.state(who), decide);
}
