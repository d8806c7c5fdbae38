import { ALERTS, PUSHES, type AlertRecord, type PushRecord } from '../alerts/alert-collections.ts';
import { ALERT, createAlerts } from '../alerts/alerts.ts';
import { listenForIncidents } from '../alerts/listen-for-incidents.ts';
import { watchPushes } from '../alerts/push-watch.ts';
import { createSendAlert } from '../alerts/send-alert.ts';
import type { Config } from '../config/config.ts';
import type { EventBus } from '../events/event-bus.ts';
import type { BackgroundStep } from '../runtime/background-queue.ts';
import type { Runtime } from '../runtime/runtime.ts';
import type { Store } from '../store/store.ts';

/** The alarms of a server. */
interface AlertService {
  /** For the background queue. */
  readonly steps: ReadonlyMap<string, BackgroundStep>;
  /** Begins to listen and to count. */
  start(accounts: () => readonly string[]): void;
  stop(): void;
}

/** Builds the alarms; without ALERT_WEBHOOK_URL the console shows them and none is sent. */
export function buildAlerts(
  { alertWebhook }: Pick<Config, 'alertWebhook'>,
  deps: Pick<Runtime, 'clock' | 'background' | 'log'> & {
    readonly store: Pick<Store, 'collections' | 'background'>;
    readonly events: EventBus;
  },
): AlertService {
  const { store, clock, background, log } = deps;
  const send =
    alertWebhook &&
    createSendAlert({ webhook: alertWebhook, fetch: globalThis.fetch, now: clock.now });
  const records = store.collections.open<AlertRecord>(ALERTS);
  const alerts = createAlerts({ ...{ records, send, clock, log }, background: store.background });
  let stops: readonly (() => void)[] = [];
  return {
    steps: new Map([[ALERT, alerts.step]]),
    start(accounts) {
      const counts = store.collections.open<PushRecord>(PUSHES);
      stops = [
        listenForIncidents({ ...deps, alerts }),
        watchPushes({ ...deps, alerts, counts, accounts }),
      ];
      background.run('go on with alarms', () => alerts.resume());
    },
    stop() {
      for (const stop of stops) stop();
    },
  };
}
