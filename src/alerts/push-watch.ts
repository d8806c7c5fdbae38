import type { Logger } from 'pino';
import type { EventBus } from '../events/event-bus.ts';
import type { Background } from '../runtime/background.ts';
import type { Clock } from '../runtime/clock.ts';
import type { Collection } from '../runtime/collection.ts';
import { StoreUnavailableError } from '../runtime/store-unavailable-error.ts';
import type { PushRecord } from './alert-collections.ts';
import type { Alerts } from './alerts.ts';
import { idOf } from './incident.ts';
import { addPushes, isSilent } from './push-silence.ts';

interface PushWatchDeps {
  readonly counts: Collection<PushRecord>;
  readonly alerts: Pick<Alerts, 'begin' | 'end'>;
  readonly events: Pick<EventBus, 'on'>;
  /** The accounts that are served now. */
  readonly accounts: () => readonly string[];
  readonly clock: Clock;
  readonly background: Background;
  readonly log: Logger;
}

const LOOK_EVERY_MS = 60_000;
const NO_PUSHES = { pushes: 0, lastAt: undefined };

/** Counts the pushes of each account and looks each minute whether one has gone silent, until the returned function is called. */
export function watchPushes(deps: PushWatchDeps): () => void {
  const { counts, alerts, events, accounts, clock, background, log } = deps;
  const counted = new Map<string, { pushes: number; lastAt: number }>();
  let cancel = () => {};

  const stopListening = [
    events.on('message-received', ({ account }) => {
      const before = counted.get(account)?.pushes ?? 0;
      counted.set(account, { pushes: before + 1, lastAt: clock.now() });
    }),
    events.on('account-closed', ({ account }) =>
      background.run('forget the pushes of an account', async () => {
        if (accounts().includes(account)) return;
        counted.delete(account);
        await counts.delete(account);
        await alerts.end(idOf({ is: 'pushes-silent', account, lastAt: 0 }));
      }),
    ),
  ];

  const store = async (account: string): Promise<PushRecord> => {
    const fresh = counted.get(account) ?? NO_PUSHES;
    counted.delete(account);
    try {
      for (;;) {
        const entry = await counts.get(account);
        const record = addPushes(entry?.value, fresh, clock.now());
        const written = await counts.put(account, record, { expected: entry?.version ?? 0 });
        if (written === 'written') return record;
      }
    } catch (error) {
      // They wait until the store is back.
      const { pushes, lastAt } = counted.get(account) ?? NO_PUSHES;
      const latest = lastAt ?? fresh.lastAt;
      if (latest !== undefined)
        counted.set(account, { pushes: pushes + fresh.pushes, lastAt: latest });
      throw error;
    }
  };

  const look = async () => {
    for (const account of accounts()) {
      const record = await store(account);
      if (record.lastAt === undefined) continue;
      const incident = { is: 'pushes-silent', account, lastAt: record.lastAt } as const;
      if (isSilent(record, clock.now())) await alerts.begin(incident);
      else if (clock.now() - record.lastAt < 2 * LOOK_EVERY_MS) await alerts.end(idOf(incident));
    }
  };

  const schedule = () => {
    cancel = clock.after(LOOK_EVERY_MS, () => {
      schedule();
      background.run('look for silent accounts', () =>
        look().catch((error: unknown) => {
          if (!(error instanceof StoreUnavailableError)) throw error;
          log.debug({ err: error }, 'Pushes not counted: the store is away');
        }),
      );
    });
  };
  schedule();
  return () => {
    cancel();
    for (const stop of stopListening) stop();
  };
}
