import { pino } from 'pino';
import type { CopiedStore } from '../../backup/ports.ts';
import type { Config } from '../../config/config.ts';
import { newId } from '../../runtime/new-id.ts';
import { toStoreSettings } from '../to-store-settings.ts';
import { systemClock } from '../../runtime/clock.ts';
import { createCopiedFile } from '../../store/sqlite/copied-store.ts';

/** Opens the store for a copy: Redis if the settings name it, else the database of the folder. */
export async function openCopiedStore(
  folder: string,
  config: Pick<Config, 'redis' | 'retentionDays' | 'traceDays'>,
): Promise<CopiedStore> {
  const { redis } = config;
  if (!redis) return createCopiedFile(folder, systemClock);
  // Without Redis its libraries are not loaded.
  const { openCopiedRedis } = await import('../../store/redis/copy/copied-redis.ts');
  // What goes wrong reaches the person at the terminal as an error.
  return openCopiedRedis(redis, {
    settings: toStoreSettings(config),
    ...{ clock: systemClock, newId, log: pino({ level: 'silent' }) },
  });
}
