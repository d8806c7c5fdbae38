import type { FollowerEvent, FollowerMessage } from '../../simulator/platform/message-fields.ts';
import type {
  AnswerFailure,
  EndedAttempt,
  Medium,
  PageEvent,
  Setup,
} from '../../simulator/page/page-events.ts';

/** Something on the screen of a follower. Instants are milliseconds since 1970. */
export type ChatLine = { readonly id: number; readonly at: number } & (
  | {
      readonly is: 'mine';
      readonly message: FollowerMessage | FollowerEvent;
      readonly medium?: Medium;
      pushId?: string;
    }
  | {
      readonly is: 'theirs';
      readonly via: 'passive' | 'customer-service';
      readonly kind: string;
      readonly text: string;
      readonly isAi: boolean;
      /** The newest exchange when it appeared: what it does not answer was asked earlier. */
      readonly after: string | undefined;
      /** The turns of which it brought a piece, in order; absent when it brought none. */
      delivers?: readonly string[];
    }
  | { readonly is: 'notice'; readonly text: string; readonly why?: string }
  /** Why no answer was written, or not to its end. */
  | { readonly is: 'failure'; readonly failure: AnswerFailure }
  /** The simulator speaks, not WeChat. */
  | { readonly is: 'remark'; readonly event: PageEvent }
);

export interface FollowerView {
  readonly openId: string;
  readonly number: number;
  /** A name that was chosen. */
  readonly name: string | undefined;
  isFollowing: boolean;
  typingSince: number | undefined;
  messagesLeft: number;
  windowClosesAt: number;
  readonly lines: ChatLine[];
  readonly exchanges: Exchange[];
  /** What the next passive reply brings. */
  nextReply: readonly string[] | undefined;
}

export interface Attempt {
  readonly number: number;
  readonly startedAt: number;
  ended?: EndedAttempt;
}

interface ApiCallView {
  readonly at: number;
  readonly call: PageEvent & { readonly type: 'api-call' };
}

/** One thing that a follower sent or did, and all that followed from it. */
export interface Exchange {
  readonly pushId: string;
  readonly openId: string;
  readonly msgId?: string;
  readonly at: number;
  readonly xml: string;
  readonly message: FollowerMessage | FollowerEvent | undefined;
  readonly attempts: Attempt[];
  settled?: { readonly at: number; readonly event: PageEvent & { readonly type: 'settled' } };
  readonly turns: Turn[];
  readonly apiCalls: ApiCallView[];
  /** When customer-service messages appeared. */
  readonly messagesSeenAt: number[];
}

export interface ModelCall {
  readonly answerer: string;
  readonly beganAt: number;
  firstTextAt?: number;
  ended?: {
    readonly at: number;
    readonly how: (PageEvent & { readonly type: 'model-ended' })['how'] | 'process-ended';
    readonly failure?: AnswerFailure;
    readonly promptTokens?: number;
    readonly completionTokens?: number;
  };
}

interface GivenSlice {
  readonly from: number;
  readonly to: number;
  readonly via: 'passive' | 'customer-service';
  readonly at: number;
}

/** One question and its answer. */
export interface Turn {
  readonly turnId: string;
  readonly openId: string;
  /** The exchange in which it was asked. */
  readonly pushId: string | undefined;
  answer: string;
  readonly calls: ModelCall[];
  /** What the follower was given of the answer, by the way that worked. */
  slices: GivenSlice[];
}

/** Everything that the page shows. It is changed in place by each event. */
export interface View {
  run: string;
  /** The newest event that was taken in. */
  newest: number;
  setup: Setup | undefined;
  readonly followers: Map<string, FollowerView>;
  readonly exchanges: Map<string, Exchange>;
  readonly turns: Map<string, Turn>;
  /** When the process was killed by the page, until it is there again. */
  killedAt: number | undefined;
  verified: { readonly n: number; readonly ok: boolean; readonly why: string } | undefined;
}

export function createView(): View {
  return {
    run: '',
    newest: 0,
    setup: undefined,
    followers: new Map(),
    exchanges: new Map(),
    turns: new Map(),
    killedAt: undefined,
    verified: undefined,
  };
}

/** Forgets all followers and what happened to them. */
export function forget(view: View): void {
  view.followers.clear();
  view.exchanges.clear();
  view.turns.clear();
}

/** Whether something of an answer is still to come: it is being written, or is owed. */
export function isAwaiting({ exchanges }: FollowerView): boolean {
  const newest = exchanges.at(-1);
  return newest?.settled === undefined || exchanges.some(({ turns }) => turns.some(isUnfinished));
}

function isUnfinished({ calls, answer, slices }: Turn): boolean {
  return !calls.at(-1)?.ended || (slices.at(-1)?.to ?? 0) < answer.length;
}
