import type { FollowerRecord, MessageRecord } from './arrival-facts.ts';
import type { TurnTask } from '../turns/turn.ts';
import type { Plan } from './ports.ts';
import type { UsageRecord } from './usage.ts';

/** What an arrival changes; a driver compares `version`, and writes. A replay changes nothing. */
export type ArrivalChanges = { readonly is: 'replayed' } | RepeatChanges | NewChanges;

/** Another attempt of a message that was recorded before. */
export interface RepeatChanges {
  readonly is: 'repeat';
  readonly message: MessageRecord;
  /** Absent when the follower is not known any more. */
  readonly follower?: Pick<FollowerRecord, 'version' | 'quietUntil'>;
}

/** The first attempt of a message, in the order in which it is written. */
export interface NewChanges {
  readonly is: 'new';
  readonly plan: Plan;
  readonly wasOwed: boolean;
  readonly deletes: 'nothing' | 'what is owed' | 'everything';
  /** What stays of a forgotten follower is that they are blocked. */
  readonly staysBlocked?: true;
  /** The turn that leaves the history of its conversation; it stays stored. */
  readonly leavesOut?: string;
  /** Absent when nothing is counted. */
  readonly usage?: UsageRecord;
  /** Absent when everything is deleted. */
  readonly follower?: FollowerRecord;
  /** A turn that the message begins, or joins. */
  readonly turn?: AskedTurn | JoinedTurn;
  readonly message: MessageRecord;
}

/** A turn that is inserted. */
export interface AskedTurn {
  readonly is: 'asked';
  readonly id: string;
  readonly conversationId: string;
  readonly sequence: number;
  readonly question: string;
  readonly task?: TurnTask;
  readonly isAgain?: true;
  /** When it may be claimed; 0 for immediately, with no message that joins it. */
  readonly startsAt: number;
  /**
   * It may be claimed in the same write: nothing stands before it, and it collects no messages. A task waits for no answer.
   */
  readonly isNext: boolean;
}

/** A turn whose question grows. It is asked anew: a process that is writing it loses it, and no token has come until then. */
export interface JoinedTurn {
  readonly is: 'joined';
  readonly id: string;
  /** The whole question. */
  readonly question: string;
  readonly startsAt: number;
}
