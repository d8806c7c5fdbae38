import { pino } from 'pino';
import type { Config } from '../../config/config.ts';
import type { Environment } from '../../config/env-reader.ts';
import { createEventBus } from '../../events/event-bus.ts';
import { systemClock } from '../../runtime/clock.ts';
import { newId } from '../../runtime/new-id.ts';
import type { Sentence } from '../../runtime/sentence.ts';
import { StoreUnavailableError } from '../../runtime/store-unavailable-error.ts';
import { readVersion } from '../../runtime/version.ts';
import { openStore } from '../../store/open-store.ts';
import type { Store } from '../../store/store.ts';
import { completeConfig, hasStore } from '../complete-config.ts';
import { toStoreSettings } from '../to-store-settings.ts';
import { createDoctor, type Doctor } from './create-doctor.ts';

/** A doctor at the command line, until `close`. */
interface OpenDoctor extends Doctor {
  close(): Promise<void>;
}

/** Opens the store as a command beside the servers, if there is one, because looking must not make it. */
export async function openDoctor({
  config,
  environment,
  notes,
}: {
  readonly config: Config;
  readonly environment: Environment;
  readonly notes: readonly Sentence[];
}): Promise<OpenDoctor> {
  const clock = systemClock;
  const log = pino({ level: 'silent' });
  const events = createEventBus(log);
  const open = async (): Promise<Store | undefined | StoreUnavailableError> => {
    if (!hasStore(config)) return undefined;
    const settings = { ...toStoreSettings(config), role: 'command' } as const;
    const deps = { clock, newId, log, random: Math.random, events, version: readVersion() };
    return openStore(config, settings, deps).catch((error: unknown) => {
      if (error instanceof StoreUnavailableError) return error;
      throw error;
    });
  };
  const opened = await open();
  const isAway = opened instanceof StoreUnavailableError;
  const store = isAway ? undefined : opened;
  // The store may set what no variable does.
  const complete = store
    ? await completeConfig(config, environment)
    : { config, inEffect: {}, leftOut: [] };
  const doctor = createDoctor({
    ...{ config: complete.config, environment, stored: complete.inEffect, store, clock, events },
    notes: [...notes, ...complete.leftOut.map(({ says }) => says)],
    away: isAway ? opened : undefined,
  });
  return {
    examine: (options) => doctor.examine(options),
    close: async () => store?.close(),
  };
}
