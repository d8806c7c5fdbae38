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
  /** The inbound message whose reply carries it; absent for customer-service messages. */
  readonly key?: string;
  /** With what WeChat refused it. */
  readonly errcode?: number;
  /** By the store's clock. */
  readonly at: number;
}

/** A part, and the turn that it is of. */
export interface TurnPart extends Part {
  readonly turnId: string;
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
  /** Rises with arrivals, parts, grants, drops and a turn's end. Of an unknown follower it is 0. */
  readonly version: number;
  /** In the order in which they were asked. */
  readonly turns: readonly OwedTurn[];
  /** Turns of which all was given, which a commit has to note. */
  readonly givenTurns: readonly string[];
  /** No customer-service message before this, because an attempt may still carry text or tell that it was lost. */
  readonly quietUntil: number;
  readonly messagesLeft: number;
  /** When a customer-service message, or a passive part of an answer that goes on, was last given; 0 when never. */
  readonly lastGivenAt: number;
}

/** The state with what concerns one inbound message. */
export interface MessageState extends DeliveryState {
  readonly attempts: AttemptRecord;
  /** The turns of which the reply to the message carries text, dropped ones too. */
  readonly repliedTurns: readonly (OwedTurn & { readonly isDropped: boolean })[];
}

/** The right to send customer-service messages to one follower. */
export interface CourierLease {
  readonly follower: FollowerId;
  readonly fence: number;
}

/** What a decision changes, in plain values; what is absent stays. */
export interface DeliveryChanges {
  /** Has to be held still, by this process. */
  readonly lease?: CourierLease;
  /** New parts, and known ones in their new state; the number tells which. */
  readonly parts?: readonly TurnPart[];
  /** What the message is answered with, or that its reply does not count any more. */
  readonly reply?: { readonly key: string; readonly reply: FinalReply | 'withdrawn' };
  /** When the answer of a turn that waits will probably begin; not written when it has text by then. */
  readonly begins?: { readonly turnId: string; readonly at: number };
  readonly messagesLeft?: number;
  readonly lastGivenAt?: number;
  /** Turns of which all is given now. */
  readonly givenTurns?: readonly string[];
  /** Turns that were given and are owed again. */
  readonly owedTurns?: readonly string[];
  /** Nothing more of these turns is delivered, and so nothing more of them is written. */
  readonly droppedTurns?: readonly string[];
  /** A process checks the follower after this time; 0 for immediately. */
  readonly checkInMs?: number;
}

export interface DeliveryStore {
  state(follower: FollowerId): Promise<DeliveryState>;
  /** The same with what concerns one message, read together. */
  messageState(follower: FollowerId, key: string): Promise<MessageState>;
  attempts(follower: FollowerId, key: string): Promise<AttemptRecord>;
  /** Notes that an attempt was open until WeChat closed it. */
  noteHeldToItsEnd(follower: FollowerId, key: string, attempt: number): Promise<void>;
  /**
   * Writes all changes, or none. `stale` means that the follower's version is another one, so the caller reads the state
   * again; `replaced`, that the lease is not held any more.
   */
  commit(
    follower: FollowerId,
    changes: DeliveryChanges,
    version: number,
  ): Promise<'written' | 'stale' | 'replaced'>;
  /** Claims a follower for this process; returns nothing while another living process has the lease. */
  claimCourier(follower: FollowerId): Promise<CourierLease | undefined>;
  releaseCourier(lease: CourierLease): Promise<void>;
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
