import type { Logger } from 'pino';
import type { EventBus } from '../events/event-bus.ts';
import type { Background } from '../runtime/background.ts';
import type { Alerts } from './alerts.ts';
import { idOf, type Incident } from './incident.ts';

interface ListenDeps {
  readonly alerts: Pick<Alerts, 'begin' | 'end'>;
  readonly events: Pick<EventBus, 'on'>;
  readonly background: Background;
  readonly log: Logger;
}

/** Begins and ends incidents by the news of the process, one after the other and beside the answers. */
export function listenForIncidents({ alerts, events, background, log }: ListenDeps): () => void {
  let last: Promise<void> = Promise.resolve();
  const run = (work: () => Promise<void>) => {
    last = last.then(work).catch((error: unknown) => {
      log.warn(
        { code: 'alert_not_kept', err: error, zh: '告警没能记下来' },
        'An alarm could not be written down',
      );
    });
    const own = last;
    background.run('keep an alarm', () => own);
  };
  const stops = [
    events.on('breaker-opened', ({ account, breaker, provider, keyNumber, failure }) => {
      if (failure !== 'key' && failure !== 'credit') return;
      const is = failure === 'key' ? 'key-refused' : 'no-credit';
      const incident: Incident = {
        ...{ is, account, breaker, provider },
        ...(keyNumber !== undefined && { keyNumber }),
      };
      run(() => alerts.begin(incident));
    }),
    events.on('breaker-closed', ({ account, breaker, provider, failure }) => {
      if (failure !== 'key' && failure !== 'credit') return;
      run(() => alerts.end(idOf({ is: 'key-refused', account, breaker, provider })));
    }),
    events.on('budget-spent', ({ account }) =>
      run(() => alerts.begin({ is: 'budget-spent', account })),
    ),
    events.on('budget-renewed', ({ account }) =>
      run(() => alerts.end(idOf({ is: 'budget-spent', account }))),
    ),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}
