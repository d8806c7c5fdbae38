import type { Logger } from 'pino';
import type { Background } from '../runtime/background.ts';
import type { Clock } from '../runtime/clock.ts';
import type { Inbox, Plan } from '../inbox/ports.ts';
import { routeMessage, type RoutingSettings } from '../inbox/route-message.ts';
import {
  answerAttempt,
  type AttemptEnd,
  type AnswerAttemptDeps,
} from '../delivery/answer-attempt.ts';
import type { AttemptConnection } from '../delivery/attempt-connection.ts';
import type { PlaceOf } from '../delivery/backlog.ts';
import type { Capability } from '../delivery/capability.ts';
import type { Courier } from '../delivery/courier.ts';
import type { DeliverySettings, DeliveryTexts } from '../delivery/delivery-settings.ts';
import { createAttemptTimeout } from '../delivery/attempt-timeout.ts';
import type { DeliveryStore } from '../delivery/ports.ts';
import { messageKey } from '../messages/inbound-message.ts';
import type { Emitter } from '../events/event-bus.ts';
import { createExpiringSet } from '../runtime/expiring-set.ts';
import { drainPendingIo } from '../runtime/drain-pending-io.ts';
import { StoreUnavailableError } from '../runtime/store-unavailable-error.ts';
import type { Engine } from '../turns/engine.ts';
import type { Changes, TurnStore, DueItem, DueItemResult } from '../turns/ports.ts';
import { createTakeOver } from '../turns/take-over.ts';
import type { FollowerId } from '../turns/turn.ts';
import type { Codec, Handshake, Push } from '../wechat/push/codec.ts';
import { RefusedPushError } from '../wechat/errors.ts';
import { ATTEMPT_SPACING_MS } from '../messages/wechat-limits.ts';

/** Everything that belongs to one Official Account. The simulator is simply a second one. */
export interface AccountDeps {
  /** A stable local name, such as `default`: the key of everything that is stored. */
  readonly name: string;
  readonly codec: Codec;
  readonly inbox: Inbox;
  readonly turns: TurnStore;
  readonly deliveries: DeliveryStore;
  readonly changes: Changes;
  readonly capability: Capability;
  readonly engine: Engine;
  readonly courier: Courier;
  readonly flush: () => Promise<void>;
  /** The answer queue's. */
  readonly placeOf: PlaceOf;
  readonly routing: RoutingSettings;
  readonly delivery: DeliverySettings;
  readonly deliveryTexts: DeliveryTexts;
  /** What a follower reads when not even the question could be written down. */
  readonly outOfOrderText: string;
  readonly background: Background;
  readonly clock: Clock;
  readonly log: Logger;
  readonly events: Emitter;
}

export interface Account {
  readonly name: string;
  readonly codec: Codec;
  /** Takes an attempt and says how it is answered. Throws RefusedPushError for a replay. */
  handlePush(push: Push, connection: AttemptConnection): Promise<Receipt>;
  /** Keeps the signature of a verification from being used for a message. */
  noteHandshake(handshake: Handshake): void;
  /** Looks at work that is due. */
  runDueWork(work: DueItem): Promise<DueItemResult>;
  /** Answers that are being written. */
  running(): number;
  /** Gives everything unfinished back to the store. */
  handOver(): void;
}

export interface Receipt {
  readonly end: AttemptEnd;
  /** To be called when WeChat had closed the connection before the answer was out. */
  readonly wasCut: () => void;
}

const STORE_RETRY_MS = 200;
/** Longer than WeChat repeats a message. */
const REMEMBERED_MS = 30_000;

export function createAccount(deps: AccountDeps): Account {
  const { name, inbox, engine, courier, deliveries, delivery, background, clock, log } = deps;
  const takeOver = createTakeOver(deps);
  const attemptTimeout = createAttemptTimeout(delivery.attemptMs, clock);
  const recorded = createExpiringSet(REMEMBERED_MS, clock);
  const answerAttemptDeps: AnswerAttemptDeps = {
    ...deps,
    settings: delivery,
    texts: deps.deliveryTexts,
  };

  /** Tries again until `giveUpAt`: a locked database is usually free again soon. Nothing comes back when it is not. */
  const whileStoreIsAway = async <Result>(
    giveUpAt: number,
    operation: () => Promise<Result>,
  ): Promise<Result | undefined> => {
    for (;;) {
      try {
        return await operation();
      } catch (error) {
        if (!(error instanceof StoreUnavailableError)) throw error;
        if (clock.now() >= giveUpAt) {
          log.error(
            { code: 'store_away', err: error, zh: '存储暂时用不了，等微信再推一次' },
            'The store is away; WeChat will repeat',
          );
          return undefined;
        }
        await clock.sleep(STORE_RETRY_MS);
      }
    }
  };

  const accept = async (push: Push, follower: FollowerId) => {
    const { message, timestamp, nonce, signature } = push;
    let plan: Plan | undefined;
    let wasOwed = false;
    const accepted = await inbox.accept(
      {
        follower,
        key: messageKey(message),
        timestamp,
        nonce,
        signature,
        attemptByTime: attemptByTime(push, delivery.maxAttempts),
      },
      (facts) => {
        wasOwed = facts.isOwed;
        return (plan = routeMessage(message, facts, deps.routing));
      },
    );
    return { accepted, plan, wasOwed };
  };

  /** Nothing can be read or written: WeChat's repeat is used, and the last attempt gets an honest sentence. */
  const endWithoutStore = ({ message }: Push, attempt: number, text: string): AttemptEnd => {
    if (attempt < delivery.maxAttempts) return { give: 'no byte', leaves: 'more' };
    return toEnd(message.kind === 'event' ? '' : text);
  };

  const startLater = (turnId: string, delayMs: number) =>
    clock.after(delayMs + 1, () =>
      background.run('begin a turn', async () => {
        const claimed = await deps.turns.claim(turnId);
        if (typeof claimed === 'object') engine.run(claimed);
      }),
    );

  /** A reply that WeChat did not get, and did not ask for again, is owed. */
  const watchForRepeat = (follower: FollowerId, key: string, attempt: number) =>
    clock.after(delivery.repeatComesWithinMs, () =>
      background.run('look for a repeat', async () => {
        if ((await deliveries.attempts(follower, key)).newest > attempt) return;
        await deliveries.noteReplyLost(follower, key);
        deps.events.emit({ type: 'reply-lost', key, ...follower });
        courier.deliver(follower);
      }),
    );

  return {
    name,
    codec: deps.codec,
    async handlePush(push, connection) {
      const { message } = push;
      const arrivedAt = clock.now();
      const answerBy = arrivedAt + attemptTimeout.ms() - delivery.marginMs;
      const follower = { account: name, openId: message.openId };
      const key = messageKey(message);

      // An old push may be one that WeChat has left already; its clock and ours need not agree, so this only costs a look.
      if (arrivedAt - push.timestamp * 1000 > delivery.attemptMs / 2) await drainPendingIo();
      const result = await whileStoreIsAway(answerBy, async () => {
        // WeChat left before this process looked. Where other attempts came meanwhile, this one is behind them: to count it
        // would end the one that is open, and to give it their reply would tell that this was lost.
        const isBehind =
          connection.isClosed() && (await deliveries.attempts(follower, key)).arrived > 0;
        return isBehind ? 'behind' : accept(push, follower);
      });
      if (result === 'behind')
        return { end: { give: 'no byte', leaves: 'more' }, wasCut: () => {} };
      if (!result) {
        const attempt = attemptByTime(push, delivery.maxAttempts);
        // If the question is stored already, asking the follower to resend it would produce two answers.
        const text = recorded.has(`${follower.openId} ${key}`)
          ? deps.deliveryTexts.stillWriting
          : deps.outOfOrderText;
        return { end: endWithoutStore(push, attempt, text), wasCut: () => {} };
      }
      const { accepted, plan, wasOwed } = result;
      if (accepted.is === 'replayed')
        throw new RefusedPushError(
          'replayed',
          'An old signature of WeChat came with another message. If that was not you, use safe mode and HTTPS.',
        );

      if (accepted.turnId !== undefined) recorded.add(`${follower.openId} ${key}`);
      if (accepted.is === 'new')
        deps.events.emit({
          type: 'message-received',
          key,
          kind: message.kind,
          ...(message.kind === 'event' && { event: message.event }),
          ...(accepted.turnId !== undefined && { turnId: accepted.turnId }),
          ...follower,
        });
      if (plan?.drop) engine.cancel(follower);
      if (accepted.claimed) engine.run(accepted.claimed);
      else if (accepted.turnId !== undefined && accepted.startsInMs !== undefined)
        startLater(accepted.turnId, accepted.startsInMs);
      const wasCut = () => void watchForRepeat(follower, key, accepted.attempt);
      if (accepted.reply !== undefined) return { end: toEnd(accepted.reply), wasCut };
      // WeChat has left already; its next attempt is attended to.
      if (connection.isClosed()) return { end: { give: 'no byte', leaves: 'more' }, wasCut };

      if (accepted.is === 'new')
        background.run('learn the permissions', () => deps.capability.learn(follower.openId));
      const stopListening = connection.onClosed(() => {
        attemptTimeout.note(clock.now() - arrivedAt);
        if (clock.now() < answerBy) return;
        background.run('note a held attempt', () =>
          deliveries.noteHeldToItsEnd(follower, key, accepted.attempt),
        );
      });
      const attempt = {
        follower,
        key,
        number: accepted.attempt,
        arrivedAt,
        answerBy,
        isFresh:
          accepted.is === 'new' &&
          !wasOwed &&
          accepted.claimed !== undefined &&
          accepted.claimed.id === accepted.turnId,
        connection,
        ...(accepted.turnId !== undefined && { turnId: accepted.turnId }),
      };
      const end =
        (await whileStoreIsAway(answerBy, () => answerAttempt(attempt, answerAttemptDeps))) ??
        endWithoutStore(push, accepted.attempt, deps.deliveryTexts.stillWriting);
      if (end.give !== 'no byte') stopListening();
      if (end.leaves === 'more') courier.deliver(follower);
      return { end, wasCut };
    },
    noteHandshake: ({ timestamp, nonce, signature }) =>
      background.run('note a verification', () =>
        inbox.noteSignature({ account: name, timestamp, nonce, signature }),
      ),
    runDueWork: (work) =>
      work.kind === 'turn' ? takeOver(work.turnId) : courier.look(work.follower),
    running: () => engine.running(),
    handOver() {
      engine.handOver();
      courier.stop();
    },
  };
}

/** WeChat pushes every 5 s, so the time since the message tells which attempt this is, even if earlier ones were lost. */
export function attemptByTime({ message, timestamp }: Push, maxAttempts: number): number {
  const lateSeconds = timestamp - message.createTime;
  const number = 1 + Math.floor((lateSeconds * 1000) / ATTEMPT_SPACING_MS);
  return Math.min(Math.max(1, number), maxAttempts);
}

function toEnd(text: string): AttemptEnd {
  const leaves = 'all given';
  return text === '' ? { give: 'nothing', leaves } : { give: 'text', text, leaves };
}
