import { mkdirSync } from 'node:fs';
import { BackupError } from '../../backup/backup-error.ts';
import { backupTexts } from '../../backup/backup-texts.ts';
import { migrateStore } from '../../backup/migrate-store.ts';
import type { Counts, OnProgress } from '../../backup/ports.ts';
import type { Config } from '../../config/config.ts';
import { systemClock } from '../../runtime/clock.ts';
import { copyFiles } from '../../store/sqlite/copy-files.ts';
import { openCopiedStore } from './open-copied-store.ts';
import { realFolder } from './real-folder.ts';

/** Copies all data from DATA_DIR to the Redis that is set, or back. Throws BackupError. */
export async function migrate(
  config: Config,
  target: 'redis' | 'sqlite',
  progress: { readonly onRead: OnProgress; readonly onWritten: OnProgress },
): Promise<Counts> {
  if (config.redis === undefined) throw new BackupError(backupTexts.needsRedisUrl());
  const dataDir = realFolder(config.dataDir);
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const redis = await openCopiedStore(dataDir, config);
  try {
    const sqlite = await openCopiedStore(dataDir, { ...config, redis: undefined });
    const [from, to] = target === 'redis' ? [sqlite, redis] : [redis, sqlite];
    return await migrateStore({
      ...{ from, to, files: copyFiles, dataDir, now: systemClock.now },
      ...progress,
    });
  } finally {
    await redis.close();
  }
}
