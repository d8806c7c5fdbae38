import type { FollowerEvent, FollowerMessage } from '../message-fields.ts';
import type { EndedAttempt, Medium, NumberedEvent, PageEvent, Setup } from '../page-events.ts';

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
    }
  | { readonly is: 'notice'; readonly text: string }
  /** The simulator speaks, not WeChat. */
  | { readonly is: 'remark'; readonly event: PageEvent }
);

export interface FollowerView {
  readonly openId: string;
  name: string;
  isFollowing: boolean;
  typingSince: number | undefined;
  messagesLeft: number;
  windowClosesAt: number;
  readonly lines: ChatLine[];
  readonly exchanges: Exchange[];
}

export interface Attempt {
  readonly number: number;
  readonly startedAt: number;
  ended?: EndedAttempt;
}

export interface ApiCallView {
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
  ended?: { readonly at: number; readonly event: PageEvent & { readonly type: 'model-ended' } };
}

export interface GivenSlice {
  readonly from: number;
  readonly to: number;
  readonly via: 'passive' | 'customer-service';
  readonly at: number;
}

/** One question and its answer. */
export interface Turn {
  readonly turnId: string;
  readonly openId: string;
  answer: string;
  readonly calls: ModelCall[];
  /** What the follower was given of the answer, by the way that worked. */
  slices: GivenSlice[];
}

/** Everything that the page shows. It is changed in place by each event. */
export interface View {
  run: string;
  setup: Setup | undefined;
  readonly followers: Map<string, FollowerView>;
  readonly exchanges: Map<string, Exchange>;
  readonly turns: Map<string, Turn>;
  verified: { readonly n: number; readonly ok: boolean; readonly why: string } | undefined;
}

export function createView(): View {
  return {
    run: '',
    setup: undefined,
    followers: new Map(),
    exchanges: new Map(),
    turns: new Map(),
    verified: undefined,
  };
}

/** Takes an event in. Events come in order, each once; another `run` voids everything. */
export function takeEvent(view: View, event: NumberedEvent, run: string): void {
  if (view.run !== run) forget(view);
  view.run = run;
  switch (event.type) {
    case 'setup':
      view.setup = event.setup;
      return;
    case 'cleared':
      return forget(view);
    case 'follower': {
      const { openId, name, isFollowing } = event;
      const known = view.followers.get(openId);
      if (known) Object.assign(known, { name, isFollowing });
      else view.followers.set(openId, createFollower(event));
      return;
    }
    case 'switched':
      for (const follower of view.followers.values()) remark(follower, event);
      return;
    case 'fault':
      for (const follower of view.followers.values()) {
        if (event.openId === undefined || event.openId === follower.openId) remark(follower, event);
      }
      return;
    case 'verified':
      view.verified = { n: event.n, ok: event.ok, why: event.why };
      return;
    case 'said':
    case 'impossible':
    case 'push':
    case 'seen':
    case 'typing':
    case 'quota':
      return takeFollowerEvent(view, event);
    case 'attempt-started':
    case 'attempt-ended':
    case 'settled':
      return takePushEvent(view, event);
    case 'api-call': {
      const owner = event.openId === undefined ? undefined : view.followers.get(event.openId);
      const exchange = owner?.exchanges.at(-1) ?? [...view.exchanges.values()].at(-1);
      exchange?.apiCalls.push({ at: event.at, call: event });
      return;
    }
    case 'turn':
    case 'model-began':
    case 'model-first-text':
    case 'model-ended':
    case 'grown':
    case 'parts':
      return takeTurnEvent(view, event);
  }
}

function forget(view: View): void {
  view.followers.clear();
  view.exchanges.clear();
  view.turns.clear();
}

function createFollower({
  openId,
  name,
  isFollowing,
}: PageEvent & { type: 'follower' }): FollowerView {
  return {
    openId,
    name,
    isFollowing,
    typingSince: undefined,
    messagesLeft: 0,
    windowClosesAt: 0,
    lines: [],
    exchanges: [],
  };
}

function remark(follower: FollowerView, event: NumberedEvent): void {
  follower.lines.push({ id: event.n, at: event.at, is: 'remark', event });
}

type FollowerEventType = 'said' | 'impossible' | 'push' | 'seen' | 'typing' | 'quota';

function takeFollowerEvent(
  view: View,
  event: NumberedEvent & { readonly type: FollowerEventType },
): void {
  const follower = view.followers.get(event.openId);
  if (!follower) return;
  const line = { id: event.n, at: event.at };
  switch (event.type) {
    case 'said': {
      const { message, medium } = event;
      follower.lines.push({ ...line, is: 'mine', message, ...(medium && { medium }) });
      return;
    }
    case 'impossible':
      return remark(follower, event);
    case 'push': {
      const { pushId, openId, xml, msgId } = event;
      const said = follower.lines.findLast((one) => one.is === 'mine');
      if (said?.is === 'mine') said.pushId = pushId;
      const exchange: Exchange = {
        ...{ pushId, openId, xml, at: event.at, message: said?.message },
        ...(msgId === undefined ? {} : { msgId }),
        ...{ attempts: [], turns: [], apiCalls: [], messagesSeenAt: [] },
      };
      follower.exchanges.push(exchange);
      view.exchanges.set(pushId, exchange);
      return;
    }
    case 'seen': {
      follower.typingSince = undefined;
      const { via, kind, text, isAi } = event;
      if (via === 'notice') follower.lines.push({ ...line, is: 'notice', text });
      else follower.lines.push({ ...line, is: 'theirs', via, kind, text, isAi });
      if (via === 'customer-service') follower.exchanges.at(-1)?.messagesSeenAt.push(event.at);
      return;
    }
    case 'typing':
      follower.typingSince = event.isTyping ? event.at : undefined;
      return;
    case 'quota':
      follower.messagesLeft = event.messagesLeft;
      follower.windowClosesAt = event.closesAt;
  }
}

function takePushEvent(
  view: View,
  event: NumberedEvent & { readonly type: 'attempt-started' | 'attempt-ended' | 'settled' },
): void {
  const exchange = view.exchanges.get(event.pushId);
  if (!exchange) return;
  switch (event.type) {
    case 'attempt-started':
      exchange.attempts.push({ number: event.number, startedAt: event.at });
      return;
    case 'attempt-ended': {
      const { attempt } = event;
      const open = exchange.attempts.find((one) => one.number === attempt.number && !one.ended);
      if (open) open.ended = attempt;
      // A doubled push ends twice and was started once.
      else
        exchange.attempts.push({
          number: attempt.number,
          startedAt: attempt.sentAt,
          ended: attempt,
        });
      return;
    }
    case 'settled':
      exchange.settled = { at: event.at, event };
  }
}

type TurnEventType =
  'turn' | 'model-began' | 'model-first-text' | 'model-ended' | 'grown' | 'parts';

function takeTurnEvent(view: View, event: NumberedEvent & { readonly type: TurnEventType }): void {
  if (event.type === 'turn') {
    const turn: Turn = {
      ...{ turnId: event.turnId, openId: event.openId },
      ...{ answer: '', calls: [], slices: [] },
    };
    view.turns.set(event.turnId, turn);
    const exchanges = view.followers.get(event.openId)?.exchanges ?? [];
    const asked = exchanges.find(({ msgId }) => msgId === event.key) ?? exchanges.at(-1);
    asked?.turns.push(turn);
    return;
  }
  if (event.type === 'parts') {
    const { via, at } = event;
    for (const { turnId, from, to } of event.slices) {
      const turn = view.turns.get(turnId);
      if (!turn) continue;
      const others = turn.slices.filter((slice) => slice.from !== from || slice.to !== to);
      turn.slices = event.state === 'given' ? [...others, { from, to, via, at }] : others;
      turn.slices.sort((a, b) => a.from - b.from);
    }
    return;
  }
  const turn = view.turns.get(event.turnId);
  const call = turn?.calls.at(-1);
  switch (event.type) {
    case 'model-began':
      turn?.calls.push({ answerer: event.answerer, beganAt: event.at });
      return;
    case 'model-first-text':
      if (call) call.firstTextAt = event.at;
      return;
    case 'model-ended':
      if (call) call.ended = { at: event.at, event };
      return;
    case 'grown':
      if (turn) turn.answer += event.text;
  }
}
