import type { EventBus } from '../events/event-bus.ts';
import type { Clock } from '../runtime/clock.ts';
import type { ActivityKind } from './activity.ts';
import { activityName } from './activity.ts';
import type { ActivityLedger } from './activity-ledger.ts';
import { bucketOf } from './time-buckets.ts';

interface ListenDeps {
  readonly ledger: Pick<ActivityLedger, 'count'>;
  /** Names the day of an instant in an account's time zone. */
  readonly dayOf: (account: string, now: number) => string;
  readonly clock: Pick<Clock, 'now'>;
}

/** Where an answerer told no code. */
const UNKNOWN_FAILURE = 'unknown';

/** Counts what is told on the bus by account and day, until the returned function is called. */
export function listenForActivity(
  events: Pick<EventBus, 'on'>,
  { ledger, dayOf, clock }: ListenDeps,
): () => void {
  const count = (account: string, kind: ActivityKind, which?: string | number) =>
    ledger.count(account, dayOf(account, clock.now()), activityName(kind, which));
  /** Why the answers that are being written have failed so far; another model may still answer. */
  const failures = new Map<string, string>();

  const ends = [
    events.on('message-received', ({ account, kind, event, turnId }) => {
      count(account, 'message', event === undefined ? kind : `${kind} ${event}`);
      if (turnId !== undefined) count(account, 'question');
    }),
    events.on('answerer-ended', ({ turnId, how, failure }) => {
      if (how === 'failed') failures.set(turnId, failure?.code ?? UNKNOWN_FAILURE);
      else if (how === 'over-budget' || how === 'unpriced') failures.set(turnId, how);
      else failures.delete(turnId);
    }),
    events.on('answer-ended', ({ account, turnId, end, origin }) => {
      if (end === 'failed') count(account, 'failure', failures.get(turnId) ?? UNKNOWN_FAILURE);
      else if (end === 'complete') count(account, 'origin', origin);
      failures.delete(turnId);
    }),
    events.on('first-content', ({ account, afterMs }) =>
      count(account, 'first', bucketOf(afterMs)),
    ),
    events.on('answer-complete', ({ account, way, afterMs }) => {
      count(account, 'answer', way);
      count(account, 'whole', bucketOf(afterMs));
    }),
    events.on('attempt-ended', ({ account, end, reason }) => {
      if (end === 'refused') count(account, 'refused', reason);
    }),
  ];
  return () => {
    for (const end of ends) end();
  };
}
