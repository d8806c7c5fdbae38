import { restoreBackup, type Restored, type RestoreOptions } from '../../backup/restore-backup.ts';
import type { Config } from '../../config/config.ts';
import { readSecretKeys } from '../../config/secret-key.ts';
import { systemClock } from '../../runtime/clock.ts';
import { copyFiles } from '../../store/sqlite/copy-files.ts';
import { openCopiedStore } from './open-copied-store.ts';
import { realFolder } from './real-folder.ts';

/** Restores a backup into the place that the settings name. Throws BackupError. */
export async function restore(config: Config, options: RestoreOptions): Promise<Restored> {
  const { secret, previousSecret } = config;
  return restoreBackup(
    {
      dataDir: realFolder(config.dataDir),
      files: copyFiles,
      openStore: (folder) => openCopiedStore(folder, config),
      listKeys(folder, restored) {
        const find = (setting: string) => restored.find(({ name }) => name === setting)?.value;
        const places = [
          { secret, previousSecret },
          { secret: find('KUAIHUI_SECRET'), previousSecret: find('KUAIHUI_PREVIOUS_SECRET') },
        ];
        const keys = places.flatMap((place) => readSecretKeys({ dataDir: folder, ...place }).keys);
        return new Set(keys.map(({ name }) => name));
      },
      now: systemClock.now,
    },
    options,
  );
}
