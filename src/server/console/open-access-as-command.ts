import { pino } from 'pino';
import type { Config } from '../../config/config.ts';
import { createEventBus } from '../../events/event-bus.ts';
import { systemClock } from '../../runtime/clock.ts';
import { newId } from '../../runtime/new-id.ts';
import { readVersion } from '../../runtime/version.ts';
import { openStore } from '../../store/open-store.ts';
import { toStoreSettings } from '../to-store-settings.ts';
import { openConsoleAccess } from './open-console-access.ts';

/** Opens who may use the console for as long as `use` takes, as a command beside the servers. */
export async function openAccessAsCommand<Result>(
  config: Config,
  use: (opened: ReturnType<typeof openConsoleAccess>) => Promise<Result>,
): Promise<Result> {
  // What goes wrong reaches the person at the terminal as an error.
  const log = pino({ level: 'silent' });
  const deps = { clock: systemClock, newId, log, random: Math.random };
  const store = await openStore(
    config,
    { ...toStoreSettings(config), role: 'command' },
    { ...deps, events: createEventBus(log), version: readVersion() },
  );
  try {
    return await use(openConsoleAccess({ ...deps, collections: store.collections }));
  } finally {
    await store.close();
  }
}
