import type { Logger } from 'pino';
import type { Emitter } from '../events/event-bus.ts';
import type { Clock } from '../runtime/clock.ts';
import { openSqliteStore } from './sqlite/open-sqlite-store.ts';
import type { RedisPlace, StoreSettings } from './store-settings.ts';
import type { Store } from './store.ts';

export interface StorePlace {
  /** The folder of the embedded database. */
  readonly dataDir: string;
  /** Absent when everything is kept in the folder. */
  readonly redis: RedisPlace | undefined;
}

export interface StoreDeps {
  readonly clock: Clock;
  readonly random: () => number;
  readonly newId: () => string;
  readonly log: Logger;
  readonly events: Emitter;
  /** The version of Kuaihui, which the other processes see. */
  readonly version: string;
}

/** Opens the store that the settings name: Redis if it is set, else the database in the data folder. */
export async function openStore(
  { dataDir, redis }: StorePlace,
  settings: StoreSettings,
  deps: StoreDeps,
): Promise<Store> {
  if (!redis) return openSqliteStore({ ...settings, folder: dataDir }, deps);
  // Without Redis its libraries are not loaded.
  const { openRedisStore } = await import('./redis/open-redis-store.ts');
  return openRedisStore({ ...settings, ...redis }, deps);
}
