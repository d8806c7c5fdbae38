import type { EventBus } from '../../events/event-bus.ts';
import type { WebhookCall } from '../../events/webhook-call.ts';
import type { Clock } from '../../runtime/clock.ts';
import { createRingWriter } from '../../runtime/ring-writer.ts';
import type { Rings } from '../../runtime/ring.ts';

/** The beginning of the names of the rings that hold WeChat's calls. */
export const WEBHOOK_CALLS = 'webhook-calls';

/** Calls of addresses where no account is. No account can have this name. */
const NO_ACCOUNT = '-';

/** What a ring of calls holds: a call, or how many were left out. */
export type KeptCall = WebhookCall | { readonly leftOut: number };

const KEEP = 200;
const FAULTS_PER_SECOND = 10;
const MESSAGES_PER_SECOND = 50;
/** Messages that were answered are alike; of an account one in this time is enough. */
const MESSAGE_EVERY_MS = 1000;

/** Returns the name of the ring that keeps the calls of an account; without one, those of addresses where nothing is. */
export function callsRing(account: string = NO_ACCOUNT): string {
  return `${WEBHOOK_CALLS}/${account}`;
}

/** Keeps WeChat's calls in the store, until the returned function is called; it resolves when the last is written. */
export function keepCalls({
  events,
  rings,
  clock,
}: {
  readonly events: Pick<EventBus, 'on'>;
  readonly rings: Pick<Rings, 'append'>;
  readonly clock: Clock;
}): () => Promise<void> {
  const toGap = (leftOut: number): KeptCall => ({ leftOut });
  // Strangers who make faults take no place of genuine messages.
  const faults = createRingWriter(
    { rings, clock },
    { keep: KEEP, perSecond: FAULTS_PER_SECOND, toGap },
  );
  const messages = createRingWriter(
    { rings, clock },
    { keep: KEEP, perSecond: MESSAGES_PER_SECOND, toGap },
  );
  const lastMessageAt = new Map<string, number>();
  const isDue = (account: string) => {
    const now = clock.now();
    if (now - (lastMessageAt.get(account) ?? -Infinity) < MESSAGE_EVERY_MS) return false;
    lastMessageAt.set(account, now);
    return true;
  };

  const stop = events.on('webhook-called', ({ type: _type, ...call }) => {
    const isMessage = call.fault === undefined && call.gave !== 'echo';
    if (!isMessage) faults.append(callsRing(call.account), call);
    else if (isDue(call.account ?? '')) messages.append(callsRing(call.account), call);
  });
  const stopForgetting = events.on('account-closed', ({ account }) =>
    lastMessageAt.delete(account),
  );
  return async () => {
    stop();
    stopForgetting();
    await Promise.all([faults.flush(), messages.flush()]);
  };
}
