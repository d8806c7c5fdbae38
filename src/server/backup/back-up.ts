import { createBackup, type BackupOptions } from '../../backup/create-backup.ts';
import type { Manifest } from '../../backup/manifest.ts';
import type { Config } from '../../config/config.ts';
import type { Environment } from '../../config/env-reader.ts';
import { systemClock } from '../../runtime/clock.ts';
import { readVersion } from '../../runtime/version.ts';
import { copyFiles } from '../../store/sqlite/copy-files.ts';
import { listKeptSettings } from './list-kept-settings.ts';
import { openCopiedStore } from './open-copied-store.ts';
import { realFolder } from './real-folder.ts';

/** Writes a backup of this installation, beside its running processes. Throws BackupError. */
export async function backUp(
  config: Config,
  environment: Environment,
  options: BackupOptions,
): Promise<Manifest> {
  const dataDir = realFolder(config.dataDir);
  const store = await openCopiedStore(dataDir, config);
  try {
    return await createBackup(
      {
        ...{ store, files: copyFiles, dataDir, version: readVersion() },
        ...{ now: systemClock.now, ...listKeptSettings(environment) },
      },
      options,
    );
  } finally {
    await store.close();
  }
}
