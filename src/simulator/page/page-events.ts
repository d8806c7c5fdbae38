import { ARMED_FAULTS } from '../platform/faults.ts';
import type { ArmedFault } from '../platform/faults.ts';
import type { FollowerEvent, FollowerMessage } from '../platform/message-fields.ts';

/** The played account and what answers its followers; the page shows it and can change most of it. */
export interface Setup {
  readonly accountKind: 'personal' | 'certified-subscription' | 'certified-service' | 'sandbox';
  readonly mode: 'plain' | 'compat' | 'safe';
  /** The modes that the bot can be talked to in: the encrypted ones need its AES key. */
  readonly modes: readonly Setup['mode'][];
  /** Where the bot is, without secrets; absent when it is this server's own. */
  readonly botUrl?: string;
  /** Absent when another bot is tested: it is not known what answers. */
  readonly answerers?: {
    readonly chosen: AnswererKind;
    readonly names: Readonly<Partial<Record<AnswererKind, string>>>;
    /** How long the practice model takes for one answer. */
    readonly practiceSeconds: number;
  };
  readonly hasOtherProcess: boolean;
  /** The account's original id, `gh_…`; it stays when the account becomes another kind. */
  readonly accountId: string;
  /** The faults that stay until they are switched off. */
  readonly lasting: readonly LastingFault[];
  /** The faults that wait for the next thing that they can meet, each as often as it waits. */
  readonly armed: readonly ArmedFault[];
  /** The buttons below the chat, as the account's own menu has them; absent before it made one. */
  readonly menu?: readonly { readonly name: string; readonly key: string }[];
  readonly killing: Killing;
}

/**
 * Whether the page can kill the process. `possible`: it is started again by itself. `by hand`: nothing here would start
 * it again. `not here`: a real account is connected, or the bot runs elsewhere.
 */
export type Killing = 'possible' | 'by hand' | 'not here';

/** `practice` streams canned text; the others are what real followers can get. */
export type AnswererKind = 'model' | 'knowledge' | 'practice';

/** Faults that happen at the moment in which they are asked for. */
const INSTANT_FAULTS = ['steal-token', 'expire-token', 'spend-quota', 'close-window'] as const;
export type InstantFault = (typeof INSTANT_FAULTS)[number];

/** Faults that are played once. */
export const SINGLE_FAULTS = [...ARMED_FAULTS, ...INSTANT_FAULTS] as const;
export type SingleFault = (typeof SINGLE_FAULTS)[number];

/** Faults that stay until they are switched off. */
export const LASTING_FAULTS = ['refuse-ip', 'revoke-permission', 'slow-api'] as const;
export type LastingFault = (typeof LASTING_FAULTS)[number];

/** One push as it ended. Instants are milliseconds since 1970. */
export interface EndedAttempt {
  readonly number: number;
  readonly sentAt: number;
  readonly endedAt: number;
  readonly how: 'answered' | 'timed out' | 'refused' | 'failed';
  readonly status?: number;
  readonly why?: string;
  readonly responseBody: string;
  /** The reply, decrypted. */
  readonly responseXml?: string;
}

/** Why no answer was written, or not to its end. */
export interface AnswerFailure {
  /** A word for the kind of failure, for which the page has advice in its own language. */
  readonly code: string;
  /** The sentences of the log. */
  readonly message: string;
  readonly advice?: string;
}

/** A picture or a sound that a follower sent, as the page can show it again. */
export interface Medium {
  readonly mediaId: string;
  readonly mimeType: string;
}

/** Everything that the page can learn. It shows nothing that did not come as one of these. */
export type PageEvent =
  | { readonly type: 'setup'; readonly setup: Setup }
  | {
      readonly type: 'follower';
      readonly openId: string;
      /** Counts from 1; the page has a name for each in its own language. */
      readonly number: number;
      /** A name that was chosen. */
      readonly name?: string;
      readonly isFollowing: boolean;
    }
  | { readonly type: 'cleared' }
  | { readonly type: 'switched'; readonly what: 'account-kind'; readonly to: Setup['accountKind'] }
  | { readonly type: 'switched'; readonly what: 'mode'; readonly to: Setup['mode'] }
  | { readonly type: 'switched'; readonly what: 'answerer'; readonly to: AnswererKind }
  | { readonly type: 'fault'; readonly fault: InstantFault; readonly openId?: string }
  /** One that waited has happened. */
  | { readonly type: 'fault-used'; readonly fault: ArmedFault; readonly openId?: string }
  /** `killed`: by the page. `stopped`: in order. `started`: again, and what was there before is there still. */
  | { readonly type: 'process'; readonly is: 'killed' | 'stopped' }
  | { readonly type: 'process'; readonly is: 'started'; readonly awayMs: number }
  | {
      readonly type: 'said';
      readonly openId: string;
      readonly message: FollowerMessage | FollowerEvent;
      readonly medium?: Medium;
    }
  /** The follower cannot do this; after leaving, the only choice is to subscribe again. */
  | { readonly type: 'impossible'; readonly openId: string; readonly why: string }
  | {
      readonly type: 'push';
      readonly openId: string;
      readonly pushId: string;
      readonly msgId?: string;
      readonly xml: string;
    }
  | { readonly type: 'attempt-started'; readonly pushId: string; readonly number: number }
  | { readonly type: 'attempt-ended'; readonly pushId: string; readonly attempt: EndedAttempt }
  | {
      readonly type: 'settled';
      readonly pushId: string;
      readonly shown: 'text' | 'nothing' | 'notice';
      readonly why?: string;
      readonly afterMs: number;
    }
  | {
      readonly type: 'seen';
      readonly openId: string;
      readonly via: 'passive' | 'customer-service' | 'notice';
      readonly kind: string;
      readonly text: string;
      readonly isAi: boolean;
      readonly why?: string;
    }
  | { readonly type: 'typing'; readonly openId: string; readonly isTyping: boolean }
  | {
      readonly type: 'api-call';
      /** Absent for calls that are about no follower. */
      readonly openId?: string;
      readonly path: string;
      readonly body: unknown;
      readonly errcode?: number;
      readonly isAnswerLost: boolean;
    }
  | {
      readonly type: 'quota';
      readonly openId: string;
      readonly messagesLeft: number;
      readonly closesAt: number;
    }
  /** A message led to a turn: one question with one answer. */
  | {
      readonly type: 'turn';
      readonly turnId: string;
      readonly openId: string;
      /** MsgId, or what stands for it in events. */
      readonly key: string;
    }
  | { readonly type: 'model-began'; readonly turnId: string; readonly answerer: string }
  | { readonly type: 'model-first-text'; readonly turnId: string }
  | {
      readonly type: 'model-ended';
      readonly turnId: string;
      readonly how:
        | ('stop' | 'length' | 'content-filter' | 'unknown' | 'stopped' | 'failed')
        | ('over-budget' | 'unpriced');
      readonly failure?: AnswerFailure;
      readonly promptTokens?: number;
      readonly completionTokens?: number;
    }
  /** Another process, or the one that was started again, goes on with an answer; so much of it was there. */
  | {
      readonly type: 'taken-over';
      readonly turnId: string;
      readonly openId: string;
      readonly answer: string;
    }
  /** The answer grew by text that is stored and may be delivered. */
  | { readonly type: 'grown'; readonly turnId: string; readonly text: string }
  | {
      readonly type: 'parts';
      readonly slices: readonly {
        readonly turnId: string;
        readonly from: number;
        readonly to: number;
      }[];
      readonly via: 'passive' | 'customer-service';
      /** The message that a passive reply answers. */
      readonly key?: string;
      /** WeChat did not take it, or its repeat told that it was lost: the text is owed again. */
      readonly state: 'given' | 'failed';
    }
  | { readonly type: 'verified'; readonly ok: boolean; readonly why: string };

/** An event as it is sent to the page. */
export type NumberedEvent = PageEvent & { readonly n: number; readonly at: number };
