import type { AttemptRecord } from '../messages/attempt-record.ts';
import type { TurnState } from '../turns/turn.ts';
import type { Arrival } from './ports.ts';
import type { CardFacts } from './follower-card.ts';
import type { StoredKind } from './stored-kind.ts';
import type { UsageRecord } from './usage.ts';

/** An inbound message as it is stored. */
export interface MessageRecord {
  readonly kind: StoredKind;
  /** The turn that it led to. */
  readonly turnId?: string;
  readonly attempts: AttemptRecord;
}

/** What is stored of a follower for the messages to come. */
export interface FollowerRecord {
  /** Rises with each change that a decision about the follower may depend on. */
  readonly version: number;
  /** Absent when no conversation has begun. */
  readonly conversationId?: string;
  readonly conversationUsedAt: number;
  /** The highest sequence of a turn. */
  readonly lastSequence: number;
  /** No customer-service message before this. */
  readonly quietUntil: number;
  /** The customer-service messages that WeChat allows until `messagesUntil`. */
  readonly messagesLeft: number;
  readonly messagesUntil: number;
}

/** The turn of a follower that was asked last. */
export interface NewestTurn {
  readonly id: string;
  readonly sequence: number;
  readonly state: TurnState;
  readonly question: string;
  /** When it may be claimed; 0 when no message can join it any more, because a token of its answer has come. */
  readonly startsAt: number;
  /** Of how many messages its question is made; 0 where none can join it. */
  readonly messages: number;
  /** Whether this or another turn of the follower is owed. */
  readonly isAnyOwed: boolean;
  /** It is no question, so no message of a burst becomes part of it. */
  readonly isTask?: true;
}

/** The newest question of a conversation that was not taken out of its history. */
export interface LastQuestion {
  readonly id: string;
  readonly question: string;
  readonly state: TurnState;
}

/** What the store holds when an attempt arrives, read together. A repeat needs neither the newest turn nor the usage. */
export interface ArrivalFacts {
  readonly arrival: Arrival;
  /** A new id, for what the arrival begins. */
  readonly id: string;
  /** The store's own time. */
  readonly now: number;
  /** The message that the same signature came with before; of empty names for a signature without a message. */
  readonly signatureOf?: { readonly openId: string; readonly key: string };
  /** Absent for a message that was not seen before. */
  readonly message?: MessageRecord;
  /** Absent for a stranger, and for a follower that was forgotten. */
  readonly follower?: FollowerRecord;
  readonly newestTurn?: NewestTurn;
  /** Absent when the conversation has no such question. */
  readonly lastQuestion?: LastQuestion;
  /** What the follower wrote when the newest fact was stored; read only while a task is the newest turn. */
  readonly remembered?: string;
  /** Absent when nothing is counted, or nothing was. */
  readonly usage?: UsageRecord;
  /** Absent without a card. A repeat needs none. */
  readonly card?: CardFacts;
}
