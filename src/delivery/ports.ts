import type { AttemptRecord } from '../messages/attempt-record.ts';
import type { FinalReply } from '../messages/reply.ts';
import type { FollowerId, Origin, TurnState } from '../turns/turn.ts';

export type Via = 'passive' | 'customer-service';

/**
 * intended: written down before the send. A passive part stays so: WeChat's repeat says that it was lost and gets it
 * again, silence says that it was received. After a crash only a customer-service part in this state is in doubt.
 *
 * sent: WeChat accepted the customer-service message.
 *
 * lost, failed: the follower has not got it; its text is owed again.
 */
export type PartState = 'intended' | 'sent' | 'lost' | 'failed';

/** The stretch of an answer, in UTF-16 offsets, that one message carries. */
export interface Slice {
  readonly turnId: string;
  readonly from: number;
  readonly to: number;
}

export interface Part {
  readonly number: number;
  readonly from: number;
  readonly to: number;
  readonly via: Via;
  readonly state: PartState;
  /** By the store's clock. */
  readonly at: number;
}

/** A turn of which something may still have to be delivered. */
export interface OwedTurn {
  readonly id: string;
  readonly sequence: number;
  readonly state: TurnState;
  readonly origin: Origin;
  readonly answer: string;
  /** Where our own sentences begin; absent when the answer ends without one. */
  readonly noticeFrom?: number;
  readonly createdAt: number;
  /** Absent while the answer is being written. */
  readonly endedAt?: number;
  /** The newest inbound message that led to this turn. */
  readonly askedBy: string;
  /** When its answer will probably begin, as the follower was told; absent once it has begun or is claimed anew. */
  readonly beginsAt?: number;
  readonly parts: readonly Part[];
}

/** Whether the account may send customer-service messages, as far as it is known. */
export type CustomerService = 'yes' | 'no' | 'unknown';

/** Everything that decides what one follower gets next. Instants are by the store's clock. */
export interface DeliveryState {
  readonly now: number;
  /** In the order in which they were asked. */
  readonly turns: readonly OwedTurn[];
  /** No customer-service message before this, because an attempt may still carry text or tell that it was lost. */
  readonly quietUntil: number;
  readonly messagesLeft: number;
  /** When a customer-service message, or a passive part of an answer that goes on, was last given; 0 when never. */
  readonly lastGivenAt: number;
}

/** The right to send customer-service messages to one follower. */
export interface CourierLease {
  readonly follower: FollowerId;
  readonly fence: number;
}

export interface DeliveryStore {
  state(follower: FollowerId): Promise<DeliveryState>;
  attempts(follower: FollowerId, key: string): Promise<AttemptRecord>;
  /** Notes that an attempt was open until WeChat closed it. */
  noteHeldToItsEnd(follower: FollowerId, key: string, attempt: number): Promise<void>;
  /**
   * Writes down what an attempt is answered with. `outdated` means that a newer attempt came, the message was answered
   * or a slice was given meanwhile: nothing is written, and the caller reads the state again.
   */
  intendReply(intent: {
    readonly follower: FollowerId;
    readonly key: string;
    readonly attempt: number;
    readonly reply: FinalReply;
    readonly slices: readonly Slice[];
    /** The turn whose place in the queue the reply tells, for the other processes. */
    readonly waits?: { readonly turnId: string; readonly beginsInMs: number };
  }): Promise<'intended' | 'outdated'>;
  /** Notes that the reply to this message never reached WeChat, so that its text is owed again. */
  noteReplyLost(follower: FollowerId, key: string): Promise<void>;

  /** Claims a follower for this process; returns nothing while another living process has the lease. */
  claimCourier(follower: FollowerId): Promise<CourierLease | undefined>;
  releaseCourier(lease: CourierLease): Promise<void>;
  /** Writes down a customer-service message and takes it from the quota, in one write. */
  intendMessage(
    lease: CourierLease,
    slices: readonly Slice[],
  ): Promise<'intended' | 'outdated' | 'replaced'>;
  /**
   * Records what became of the message that was intended last. The quota is `spent` when WeChat takes no more, and
   * `not used` when WeChat certainly did not send the message.
   */
  settleMessage(
    lease: CourierLease,
    slices: readonly Slice[],
    outcome: {
      readonly state: 'sent' | 'failed';
      readonly errcode?: number;
      readonly quota?: 'spent' | 'not used';
    },
  ): Promise<void>;
  /** Ends the delivery of these turns. */
  drop(follower: FollowerId, turnIds: readonly string[]): Promise<void>;
}

/** What the account is allowed to do, learned at run time and shared by all processes. */
export interface CapabilityStore {
  read(account: string): Promise<{ customerService: CustomerService; typing: 'yes' | 'no' }>;
  /** Keeps this for so long; afterwards it is unknown again. */
  learn(
    account: string,
    what: { customerService?: CustomerService; typing?: 'yes' | 'no' },
    forMs: number,
  ): Promise<void>;
  /** Takes the lease to ask WeChat, which one process at a time holds. */
  tryToLearn(account: string, leaseMs: number): Promise<'mine' | 'taken'>;
  stopLearning(account: string): Promise<void>;
}
