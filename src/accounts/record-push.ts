import type { AttemptConnection } from '../delivery/attempt-connection.ts';
import type { DeliverySettings } from '../delivery/delivery-settings.ts';
import type { DeliveryStore } from '../delivery/ports.ts';
import type { ArrivalSettings } from '../inbox/arrival-settings.ts';
import { planMessage } from '../inbox/plan-message.ts';
import type { Accepted, Inbox } from '../inbox/ports.ts';
import type { Rule } from '../inbox/rule.ts';
import { messageKey } from '../messages/inbound-message.ts';
import type { Clock } from '../runtime/clock.ts';
import { drainPendingIo } from '../runtime/drain-pending-io.ts';
import { RefusedPushError } from '../wechat/errors.ts';
import type { Push } from '../wechat/push/codec.ts';
import { attemptByTime } from './attempt-by-time.ts';
import type { StoreRetry } from './store-retry.ts';

export interface PushRecorderDeps {
  readonly name: string;
  readonly inbox: Inbox;
  readonly deliveries: DeliveryStore;
  /** The first that a message concerns decides what it means. */
  readonly rules: readonly Rule[];
  readonly delivery: DeliverySettings;
  readonly arrival: ArrivalSettings;
  readonly clock: Clock;
}

/** What was recorded; `outrun` when WeChat had left already and other attempts of the message had come. */
export type RecordedPush = Exclude<Accepted, { is: 'replayed' }> | 'outrun' | 'store away';

/** Creates what writes an attempt down before anything is done about it. Throws RefusedPushError for a replay. */
export function createPushRecorder(
  { name, inbox, deliveries, rules, delivery, arrival, clock }: PushRecorderDeps,
  retry: StoreRetry,
): (push: Push, connection: AttemptConnection, answerBy: number) => Promise<RecordedPush> {
  const accept = ({ message, timestamp, nonce, signature }: Push, number: number) =>
    inbox.accept(
      {
        follower: { account: name, openId: message.openId },
        key: messageKey(message),
        timestamp,
        nonce,
        signature,
        attemptByTime: number,
      },
      (facts) => planMessage(message, facts, rules),
      arrival,
    );

  /** To count such an attempt would end the one that is open, and to give it their reply would tell that this was lost. */
  const isOutrun = async ({ message }: Push) => {
    const follower = { account: name, openId: message.openId };
    return (await deliveries.attempts(follower, messageKey(message))).arrived > 0;
  };

  return async (push, connection, answerBy) => {
    // An old push may be one that WeChat has left already; its clock and ours need not agree, so this only costs a look.
    if (clock.now() - push.timestamp * 1000 > delivery.attemptMs / 2) await drainPendingIo();
    const accepted = await retry(answerBy, async () => {
      if (connection.isClosed() && (await isOutrun(push))) return 'outrun';
      return accept(push, attemptByTime(push, delivery.maxAttempts));
    });
    if (typeof accepted === 'object' && accepted.is === 'replayed')
      throw new RefusedPushError(
        'replayed',
        'An old signature of WeChat came with another message. If that was not you, use safe mode and HTTPS.',
      );
    return accepted;
  };
}
