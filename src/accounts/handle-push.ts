import type { Logger } from 'pino';
import {
  answerAttempt,
  type AnswerAttemptDeps,
  type AttemptEnd,
} from '../delivery/answer-attempt.ts';
import type { AttemptConnection } from '../delivery/attempt-connection.ts';
import { createAttemptTimeout } from '../delivery/attempt-timeout.ts';
import { commitChanges } from '../delivery/commit-changes.ts';
import { noteReplyLost } from '../delivery/delivery-changes.ts';
import type { DeliverySettings, DeliveryTexts } from '../delivery/delivery-settings.ts';
import type { Accepted } from '../inbox/ports.ts';
import type { AttemptRecord } from '../messages/attempt-record.ts';
import { messageKey } from '../messages/inbound-message.ts';
import { HOLD, NOTHING, replyWith, type Reply } from '../messages/reply.ts';
import type { Background } from '../runtime/background.ts';
import { createExpiringSet } from '../runtime/expiring-set.ts';
import type { PendingWork } from '../runtime/pending-work.ts';
import type { Engine } from '../turns/engine.ts';
import type { FollowerId } from '../turns/turn.ts';
import type { Push } from '../wechat/push/codec.ts';
import type { AccountRelay } from './account-relay.ts';
import { attemptByTime } from './attempt-by-time.ts';
import { createPushRecorder, type PushRecorderDeps } from './record-push.ts';
import { createStoreRetry } from './store-retry.ts';

export interface PushHandlerDeps
  extends PushRecorderDeps, Omit<AnswerAttemptDeps, 'settings' | 'texts'> {
  readonly engine: Pick<Engine, 'run'>;
  /** Reaches the account as it is set when something happens, which may be later. */
  readonly relay: AccountRelay;
  /** Where the pushes are that are not written down yet. */
  readonly recording: PendingWork;
  readonly delivery: DeliverySettings;
  readonly deliveryTexts: DeliveryTexts;
  /** What a follower reads when not even the question could be written down. */
  readonly outOfOrderText: string;
  readonly background: Background;
  readonly log: Logger;
}

/** An attempt that was written down. */
interface RecordedAttempt {
  readonly openId: string;
  readonly key: string;
  /** Of the attempt among those of its message. */
  readonly number: number;
  /** The turn that the message led to. */
  readonly turnId?: string;
}

/** How an attempt is answered. */
export interface Receipt {
  readonly reply: Reply;
  /** Absent where the attempt was not written down. */
  readonly attempt?: RecordedAttempt;
  /** To be called when WeChat had closed the connection before the answer was out. */
  readonly wasCut: () => void;
}

/** Longer than WeChat repeats a message. */
const REMEMBERED_MS = 30_000;
const doNothing = () => {};

/** Creates the way of a push through an account: recorded, begun, answered. */
export function createPushHandler(
  deps: PushHandlerDeps,
): (push: Push, connection: AttemptConnection) => Promise<Receipt> {
  const { name, engine, relay, deliveries, delivery, deliveryTexts, background, clock } = deps;
  const attemptTimeout = createAttemptTimeout(delivery.attemptMs, clock);
  const recordedKeys = createExpiringSet(REMEMBERED_MS, clock);
  const retry = createStoreRetry(deps);
  const recordPush = createPushRecorder(deps, retry);
  const answerAttemptDeps: AnswerAttemptDeps = {
    ...deps,
    settings: delivery,
    texts: deliveryTexts,
  };

  /** Nothing can be read or written: WeChat's repeat is used, and the last attempt gets an honest sentence. */
  const endWithoutStore = ({ message }: Push, attempt: number, text: string): AttemptEnd => {
    if (attempt < delivery.maxAttempts) return { reply: HOLD, leaves: 'more' };
    return { reply: message.kind === 'event' ? NOTHING : replyWith(text), leaves: 'all given' };
  };

  const startLater = (follower: FollowerId, delayMs: number) =>
    clock.after(delayMs + 1, () => relay.beginNext(follower));

  /** Stops what the message dropped, and writes what it lets this process write. */
  const begin = (follower: FollowerId, accepted: Exclude<Accepted, { is: 'replayed' }>) => {
    if (accepted.is === 'new' && accepted.plan?.drop) relay.cancel(follower);
    if (accepted.claimed) engine.run(accepted.claimed);
    else if (accepted.turnId !== undefined && accepted.startsInMs !== undefined)
      startLater(follower, accepted.startsInMs);
  };

  /** A reply that WeChat did not get, and did not ask for again, is owed. */
  const watchForRepeat = (follower: FollowerId, key: string, attempt: number) =>
    clock.after(delivery.repeatComesWithinMs, () =>
      background.run('look for a repeat', async () => {
        let isRepeated = false;
        await commitChanges(
          deliveries,
          follower,
          () => deliveries.messageState(follower, key),
          (state) => {
            isRepeated = state.attempts.newest > attempt;
            return isRepeated ? undefined : noteReplyLost(state, key);
          },
        );
        if (isRepeated) return;
        deps.events.emit({ type: 'reply-lost', key, ...follower });
        relay.deliver(follower);
      }),
    );

  return async (push, connection) => {
    const { message } = push;
    const arrivedAt = clock.now();
    const answerBy = arrivedAt + attemptTimeout.ms() - delivery.marginMs;
    const follower = { account: name, openId: message.openId };
    const key = messageKey(message);

    const accepted = await deps.recording.add(recordPush(push, connection, answerBy));
    if (accepted === 'outrun') return { reply: HOLD, wasCut: doNothing };
    if (accepted === 'store away') {
      // If the question is stored already, asking the follower to resend it would produce two answers.
      const isRecorded = recordedKeys.has(`${follower.openId} ${key}`);
      const text = isRecorded ? deliveryTexts.stillWriting : deps.outOfOrderText;
      const { reply } = endWithoutStore(push, attemptByTime(push, delivery.maxAttempts), text);
      return { reply, wasCut: doNothing };
    }

    const { record, turnId } = accepted;
    if (turnId !== undefined) recordedKeys.add(`${follower.openId} ${key}`);
    if (accepted.is === 'new')
      deps.events.emit({
        type: 'message-received',
        key,
        kind: message.kind,
        ...(message.kind === 'event' && { event: message.event }),
        ...(accepted.turnId !== undefined && { turnId: accepted.turnId }),
        ...follower,
      });
    begin(follower, accepted);
    const wasCut = () => void watchForRepeat(follower, key, record.newest);
    const noted = {
      ...{ openId: message.openId, key, number: record.newest },
      ...(turnId !== undefined && { turnId }),
    };
    if (record.reply !== undefined) return { reply: record.reply, attempt: noted, wasCut };
    // WeChat has left already, and its next attempt is answered.
    if (connection.isClosed()) return { reply: HOLD, attempt: noted, wasCut };

    if (accepted.is === 'new')
      background.run('learn the permissions', () => deps.capability.learn(follower.openId));
    const stopListening = connection.onClosed(() => {
      attemptTimeout.note(clock.now() - arrivedAt);
      if (clock.now() < answerBy) return;
      background.run('note a held attempt', () =>
        deliveries.noteHeldToItsEnd(follower, key, record.newest),
      );
    });
    const attempt = {
      follower,
      key,
      number: record.newest,
      arrivedAt,
      answerBy,
      wasOwed: accepted.is === 'repeat' || accepted.wasOwed,
      connection,
      ...(turnId !== undefined && { turnId }),
    };
    let recorded: AttemptRecord | undefined = record;
    const answered = await retry(answerBy, () => {
      const answering = answerAttempt(attempt, answerAttemptDeps, recorded);
      // A try that fails may have written a reply down all the same, so the next one asks the store.
      recorded = undefined;
      return answering;
    });
    const { reply, leaves } =
      answered === 'store away'
        ? endWithoutStore(push, record.newest, deliveryTexts.stillWriting)
        : answered;
    if (reply.kind !== 'hold') stopListening();
    if (leaves === 'more') relay.deliver(follower);
    return { reply, attempt: noted, wasCut };
  };
}
