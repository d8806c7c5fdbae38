import { restore } from '../../server/backup/restore.ts';
import type { Environment } from '../../config/env-reader.ts';
import type { CommandSession } from '../command-context.ts';
import { createProgress } from '../progress.ts';
import { backupCommandTexts as texts } from './backup-command-texts.ts';
import { readPassphrase } from './read-passphrase.ts';

/** Restores a backup and tells what has to be done by hand. Throws BackupError. */
export async function runRestore(
  path: string,
  { yes, secrets }: { readonly yes: boolean; readonly secrets: boolean },
  session: CommandSession,
  environment: Environment,
): Promise<void> {
  const progress = createProgress(session);
  const restored = await restore(session.config, {
    file: session.resolvePath(path),
    isConfirmed: yes,
    async askPassphrase() {
      progress.clear();
      return secrets ? readPassphrase('known', { ...session, environment }) : undefined;
    },
    onUnpacked: (done, total) => progress.show(texts.unpacking(done, total)),
    onFilled: (done, total) => progress.show(texts.filling(done, total)),
  }).finally(() => progress.clear());
  session.print(texts.restored(restored, session.resolvePath(session.config.dataDir)));
  if (restored.keptBefore !== undefined) session.print(texts.keptBefore(restored.keptBefore));
  if (restored.settingsFile !== undefined) session.print(texts.settingsAre(restored.settingsFile));
  if (restored.missingSettings.length > 0)
    session.print(texts.missingSettings(restored.missingSettings));
  for (const closed of restored.closedSecrets) session.print(texts.closedSecrets(closed));
  session.print(restored.hasSecrets ? texts.signInAgain() : texts.usersAreGone());
  session.print(texts.oneServerOnly());
}
