import { pino, type Logger } from 'pino';
import type { Config } from '../config/config.ts';
import { createEventBus, type EventBus } from '../events/event-bus.ts';
import { systemClock, type Clock } from '../runtime/clock.ts';
import { newId } from '../runtime/new-id.ts';
import { readVersion } from '../runtime/version.ts';
import { openStore } from '../store/open-store.ts';
import type { Store } from '../store/store.ts';
import { toStoreSettings } from './to-store-settings.ts';

/** The store as a command sees it, beside the servers, with what else a command needs. Its owner closes the store. */
export interface StoreVisit {
  readonly store: Store;
  readonly events: EventBus;
  readonly clock: Clock;
  readonly newId: () => string;
  readonly random: () => number;
  /** Silent: what goes wrong reaches the person at the terminal as an error. */
  readonly log: Logger;
}

/** Opens the store as a command, which takes no work from the servers. */
export async function visitStore(config: Config): Promise<StoreVisit> {
  const log = pino({ level: 'silent' });
  const deps = { ...{ clock: systemClock, newId, random: Math.random }, log };
  const events = createEventBus(log);
  const store = await openStore(
    config,
    { ...toStoreSettings(config), role: 'command' },
    { ...deps, events, version: readVersion() },
  );
  return { store, events, ...deps };
}
