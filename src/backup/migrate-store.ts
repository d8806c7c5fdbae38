import { join } from 'node:path';
import { withWorkFolder } from '../runtime/work-folder.ts';
import { BackupError } from './backup-error.ts';
import { backupTexts as texts } from './backup-texts.ts';
import type { CopiedStore, CopyFiles, Counts, OnProgress } from './ports.ts';

/** A copy of everything from one store to another. */
export interface Migration {
  readonly from: CopiedStore;
  readonly to: CopiedStore;
  readonly files: Pick<CopyFiles, 'inspect' | 'newestSchema' | 'dropExpired'>;
  readonly dataDir: string;
  readonly now: () => number;
  readonly onRead: OnProgress;
  readonly onWritten: OnProgress;
}

/**
 * Copies everything into an empty store and compares what arrived with what was there. The source stays as it is.
 * Throws BackupError.
 */
export async function migrateStore(migration: Migration): Promise<Counts> {
  const { from, to, files, dataDir, now, onRead, onWritten } = migration;
  await refuseIfUnfit(migration);
  return withWorkFolder(join(dataDir, '.migrate-'), async (folder) => {
    const copy = join(folder, 'copy.sqlite');
    await from.copyTo(copy, onRead);
    // What expires meanwhile would look like a loss.
    files.dropExpired(copy, now());
    const { schema, counts } = files.inspect(copy);
    const { version = '' } = await from.look();
    if (schema !== files.newestSchema) throw new BackupError(texts.olderData(version));
    await to.fillFrom(copy, onWritten);
    const arrived = await to.count();
    for (const [table, count] of Object.entries(arrived))
      if (count !== counts[table])
        throw new BackupError(texts.countsDiffer(table, counts[table] ?? 0, count));
    return counts;
  });
}

async function refuseIfUnfit({ from, to, dataDir }: Migration): Promise<void> {
  const [source, target] = [await from.look(), await to.look()];
  const living = [...source.living, ...target.living];
  if (living.length > 0) throw new BackupError(texts.processLives(living));
  if (source.isEmpty) throw new BackupError(texts.nothingToMigrate());
  if (!target.isEmpty)
    throw new BackupError(to.isInFolder ? texts.sqliteHasData(dataDir) : texts.redisHasData());
}
