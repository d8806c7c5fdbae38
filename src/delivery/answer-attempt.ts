import type { Clock } from '../runtime/clock.ts';
import type { Emitter } from '../events/event-bus.ts';
import type { AttemptRecord } from '../messages/attempt-record.ts';
import { HOLD, NOTHING, replyWith, type FinalReply, type Reply } from '../messages/reply.ts';
import type { FollowerId } from '../turns/turn.ts';
import type { Changes } from '../turns/ports.ts';
import { drainPendingIo } from '../runtime/drain-pending-io.ts';
import type { AnswerPace } from './answer-pace.ts';
import type { AttemptConnection } from './attempt-connection.ts';
import type { Capability } from './capability.ts';
import type { DeliverySettings, DeliveryTexts } from './delivery-settings.ts';
import { intendReply } from './delivery-changes.ts';
import { listMilestones } from './list-milestones.ts';
import { chooseForAttempt } from './policy.ts';
import { LEAST_SAMPLES, willEndLate } from './predict-end.ts';
import type { DeliveryStore, MessageState, Slice } from './ports.ts';
import { takeBacklog, type PlaceOf } from './backlog.ts';
import { createChangeWaiter } from './change-waiter.ts';

/** An attempt whose HTTP response is still open. */
export interface OpenAttempt {
  readonly follower: FollowerId;
  readonly key: string;
  /** 1 for the first attempt of the message. */
  readonly number: number;
  /** By this process's clock. */
  readonly arrivedAt: number;
  /** When it has to be answered, if it is to be answered at all. */
  readonly answerBy: number;
  /** The turn that the message led to; absent when it asked for the rest of earlier answers. */
  readonly turnId?: string;
  /** Text was owed, or an answer was being written, before this attempt arrived. */
  readonly wasOwed: boolean;
  readonly connection: AttemptConnection;
}

/** How an attempt ends, and whether the follower then has everything. */
export interface AttemptEnd {
  readonly reply: Reply;
  readonly leaves: 'all given' | 'more';
}

export interface AnswerAttemptDeps {
  readonly deliveries: DeliveryStore;
  readonly changes: Changes;
  readonly capability: Capability;
  /** Writes what was released but not stored yet. */
  readonly flush: () => Promise<void>;
  /** The answer queue's. */
  readonly placeOf: PlaceOf;
  readonly pace: AnswerPace;
  readonly settings: DeliverySettings;
  readonly texts: DeliveryTexts;
  readonly clock: Clock;
  readonly events: Emitter;
}

/** How often the end of a growing answer is predicted. */
const PREDICT_EVERY_MS = 250;
/** A held attempt that WeChat never closes ends some time. */
const HELD_AT_MOST_MS = 30_000;
const LOOK_AGAIN_MS = 10;
/** A timer that is so late tells of a standstill, in which WeChat may have left. */
const LATE_MS = 200;

/**
 * Follows what is owed to a follower until an open attempt can be answered, or need not be. `recorded` is the attempt
 * as it was just written down, which spares a look at the store when it has a reply.
 */
export async function answerAttempt(
  attempt: OpenAttempt,
  deps: AnswerAttemptDeps,
  recorded?: AttemptRecord,
): Promise<AttemptEnd> {
  const { deliveries, capability, settings, texts, clock } = deps;
  const { follower, key, number, arrivedAt, answerBy } = attempt;
  const waiter = createChangeWaiter(deps, follower);
  const stopListening = attempt.connection.onClosed(() => waiter.end());

  /** Writes the reply down; when things changed meanwhile, waits a moment before the next look. */
  const answer = async (
    state: MessageState,
    reply: FinalReply,
    slices: readonly Slice[],
    waits?: { readonly turnId: string; readonly beginsInMs: number },
  ) => {
    if (clock.now() > answerBy + LATE_MS) await drainPendingIo();
    // The next look sees it as well, and ends the attempt.
    if (attempt.connection.isClosed()) return 'stale';
    const changes = intendReply(state, { key, reply, slices, ...(waits && { waits }) });
    const result = await deliveries.commit(follower, changes, state.version);
    if (result !== 'written') await clock.sleep(LOOK_AGAIN_MS);
    else if (slices.length > 0)
      deps.events.emit({ type: 'parts-given', via: 'passive', key, slices, ...follower });
    return result;
  };

  /** Returns how the attempt ends whatever is owed. */
  const endBy = (record: AttemptRecord): AttemptEnd | undefined => {
    if (attempt.connection.isClosed() || record.newest > number)
      return { reply: HOLD, leaves: 'more' };
    // The follower asked to be forgotten meanwhile.
    if (record.arrived === 0) return { reply: NOTHING, leaves: 'all given' };
    // An attempt that was lost on the way back gets the same reply again.
    if (record.reply !== undefined) return { reply: record.reply, leaves: 'more' };
    if (clock.now() > arrivedAt + HELD_AT_MOST_MS) return { reply: NOTHING, leaves: 'more' };
    return undefined;
  };

  /** Until a look at the store shows that this attempt gets no reply before the deadline. */
  let mayBeEarly = canPredict(attempt, deps);
  const endsLate = () => mayBeEarly && predictsLateEnd(attempt, deps);
  /** Waits for the time or for news; an answer whose end is predicted to be late is news as well. */
  const waitUntil = async (until: number, afterBytes: number) => {
    const pause = mayBeEarly ? PREDICT_EVERY_MS : Infinity;
    do {
      const at = Math.min(until, clock.now() + pause);
      if ((await waiter.wait({ at, afterBytes })) === 'news') return;
    } while (clock.now() < until && !endsLate());
  };

  try {
    const end = recorded && endBy(recorded);
    if (end) return end;
    // A turn that was just begun for this attempt has nothing to give yet.
    if (
      recorded !== undefined &&
      !attempt.wasOwed &&
      attempt.turnId !== undefined &&
      deps.placeOf(attempt.turnId) === 'begun'
    )
      await waitUntil(answerBy, settings.textLimitBytes);
    for (;;) {
      waiter.reset();
      const isLate = endsLate();
      if (isLate || clock.now() >= answerBy) await deps.flush();
      const state = await deliveries.messageState(follower, key);
      const record = state.attempts;
      const end = endBy(record);
      if (end) return end;
      const known = await capability.customerService();
      const own = state.turns.find((turn) => turn.id === attempt.turnId);
      if (own && own.askedBy !== key) {
        // A later message of the same burst asks for both.
        if ((await answer(state, NOTHING, [])) === 'written')
          return { reply: NOTHING, leaves: 'all given' };
        continue;
      }
      const customerService = known === 'yes' && state.messagesLeft === 0 ? 'no' : known;
      mayBeEarly &&= customerService === 'yes' && own?.origin === 'model';
      const backlog = takeBacklog(
        state,
        {
          withStale: attempt.turnId === undefined,
          newestFirst: customerService !== 'yes',
          ...(attempt.turnId !== undefined && { upToTurnId: attempt.turnId }),
        },
        deps,
      );
      const now = clock.now();
      const isAnother = isAnotherCertain(record, number, settings.maxAttempts);
      const toCome = isAnother ? settings.maxAttempts - number : 0;
      const { place } = backlog;
      const decision = chooseForAttempt({
        now,
        answerBy,
        lastAnswerBy: answerBy + toCome * settings.attemptMs,
        ...(place && { beginsAt: now + place.beginsInMs }),
        isAnotherCertain: isAnother,
        owed: backlog.facts,
        customerService,
        isSending: customerService === 'yes' && backlog.isSending,
        messagesLeft: state.messagesLeft,
        endsLate: isLate && mayBeEarly,
        style: settings.style,
      });

      switch (decision.via) {
        case 'wait':
          await waitUntil(decision.until, backlog.missingBytes);
          break;
        case 'hold':
          await waiter.wait({
            at: arrivedAt + HELD_AT_MOST_MS + 1,
            afterBytes: backlog.missingBytes,
          });
          break;
        case 'nothing': {
          if (!backlog.facts.isWhole) void capability.showTyping(follower.openId).catch(() => {});
          const leaves = backlog.facts.isWhole && !backlog.isSending ? 'all given' : 'more';
          if ((await answer(state, NOTHING, [])) === 'written') return { reply: NOTHING, leaves };
          break;
        }
        case 'notice': {
          const comes = customerService === 'yes' ? 'by itself' : 'when asked';
          const isPlace = decision.says === 'place' && place !== undefined;
          const notice = replyWith(isPlace ? texts.inQueue(place, comes) : texts.stillWriting);
          // The process in whose queue it stands tells the others.
          const waits =
            isPlace && place.ahead !== undefined && backlog.unfinished
              ? { turnId: backlog.unfinished.id, beginsInMs: place.beginsInMs }
              : undefined;
          if ((await answer(state, notice, [], waits)) === 'written')
            return { reply: notice, leaves: 'more' };
          break;
        }
        case 'passive': {
          const message = backlog.compose(decision.offer);
          const reply = replyWith(message.content);
          if ((await answer(state, reply, message.slices)) === 'written') {
            const { slices } = message;
            const given = { follower, slices, via: 'passive', now: state.now } as const;
            for (const milestone of listMilestones(state.turns, given)) deps.events.emit(milestone);
            const isAll = message.isAll && backlog.facts.isWhole && !backlog.isAlone;
            return { reply, leaves: isAll ? 'all given' : 'more' };
          }
          break;
        }
      }
    }
  } finally {
    waiter.end();
    stopListening();
  }
}

/** Whether enough is known about the account's answers, and the deployer wants first words before the deadline. */
function canPredict({ follower, turnId }: OpenAttempt, { settings, pace }: AnswerAttemptDeps) {
  const isKnown = pace.lengthsOf(follower.account).length >= LEAST_SAMPLES;
  return settings.style === 'adaptive' && turnId !== undefined && isKnown;
}

/** Whether the answer that the attempt waits for will probably not be whole by the deadline. */
function predictsLateEnd(attempt: OpenAttempt, { pace, clock }: AnswerAttemptDeps): boolean {
  const growth = pace.growthOf(attempt.turnId ?? '');
  if (!growth) return false;
  const lengths = pace.lengthsOf(attempt.follower.account);
  return willEndLate({ now: clock.now(), answerBy: attempt.answerBy, lengths, ...growth });
}

/**
 * Is it certain that WeChat pushes again when this attempt gets no answer? The first attempt is always followed by
 * another. A later one counts only when all before it came here and the last of them was open until WeChat closed
 * it: otherwise something on the way cuts or loses attempts, and this one may be the last.
 */
export function isAnotherCertain(record: AttemptRecord, number: number, most: number): boolean {
  if (number >= most) return false;
  return number === 1 || (record.arrived >= number && record.heldToItsEnd >= number - 1);
}
