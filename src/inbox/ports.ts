import type { AttemptRecord } from '../messages/attempt-record.ts';
import type { FinalReply } from '../messages/reply.ts';
import type { ClaimedTurn, FollowerId, TurnTask } from '../turns/turn.ts';
import type { ArrivalSettings } from './arrival-settings.ts';

/** How many customer-service messages an inbound message allows, and for how long. */
export interface MessageGrant {
  readonly messages: number;
  readonly lifetimeMs: number;
}

/** What an inbound message leads to, and what it changes on the way. */
export type Plan = (
  | { readonly is: 'reply'; readonly reply: FinalReply }
  | {
      readonly is: 'question';
      readonly question: string;
      /** It becomes part of the question that still collects messages. */
      readonly joins?: boolean;
      /** It was answered before, and the follower wants another answer. */
      readonly isAgain?: true;
    }
  /** Kuaihui itself does what is asked; `question` is what the follower wrote. */
  | { readonly is: 'task'; readonly task: TurnTask; readonly question: string }
  /** The rest of earlier answers is asked for. */
  | { readonly is: 'continue' }
) & {
  /** Cancels what is being written for the follower and drops what is owed. */
  readonly drop?: boolean;
  /** Takes the follower's last question of this conversation out of its history. */
  readonly leavesOutLast?: true;
  /** The next question shares no history with the earlier ones. */
  readonly newConversation?: boolean;
  /** Deletes everything that is stored about the follower. */
  readonly forget?: boolean;
  readonly grant?: MessageGrant;
};

/** What a follower has used of what can be limited; commands, events and replies of ours cost nothing. */
export interface Used {
  /** Questions in the minute that began with the first of them. */
  readonly inMinute: number;
  /** When that minute ends; 0 when it is over. */
  readonly minuteEndsInMs: number;
  /** Questions of the day. */
  readonly today: number;
  readonly tokensToday: number;
}

/** What the plan may depend on. */
export interface FollowerFacts {
  /** The store's own time. */
  readonly now: number;
  /** Text is owed, or an answer is still being written. */
  readonly isOwed: boolean;
  /** The newest question of the conversation that was not taken out of its history. */
  readonly lastQuestion?: { readonly question: string; readonly hasFailed: boolean };
  /** What the follower wrote when the newest fact was stored; known while a task is the follower's newest turn. */
  readonly remembered?: string;
  /** A question of the follower that messages still join: its text, and of how many messages it is made. */
  readonly collecting?: { readonly text: string; readonly messages: number };
  /** Absent when nothing is counted, or nothing was. */
  readonly used?: Used;
  /** The owner wants this follower to get no answer. */
  readonly isBlocked?: true;
  /** The follower's own limit in place of the account's. */
  readonly questionsPerDay?: number;
}

/** What a request was signed with. */
export interface SignedRequest {
  readonly account: string;
  readonly timestamp: number;
  readonly nonce: string;
  readonly signature: string;
}

/** One attempt to push an inbound message, as it arrived. */
export interface Arrival {
  readonly follower: FollowerId;
  /** MsgId, or what stands for it in events. */
  readonly key: string;
  /** What the request was signed with; the same signature may not come with another message. */
  readonly timestamp: number;
  readonly nonce: string;
  readonly signature: string;
  /** The attempt's number as the timestamps tell it; an earlier attempt may have been lost on its way. */
  readonly attemptByTime: number;
}

/** What every attempt that is no replay leads to. */
interface RecordedAttempt {
  /** The attempts of the message; the newest is this one. */
  readonly record: AttemptRecord;
  readonly turnId?: string;
  /** A turn that this process now owns and has to write. */
  readonly claimed?: ClaimedTurn;
  /** The turn still collects messages of a burst and can be claimed after this time. */
  readonly startsInMs?: number;
}

/** What was recorded. */
export type Accepted =
  | (RecordedAttempt & {
      readonly is: 'new';
      /** Absent when an earlier try of this very call had recorded it, and only the store's answer was lost. */
      readonly plan?: Plan;
      /** Text was owed, or an answer was being written, before the message; true as well when that is not known. */
      readonly wasOwed: boolean;
    })
  | (RecordedAttempt & { readonly is: 'repeat' })
  /** A signature that was seen with another message, so the request is a replay. */
  | { readonly is: 'replayed' };

/** Writes every inbound message down before anything is done about it. */
export interface Inbox {
  /**
   * Records an attempt. For a message that was not seen before `plan` says, inside the same write, what it leads
   * to; it must be pure. A question is counted among what the follower used. From now on customer-service messages
   * wait for what the attempt brings. Throws StoreUnavailableError.
   */
  accept(
    arrival: Arrival,
    plan: (facts: FollowerFacts) => Plan,
    settings: ArrivalSettings,
  ): Promise<Accepted>;
  /** Records the signature of a request without a message, so that no message can be sent with it. Throws StoreUnavailableError. */
  noteSignature(signed: SignedRequest, pushMemoryMs: number): Promise<void>;
}
