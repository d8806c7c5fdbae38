import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { ServerBook } from '../accounts/server-book.ts';
import type { Config } from '../config/config.ts';
import type { Environment, SettingProblem } from '../config/env-reader.ts';
import { mergeServer } from '../config/merge-server.ts';
import { createPersonaReader } from '../personas/persona-reader.ts';
import { openBooks } from './open-books.ts';
import { visitStore, type StoreVisit } from './visit-store.ts';

/** The settings of all sources: the environment's, completed by what the store sets for the server. */
export interface CompleteConfig {
  readonly config: Config;
  /** The stored values that are in effect. */
  readonly inEffect: Environment;
  /** Stored values that cannot be used. */
  readonly leftOut: readonly SettingProblem[];
}

/**
 * Reads what the store sets for the server and completes the environment's settings by it. It is a short visit as a
 * command, because what the store holds decides how it is opened: for how long it keeps things, and what is logged.
 */
export async function completeConfig(
  config: Config,
  environment: Environment,
): Promise<CompleteConfig> {
  if (!hasStore(config)) return { config, inEffect: {}, leftOut: [] };
  const visit = await visitStore(config);
  try {
    return await completeAsVisitor(visit, config, environment);
  } finally {
    await visit.store.close();
  }
}

/** Completes the settings over a store that a command has opened. */
export function completeAsVisitor(
  visit: StoreVisit,
  config: Config,
  environment: Environment,
): Promise<CompleteConfig> {
  const { server } = openBooks(config, {
    ...{ ...visit, processes: visit.store.processes, environment },
    readPersonas: createPersonaReader(),
  });
  return completeFrom(server, config, environment);
}

/** Completes the settings by a book of the server that is open. */
export async function completeFrom(
  book: Pick<ServerBook, 'open'>,
  config: Config,
  environment: Environment,
): Promise<CompleteConfig> {
  const { closed, ...stored } = await book.open();
  const { server, inEffect, leftOut } = mergeServer(stored, environment);
  return {
    config: { ...config, ...server, notes: config.notes },
    inEffect,
    leftOut: [...closed, ...leftOut],
  };
}

/** Says whether there is a store to be read; a visit to none would make it. */
export function hasStore({ redis, dataDir }: Pick<Config, 'redis' | 'dataDir'>): boolean {
  return redis !== undefined || existsSync(join(dataDir, 'kuaihui.sqlite'));
}
