import { migrate } from '../../server/backup/migrate.ts';
import type { CommandSession } from '../command-context.ts';
import { createProgress } from '../progress.ts';
import { backupCommandTexts as texts } from './backup-command-texts.ts';

/** Copies all data to the other store, and tells what has to be set afterwards. Throws BackupError. */
export async function runMigrate(to: 'redis' | 'sqlite', session: CommandSession): Promise<void> {
  const progress = createProgress(session);
  const counts = await migrate(session.config, to, {
    onRead: (done, total) => progress.show(texts.copying(done, total)),
    onWritten: (done, total) => progress.show(texts.filling(done, total)),
  }).finally(() => progress.clear());
  session.print(to === 'redis' ? texts.migratedToRedis(counts) : texts.migratedToSqlite(counts));
}
