import { BackupError } from '../../backup/backup-error.ts';
import { backupTexts } from '../../backup/backup-texts.ts';
import { findBrokenRestore } from '../../backup/swap-folder.ts';
import type { Config } from '../../config/config.ts';
import { realFolder } from './real-folder.ts';

/** Throws BackupError where a start would begin with an empty database in the place of one that was being restored. */
export function refuseBrokenRestore({ dataDir, redis }: Pick<Config, 'dataDir' | 'redis'>): void {
  if (redis) return;
  const folder = findBrokenRestore(realFolder(dataDir));
  if (folder !== undefined) throw new BackupError(backupTexts.restoreBrokeOff(folder));
}
