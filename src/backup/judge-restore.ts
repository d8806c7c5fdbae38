import { BackupError } from './backup-error.ts';
import { backupTexts as texts } from './backup-texts.ts';
import type { StoredState } from './ports.ts';

/** What a restore would meet. */
export interface RestorePlace extends Pick<StoredState, 'isEmpty' | 'living'> {
  readonly dataDir: string;
  /** Whether the data folder holds keys, which no other folder may have. */
  readonly hasKeys: boolean;
  /** Whether the store is replaced together with the folder. */
  readonly isReplaced: boolean;
  readonly isConfirmed: boolean;
}

/** Throws BackupError unless a backup may be restored there. */
export function judgeRestore(place: RestorePlace): void {
  const { isEmpty, living, hasKeys, isReplaced, isConfirmed, dataDir } = place;
  if (living.length > 0) throw new BackupError(texts.processLives(living));
  if (!isEmpty && !isReplaced) throw new BackupError(texts.redisHasData());
  if ((!isEmpty || hasKeys) && !isConfirmed) throw new BackupError(texts.dataExists(dataDir));
}
