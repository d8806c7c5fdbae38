import {
  existsSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join, sep } from 'node:path';
import { withWorkFolder } from '../runtime/work-folder.ts';
import { BackupError } from './backup-error.ts';
import { backupTexts as texts } from './backup-texts.ts';
import {
  BACKUP_FORMAT,
  DATABASE,
  SECRETS,
  SETTINGS,
  VERIFICATION_FILE,
  type Manifest,
} from './manifest.ts';
import type { CopiedStore, CopyFiles, OnProgress } from './ports.ts';
import { sealSecrets } from './seal-secrets.ts';
import { PASSING_COLLECTIONS, SECRET_COLLECTIONS } from './secret-collections.ts';
import { SECRET_FILES, type SecretPart } from './secret-part.ts';
import { writeSettings, type KeptSetting } from './settings-file.ts';
import { describeMember, writeArchive, type MemberFile } from './write-archive.ts';

/** What a backup is made of. */
export interface BackupSource {
  readonly store: CopiedStore;
  readonly files: CopyFiles;
  readonly dataDir: string;
  /** The settings of the environment, those without their defaults. */
  readonly settings: readonly KeptSetting[];
  readonly secretSettings: readonly KeptSetting[];
  readonly version: string;
  readonly now: () => number;
}

export interface BackupOptions {
  readonly file: string;
  /** Seals the secrets; without one no secret is in the backup. */
  readonly passphrase: string | undefined;
  readonly onCopied: OnProgress;
  readonly onPacked: OnProgress;
}

/** Writes a backup beside the running processes. Throws BackupError, and leaves no file then. */
export async function createBackup(
  source: BackupSource,
  { file, passphrase, onCopied, onPacked }: BackupOptions,
): Promise<Manifest> {
  refusePlace(file, source.dataDir);
  if ((await source.store.look()).isEmpty) throw new BackupError(texts.nothingToBackUp());
  return withWorkFolder(join(dirname(file), `.${basename(file)}.`), async (folder) => {
    const database = join(folder, DATABASE);
    const whole = `${database}.whole`;
    await source.store.copyTo(whole, onCopied);
    const taken = await source.files.takeRecords(
      whole,
      [...SECRET_COLLECTIONS, ...PASSING_COLLECTIONS],
      database,
    );
    rmSync(whole);
    const members: MemberFile[] = [{ name: DATABASE, path: database }];
    const add = (name: string, content: string | Buffer) => {
      writeFileSync(join(folder, name), content, { mode: 0o600, flag: 'wx' });
      members.push({ name, path: join(folder, name) });
    };
    add(SETTINGS, writeSettings(source.settings));
    for (const name of listVerificationFiles(source.dataDir))
      add(name, readFileSync(join(source.dataDir, name)));
    if (passphrase !== undefined) {
      const secrets: SecretPart = {
        settings: [...source.secretSettings],
        records: taken.filter(({ collection }) => SECRET_COLLECTIONS.includes(collection)),
        files: readSecretFiles(source.dataDir),
      };
      add(SECRETS, await sealSecrets(JSON.stringify(secrets), passphrase));
    }
    const manifest: Manifest = {
      product: 'kuaihui',
      format: BACKUP_FORMAT,
      version: source.version,
      ...source.files.inspect(database),
      madeAt: new Date(source.now()).toISOString(),
      consistency: source.store.consistency,
      hasSecrets: passphrase !== undefined,
      secretSettings: source.secretSettings.map(({ name }) => name),
      members: await Promise.all(members.map(describeMember)),
    };
    const total = manifest.members.reduce((sum, { bytes }) => sum + bytes, 0);
    const draft = join(folder, 'backup');
    await writeArchive(draft, manifest, members, (written) => onPacked(written, total));
    // Another backup may have been written there meanwhile.
    refusePlace(file, source.dataDir);
    renameSync(draft, file);
    return manifest;
  });
}

/** A copy within the data folder would be lost with it. */
function refusePlace(file: string, dataDir: string): void {
  if (existsSync(file)) throw new BackupError(texts.fileExists(file));
  const folder = dirname(file);
  if (!existsSync(folder)) throw new BackupError(texts.noFolder(folder));
  const real = existsSync(dataDir) ? realpathSync(dataDir) : dataDir;
  if (`${realpathSync(folder)}${sep}`.startsWith(`${real}${sep}`))
    throw new BackupError(texts.inDataDir(dataDir));
}

function listVerificationFiles(dataDir: string): readonly string[] {
  return existsSync(dataDir)
    ? readdirSync(dataDir).filter((name) => VERIFICATION_FILE.test(name))
    : [];
}

function readSecretFiles(dataDir: string): SecretPart['files'] {
  return SECRET_FILES.filter((name) => existsSync(join(dataDir, name))).map((name) => ({
    name,
    text: readFileSync(join(dataDir, name), 'utf8'),
  }));
}
