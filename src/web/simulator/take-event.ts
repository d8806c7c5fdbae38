import type { NumberedEvent, PageEvent } from '../../simulator/page/page-events.ts';
import { isTurnEvent, takeTurnEvent } from './take-turn-event.ts';
import { forget } from './view.ts';
import type { Exchange, FollowerView, View } from './view.ts';

/** Takes an event in. Events come in order, each once; another `run` voids everything. */
export function takeEvent(view: View, event: NumberedEvent, run: string): void {
  if (view.run !== run) forget(view);
  else if (event.n <= view.newest) return;
  view.run = run;
  view.newest = event.n;
  if (isTurnEvent(event)) return takeTurnEvent(view, event);
  switch (event.type) {
    case 'setup':
      view.setup = event.setup;
      return;
    case 'cleared':
      return forget(view);
    case 'follower': {
      const known = view.followers.get(event.openId);
      if (known) known.isFollowing = event.isFollowing;
      else view.followers.set(event.openId, createFollower(event));
      return;
    }
    case 'switched':
      for (const follower of view.followers.values()) remark(follower, event);
      return;
    case 'fault':
    case 'fault-used':
      for (const follower of concerned(view, event.openId)) remark(follower, event);
      return;
    case 'process':
      return takeProcessEvent(view, event);
    case 'verified':
      view.verified = { n: event.n, ok: event.ok, why: event.why };
      return;
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
    default:
      return takeFollowerEvent(view, event);
  }
}

function createFollower(event: PageEvent & { type: 'follower' }): FollowerView {
  const { openId, number, name, isFollowing } = event;
  return {
    ...{ openId, number, name, isFollowing },
    typingSince: undefined,
    messagesLeft: 0,
    windowClosesAt: 0,
    lines: [],
    exchanges: [],
    nextReply: undefined,
  };
}

/** The follower of an event; for an event about no follower, the follower that acted last. */
function concerned(view: View, openId: string | undefined): FollowerView[] {
  const newest = [...view.exchanges.values()].at(-1)?.openId;
  const found = view.followers.get(openId ?? newest ?? '');
  return found ? [found] : [];
}

function remark(follower: FollowerView, event: NumberedEvent): void {
  follower.lines.push({ id: event.n, at: event.at, is: 'remark', event });
}

function takeProcessEvent(view: View, event: NumberedEvent & { type: 'process' }): void {
  view.killedAt = event.is === 'killed' ? event.at : undefined;
  for (const follower of view.followers.values()) {
    remark(follower, event);
    follower.typingSince = undefined;
  }
  if (event.is !== 'started') return;
  const endedAt = event.at - event.awayMs;
  for (const { calls } of view.turns.values()) {
    const open = calls.at(-1);
    if (open && !open.ended) open.ended = { at: endedAt, how: 'process-ended' };
  }
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
    case 'seen':
      return takeSeen(follower, event);
    case 'typing':
      follower.typingSince = event.isTyping ? event.at : undefined;
      return;
    case 'quota':
      follower.messagesLeft = event.messagesLeft;
      follower.windowClosesAt = event.closesAt;
  }
}

function takeSeen(follower: FollowerView, event: NumberedEvent & { type: 'seen' }): void {
  const { via, kind, text, isAi, why } = event;
  const line = { id: event.n, at: event.at };
  follower.typingSince = undefined;
  if (via === 'notice') {
    follower.lines.push({ ...line, is: 'notice', text, ...(why === undefined ? {} : { why }) });
    return;
  }
  const newest = follower.exchanges.at(-1);
  const delivers = via === 'passive' ? follower.nextReply : undefined;
  if (via === 'passive') follower.nextReply = undefined;
  follower.lines.push({
    ...{ ...line, is: 'theirs', via, kind, text, isAi, after: newest?.pushId },
    ...(delivers && { delivers }),
  });
  if (via === 'customer-service') newest?.messagesSeenAt.push(event.at);
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
      const { number, sentAt } = attempt;
      const open = exchange.attempts.find((one) => one.number === number && !one.ended);
      if (open) open.ended = attempt;
      // A doubled push ends twice and was started once.
      else exchange.attempts.push({ number, startedAt: sentAt, ended: attempt });
      return;
    }
    case 'settled': {
      exchange.settled = { at: event.at, event };
      // A reply that was lost brings nothing to the next one.
      const follower = view.followers.get(exchange.openId);
      if (follower) follower.nextReply = undefined;
    }
  }
}
