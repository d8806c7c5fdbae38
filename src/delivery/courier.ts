import type { Logger } from 'pino';
import type { Background } from '../runtime/background.ts';
import type { Clock } from '../runtime/clock.ts';
import type { KeyLock } from '../runtime/key-lock.ts';
import type { Emitter } from '../events/event-bus.ts';
import type { Changes, DueItemResult } from '../turns/ports.ts';
import type { FollowerId } from '../turns/turn.ts';
import { MESSAGE_SPACING_MS } from '../messages/wechat-limits.ts';
import { takeBacklog, type PlaceOf } from './backlog.ts';
import { OPERATOR_PAUSE_MS, type Capability } from './capability.ts';
import { createChangeWaiter } from './change-waiter.ts';
import { commitChanges } from './commit-changes.ts';
import type { CustomerServiceClient } from './customer-service.ts';
import type { Message } from './compose-message.ts';
import { dropTurns, intendMessage, noteGiven, settleMessage } from './delivery-changes.ts';
import type { DeliverySettings, DeliveryTexts } from './delivery-settings.ts';
import { listMilestones } from './list-milestones.ts';
import { listPartsInDoubt } from './list-parts-in-doubt.ts';
import { logOutcome } from './log-outcome.ts';
import { chooseMessage } from './policy.ts';
import type {
  CourierLease,
  DeliveryChanges,
  DeliveryState,
  DeliveryStore,
  Slice,
  TurnPart,
} from './ports.ts';
import { quotaAfter } from './quota-after.ts';
import { sendMessage } from './send-message.ts';

export interface CourierDeps {
  readonly deliveries: DeliveryStore;
  readonly changes: Changes;
  readonly capability: Capability;
  readonly client: CustomerServiceClient | undefined;
  readonly flush: () => Promise<void>;
  /** The answer queue's; the engine calls `deliver` when it begins a turn that waited. */
  readonly placeOf: PlaceOf;
  readonly settings: DeliverySettings;
  readonly texts: DeliveryTexts;
  /** That of all couriers of the process: a message that another has in flight is not in doubt. */
  readonly lock: KeyLock;
  readonly background: Background;
  readonly clock: Clock;
  readonly random: () => number;
  readonly log: Logger;
  readonly events: Emitter;
}

/** Sends what is owed by customer-service messages, part by part, one follower at a time. */
export interface Courier {
  /** Begins to deliver to a follower, unless this or another process does so already. */
  deliver(follower: FollowerId): void;
  /** Begins to deliver to a follower whose courier may have died, if something can be sent. */
  takeOver(follower: FollowerId): Promise<DueItemResult>;
  /** Ends after the messages that are being sent, and returns the followers that another courier has to go on with. */
  drain(): readonly FollowerId[];
  /** Does the same for a process that ends: a store that is away is not waited for. */
  stop(): void;
}

/** A delivery to one follower that is under way. */
interface Run {
  readonly follower: FollowerId;
  wake: () => void;
  isRequestedAgain: boolean;
}

const LOOK_AGAIN_AFTER_MS = 10_000;
/** A long wait ends some time, in case a change was missed. */
const LONGEST_WAIT_MS = 10_000;
const LEAST_LIMIT_BYTES = 300;
const STORE_RETRY_MS = 500;
const MOST_STORE_TRIES = 60;

export function createCourier(deps: CourierDeps): Courier {
  const { deliveries, capability, client, settings, clock, log } = deps;
  const delivering = new Map<string, Run>();
  let isEnding = false;
  let isStopped = false;

  /** Counts a turn that waits in the queue as ended: only what is written already can be sent now. */
  const takeSendableBacklog = (state: DeliveryState) => {
    const backlog = takeBacklog(state, { withStale: false, newestFirst: false }, deps);
    const isWhole = backlog.facts.isWhole || backlog.place !== undefined;
    return { ...backlog, facts: { ...backlog.facts, isWhole } };
  };

  const commit = (
    follower: FollowerId,
    decide: (state: DeliveryState) => DeliveryChanges | undefined,
  ) => commitChanges(deliveries, follower, () => deliveries.state(follower), decide);

  /** Decides once and acts on it; `done` when nothing is left to do until something new happens. */
  const deliverOne = async (lease: CourierLease, limitBytes: number) => {
    const waiter = createChangeWaiter(deps, lease.follower);
    const run = delivering.get(keyOf(lease.follower));
    if (run) run.wake = () => waiter.end();
    try {
      await deps.flush();
      const state = await deliveries.state(lease.follower);
      if (isEnding || (await capability.customerService()) !== 'yes') return 'done';
      const backlog = takeSendableBacklog(state);
      const decision = chooseMessage({
        now: state.now,
        quietUntil: state.quietUntil,
        owed: backlog.facts,
        messagesLeft: state.messagesLeft,
        lastGivenAt: state.lastGivenAt,
        isBeginning: backlog.isBeginning,
        style: settings.style,
      });
      if (decision.via === 'nothing') {
        const given = noteGiven(state);
        if (given) await deliveries.commit(lease.follower, given, state.version);
        return 'done';
      }
      if (decision.via === 'wait') {
        const until = decision.until === 'change' ? Infinity : decision.until;
        await waiter.wait({
          at: clock.now() + Math.min(until - state.now, LONGEST_WAIT_MS),
          afterBytes: decision.wakeOn === 'any' ? 0 : backlog.missingBytes,
        });
        return 'again';
      }
      const message = backlog.compose(decision.offer, limitBytes);
      const intent = intendMessage(state, lease, message.slices);
      const written = await deliveries.commit(lease.follower, intent, state.version);
      if (written !== 'written') return written === 'replaced' ? 'done' : 'again';
      const isAi = message.slices.some((slice) => isByModel(state.turns, slice));
      return await send(lease, state, message, {
        parts: intent.parts ?? [],
        isAi,
        isShortest: limitBytes <= LEAST_LIMIT_BYTES,
      });
    } finally {
      waiter.end();
    }
  };

  const send = async (
    lease: CourierLease,
    state: DeliveryState,
    { slices, content }: Message,
    {
      parts,
      isAi,
      isShortest,
    }: {
      readonly parts: readonly TurnPart[];
      readonly isAi: boolean;
      readonly isShortest: boolean;
    },
  ): Promise<'again' | 'done' | 'too long'> => {
    if (!client) return 'done';
    const { openId } = lease.follower;
    const startedAt = clock.now();
    const outcome = await sendMessage(() => client.sendText(openId, content, { isAi }), deps);
    logOutcome(log, outcome);
    const errcode = outcome.is === 'refused' ? outcome.errcode : undefined;
    const quota = quotaAfter(outcome);
    const result = {
      state: outcome.is === 'sent' ? 'sent' : 'failed',
      ...(errcode !== undefined && { errcode }),
      ...(quota && { quota }),
    } as const;
    await untilStored(() =>
      commit(lease.follower, (latest) => settleMessage(latest, lease, parts, result)),
    );
    const about = { slices, ...lease.follower };
    if (slices.length > 0)
      deps.events.emit(
        outcome.is === 'sent'
          ? { type: 'parts-given', via: 'customer-service', ...about }
          : { type: 'parts-lost', ...about },
      );
    if (outcome.is === 'sent') {
      const now = state.now + clock.now() - startedAt;
      const { follower } = lease;
      const given = { follower, slices, via: 'customer-service', now } as const;
      for (const milestone of listMilestones(state.turns, given)) deps.events.emit(milestone);
      await capability.note('yes');
      await clock.sleep(MESSAGE_SPACING_MS);
      return 'again';
    }
    if (outcome.is === 'unreachable') return 'done';
    // A text that is refused at any length can never be sent.
    switch (outcome.means === 'shorten' && isShortest ? 'drop' : outcome.means) {
      case 'shorten':
        return 'too long';
      case 'drop':
        await commit(lease.follower, (latest) =>
          dropTurns(
            latest,
            slices.map(({ turnId }) => turnId),
          ),
        );
        return 'again';
      case 'not permitted':
      case 'operator':
        await capability.note('no', outcome.means === 'operator' ? OPERATOR_PAUSE_MS : undefined);
        return 'done';
      case 'wait for the follower':
      case 'try later':
        return 'done';
    }
  };

  /** Retries while the store is away, so that a message that went out is not taken for one in doubt. */
  const untilStored = async (write: () => Promise<unknown>) => {
    for (let tries = 1; ; tries += 1) {
      try {
        await write();
        return;
      } catch (error) {
        if (isStopped || tries >= MOST_STORE_TRIES) throw error;
        await clock.sleep(STORE_RETRY_MS);
      }
    }
  };

  const drain = () => {
    isEnding = true;
    for (const run of delivering.values()) run.wake();
    return [...delivering.values()].map(({ follower }) => follower);
  };

  const deliverAll = async (follower: FollowerId) => {
    if (isEnding) return;
    const inDoubt = listPartsInDoubt(await deliveries.state(follower));
    if ((await capability.customerService()) !== 'yes' && inDoubt.length === 0) return;
    const lease = await deliveries.claimCourier(follower);
    if (!lease) return;
    try {
      // The process that sent these is gone, and they may not have gone out: they are sent again.
      const left = listPartsInDoubt(await deliveries.state(follower));
      if (left.length > 0) {
        deps.events.emit({ type: 'courier-taken-over', ...follower });
        await commit(follower, (latest) => settleMessage(latest, lease, left, { state: 'failed' }));
        deps.events.emit({ type: 'parts-lost', slices: left.map(toSlice), ...follower });
      }
      let limitBytes = settings.textLimitBytes;
      while (!isEnding) {
        const result = await deliverOne(lease, limitBytes);
        if (result === 'done') break;
        if (result === 'too long') limitBytes = Math.max(LEAST_LIMIT_BYTES, limitBytes / 2);
      }
    } finally {
      await deliveries.releaseCourier(lease);
    }
  };

  const begin = (follower: FollowerId) => {
    const key = keyOf(follower);
    if (isEnding) return;
    const known = delivering.get(key);
    if (known) {
      known.isRequestedAgain = true;
      return;
    }
    const run: Run = { follower, wake: () => {}, isRequestedAgain: true };
    delivering.set(key, run);
    deps.background.run('deliver', async () => {
      try {
        while (run.isRequestedAgain && !isEnding) {
          run.isRequestedAgain = false;
          await deps.lock.run(key, () => deliverAll(follower));
        }
      } finally {
        delivering.delete(key);
      }
    });
  };

  return {
    deliver(follower) {
      if (client) begin(follower);
    },
    async takeOver(follower) {
      await commit(follower, noteGiven);
      const state = await deliveries.state(follower);
      const known = await capability.customerService();
      const { facts } = takeSendableBacklog(state);
      const isNothingOwed = facts.isWhole && facts.sentences === 0;
      const cannotSend = known === 'no' || state.messagesLeft === 0;
      if (listPartsInDoubt(state).length === 0 && (isNothingOwed || cannotSend)) return 'done';
      // Without a client too: a message in doubt, of the time when there was one, is owed again.
      begin(follower);
      return { againInMs: LOOK_AGAIN_AFTER_MS };
    },
    drain,
    stop() {
      isStopped = true;
      drain();
    },
  };
}

function isByModel(
  turns: readonly { id: string; origin: string; noticeFrom?: number }[],
  slice: Slice,
): boolean {
  const turn = turns.find(({ id }) => id === slice.turnId);
  return turn?.origin === 'model' && slice.from < (turn.noticeFrom ?? Infinity);
}

function toSlice({ turnId, from, to }: TurnPart): Slice {
  return { turnId, from, to };
}

function keyOf({ account, openId }: FollowerId): string {
  return `${account}\n${openId}`;
}
