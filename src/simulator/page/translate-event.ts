import type { PageEvent } from './page-events.ts';
import type { PlatformEvent } from '../platform/platform.ts';

/** The page learns of a menu by the whole set-up. */
type Told = Exclude<PlatformEvent, { readonly type: 'menu' }>;

/** The follower whom an event is about; undefined for API calls such as the token's. */
export function openIdOf(event: Told): string | undefined {
  if (event.type !== 'api-call') return event.openId;
  const { body } = event.call;
  const asked = typeof body === 'object' && body !== null ? (body as { touser?: unknown }) : {};
  return typeof asked.touser === 'string' ? asked.touser : undefined;
}

/** What the page learns of an event. `prefix` keeps the pushes of several platforms apart. */
export function translateEvent(event: Told, prefix: string): PageEvent {
  switch (event.type) {
    case 'push': {
      const { openId, xml, msgId } = event;
      const pushId = `${prefix}${event.pushNumber}`;
      return { type: 'push', openId, pushId, xml, ...(msgId === undefined ? {} : { msgId }) };
    }
    case 'attempt-started': {
      const { number } = event;
      return { type: 'attempt-started', pushId: `${prefix}${event.pushNumber}`, number };
    }
    case 'attempt-ended': {
      // The request is told once for all attempts, with the push.
      const attempt = { ...event.attempt, requestXml: undefined };
      return { type: 'attempt-ended', pushId: `${prefix}${event.pushNumber}`, attempt };
    }
    case 'settled': {
      const { shown, why, millisecondsToAnswer: afterMs } = event.outcome;
      const about = { pushId: `${prefix}${event.pushNumber}`, shown, afterMs };
      return { type: 'settled', ...about, ...(why === undefined ? {} : { why }) };
    }
    case 'seen': {
      const { via, kind, text, isAi = false, why } = event.seen;
      const seen = { openId: event.openId, via, kind, text, isAi };
      return { type: 'seen', ...seen, ...(why === undefined ? {} : { why }) };
    }
    case 'fault-used':
      return event;
    case 'typing':
      return { type: 'typing', openId: event.openId, isTyping: event.isTyping };
    case 'api-call': {
      const { path, body, errcode, isAnswerLost = false } = event.call;
      const openId = openIdOf(event);
      return {
        type: 'api-call',
        path,
        body,
        isAnswerLost,
        ...(openId === undefined ? {} : { openId }),
        ...(errcode === undefined ? {} : { errcode }),
      };
    }
  }
}
