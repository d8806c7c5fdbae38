import { pino } from 'pino';
import type { Config } from '../../config/config.ts';
import type { Environment } from '../../config/env-reader.ts';
import { createEventBus } from '../../events/event-bus.ts';
import { systemClock } from '../../runtime/clock.ts';
import type { Sentence } from '../../runtime/sentence.ts';
import { StoreUnavailableError } from '../../runtime/store-unavailable-error.ts';
import { completeAsVisitor, hasStore } from '../complete-config.ts';
import { visitStore, type StoreVisit } from '../visit-store.ts';
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
  const visit = await visitIfThere(config);
  const isAway = visit instanceof StoreUnavailableError;
  const opened = isAway ? undefined : visit;
  // The store may set what no variable does.
  const complete = opened
    ? await completeAsVisitor(opened, config, environment)
    : { config, inEffect: {}, leftOut: [] };
  const doctor = createDoctor({
    ...{ config: complete.config, environment, stored: complete.inEffect, store: opened?.store },
    notes: [...notes, ...complete.leftOut.map(({ says }) => says)],
    away: isAway ? visit : undefined,
    clock: systemClock,
    events: opened?.events ?? createEventBus(pino({ level: 'silent' })),
  });
  return {
    examine: (options) => doctor.examine(options),
    close: async () => opened?.store.close(),
  };
}

/** Returns why a store that there is could not be opened. */
async function visitIfThere(
  config: Config,
): Promise<StoreVisit | StoreUnavailableError | undefined> {
  if (!hasStore(config)) return undefined;
  return visitStore(config).catch((error: unknown) => {
    if (error instanceof StoreUnavailableError) return error;
    throw error;
  });
}
