import { backUp } from '../../server/backup/back-up.ts';
import type { Environment } from '../../config/env-reader.ts';
import type { CommandSession } from '../command-context.ts';
import { createProgress } from '../progress.ts';
import { backupCommandTexts as texts } from './backup-command-texts.ts';
import { readPassphrase } from './read-passphrase.ts';

/** Writes a backup into a file. Throws BackupError. */
export async function runBackup(
  path: string,
  { withSecrets, json }: { readonly withSecrets: boolean; readonly json: boolean },
  session: CommandSession,
  environment: Environment,
): Promise<void> {
  const file = session.resolvePath(path);
  const passphrase = withSecrets
    ? await readPassphrase('new', { ...session, environment })
    : undefined;
  const progress = createProgress(session);
  const manifest = await backUp(session.config, environment, {
    ...{ file, passphrase },
    onCopied: (done, total) => progress.show(texts.copying(done, total)),
    onPacked: (done, total) => progress.show(texts.packing(done, total)),
  }).finally(() => progress.clear());
  if (json) return session.printJson({ file, ...manifest });
  session.print(texts.made(file, manifest));
  if (manifest.consistency === 'each follower') session.print(texts.eachFollower());
  session.print(withSecrets ? texts.withSecrets() : texts.withoutSecrets());
}
