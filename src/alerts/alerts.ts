import type { Logger } from 'pino';
import type { BackgroundQueue, BackgroundStep } from '../runtime/background-queue.ts';
import type { Clock } from '../runtime/clock.ts';
import type { Collection } from '../runtime/collection.ts';
import { waitAtMost } from '../runtime/wait-at-most.ts';
import type { AlertRecord } from './alert-collections.ts';
import { idOf, type Incident } from './incident.ts';
import type { SendAlert } from './send-alert.ts';

/** The kind of the background items that send alarms. */
export const ALERT = 'alert';

/**
 * Keeps which incidents there are, and tells the owner of each once, and once when it is over, whichever process sees
 * it, also over a restart.
 */
export interface Alerts {
  begin(incident: Incident): Promise<void>;
  end(id: string): Promise<void>;
  /** Sends one alarm; for the background queue. */
  readonly step: BackgroundStep;
  /** Goes on with what a process that was killed had written down and not sent. */
  resume(): Promise<void>;
}

interface AlertsDeps {
  readonly records: Collection<AlertRecord>;
  readonly background: Pick<BackgroundQueue, 'add'>;
  /** Absent where the owner wants no alarm sent; incidents are kept for the console all the same. */
  readonly send: SendAlert | undefined;
  readonly clock: Clock;
  readonly log: Logger;
}

/** The waits before the next tries; an alarm that the receiver has not taken by then is given up. */
const PAUSES_MS = [5_000, 30_000, 120_000, 600_000];
/** A step of the background queue has 2 s; a webhook that needs longer is looked at again. */
const STEP_MS = 1_000;

interface AlertState {
  readonly triesMade: number;
}

/** What changed while its alarm was on the way is told next. */
const AGAIN = { state: { triesMade: 0 } satisfies AlertState, againInMs: 0 };

export function createAlerts({ records, background, send, clock, log }: AlertsDeps): Alerts {
  /** Calls under way, by incident and state. */
  const calls = new Map<string, Promise<string | undefined>>();

  const schedule = (id: string) =>
    background.add({ kind: ALERT, key: id, state: { triesMade: 0 } satisfies AlertState }, 0);

  /** Writes what `change` makes of the record; reads it again when another process was faster. */
  const change = async (
    id: string,
    next: (known: AlertRecord | undefined) => AlertRecord | undefined,
  ): Promise<AlertRecord | undefined> => {
    for (;;) {
      const entry = await records.get(id);
      const value = next(entry?.value);
      if (value === undefined) return undefined;
      const written = await records.put(id, value, { expected: entry?.version ?? 0 });
      if (written === 'written') return value;
    }
  };

  const callOf = (name: string, record: AlertRecord, sendOne: SendAlert) => {
    const known = calls.get(name);
    if (known) return known;
    const call = sendOne(record);
    calls.set(name, call);
    return call;
  };

  return {
    async begin(incident) {
      const id = idOf(incident);
      const at = clock.now();
      const written = await change(id, (known) => {
        if (known?.state === 'open') return undefined;
        // The owner has not heard that it was over, so nothing is new.
        const isTold = known?.isTold && { isTold: known.isTold };
        return { incident: known?.incident ?? incident, state: 'open', at, ...isTold };
      });
      if (send && written && written.isTold !== true) await schedule(id);
    },
    async end(id) {
      const at = clock.now();
      const written = await change(id, (known) =>
        known?.state === 'open' ? { ...known, state: 'over', at } : undefined,
      );
      if (written && send) await schedule(id);
      else if (written) await records.delete(id);
    },
    async step({ key: id, state }) {
      const { triesMade } = state as AlertState;
      const entry = await records.get(id);
      if (!entry) return 'done';
      const record = entry.value;
      const isOver = record.state === 'over';
      if (!isOver && record.isTold) return 'done';
      if (isOver && !(record.isTold && send)) {
        await records.delete(id);
        return 'done';
      }
      if (!send) return 'done';
      const name = `${id} ${record.state}`;
      const call = callOf(name, record, send);
      let answered: { readonly refusal: string | undefined } | undefined;
      void call.then((refusal) => (answered = { refusal }));
      await waitAtMost(clock, STEP_MS, call);
      if (!answered) return { state, againInMs: STEP_MS };
      calls.delete(name);
      const { refusal } = answered;
      const about = {
        event: record.incident.is,
        account: record.incident.account,
        state: record.state,
      };
      if (refusal === undefined) {
        log.info(
          { code: 'alert_sent', ...about, zh: '已向 ALERT_WEBHOOK_URL 发出告警' },
          'Alarm sent',
        );
        const now = await change(id, (known) => afterSent(known, record.state));
        if (isOver && now === undefined) await records.delete(id);
        return now && now.state !== record.state ? AGAIN : 'done';
      }
      const pauseMs = PAUSES_MS[triesMade];
      if (pauseMs === undefined) {
        log.error(
          {
            ...{ code: 'alert_failed', ...about, reason: refusal },
            advice:
              'Compare ALERT_WEBHOOK_URL and ALERT_WEBHOOK_SECRET with the page of the robot.',
            adviceZh: '请对照机器人的设置页核对 ALERT_WEBHOOK_URL 和 ALERT_WEBHOOK_SECRET。',
            zh: `告警没有发出去（${refusal}），不再重试`,
          },
          `An alarm did not arrive (${refusal}); it is given up`,
        );
        if (isOver) await records.delete(id);
        return 'done';
      }
      log.warn(
        {
          code: 'alert_retried',
          ...about,
          reason: refusal,
          zh: `告警没有发出去（${refusal}），稍后再试`,
        },
        `An alarm did not arrive (${refusal}); it will be sent again`,
      );
      return { state: { triesMade: triesMade + 1 } satisfies AlertState, againInMs: pauseMs };
    },
    async resume() {
      for (const { key, value } of await records.list(''))
        if (value.state === 'over' || value.isTold !== true) await schedule(key);
    },
  };
}

/** Returns what is known of an incident once its owner has heard of a state; undefined when that was its end. */
function afterSent(
  known: AlertRecord | undefined,
  sent: AlertRecord['state'],
): AlertRecord | undefined {
  if (sent === 'open') return known && { ...known, isTold: true };
  if (known?.state !== 'open') return undefined;
  const { incident, state, at } = known;
  return { incident, state, at };
}
