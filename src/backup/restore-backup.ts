import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { StoreUnavailableError } from '../runtime/store-unavailable-error.ts';
import { withWorkFolder } from '../runtime/work-folder.ts';
import { BackupError } from './backup-error.ts';
import { backupTexts as texts } from './backup-texts.ts';
import { forgetMissingKeys } from './forget-missing-keys.ts';
import { judgeRestore } from './judge-restore.ts';
import { DATABASE, SECRETS, SETTINGS, type Manifest } from './manifest.ts';
import type { CopiedStore, CopyFiles, OnProgress } from './ports.ts';
import { readArchive } from './read-archive.ts';
import { openSecrets } from './seal-secrets.ts';
import { PASSING_COLLECTIONS, SECRET_COLLECTIONS } from './secret-collections.ts';
import { listClosedSecrets, SEALING_COLLECTIONS, type ClosedSecrets } from './sealed-settings.ts';
import { parseSecretPart, SECRET_FILES } from './secret-part.ts';
import { writeSettings, type KeptSetting } from './settings-file.ts';
import { stagePrefix, swapFolder } from './swap-folder.ts';

/** Where a backup is restored. */
export interface RestoreTarget {
  readonly dataDir: string;
  readonly files: CopyFiles;
  /** Opens the store whose own files, if it has any, are in that folder. */
  readonly openStore: (folder: string) => Promise<CopiedStore>;
  /** Names the keys that open sealed secrets, with this data folder and these settings. */
  readonly listKeys: (folder: string, settings: readonly KeptSetting[]) => ReadonlySet<string>;
  readonly now: () => number;
}

export interface RestoreOptions {
  readonly file: string;
  /** Existing data may be replaced. They are kept beside the new ones. */
  readonly isConfirmed: boolean;
  /** Asked for the passphrase of a backup with secrets; undefined restores it without them. */
  readonly askPassphrase: () => Promise<string | undefined>;
  readonly onUnpacked: OnProgress;
  readonly onFilled: OnProgress;
}

/** What came of a restore. */
export interface Restored {
  readonly manifest: Manifest;
  /** Where the data from before are now. */
  readonly keptBefore: string | undefined;
  /** Where the settings of the backup are, beside which nothing is overwritten; undefined if it has none. */
  readonly settingsFile: string | undefined;
  readonly hasSecrets: boolean;
  /** Settings of the environment whose values the backup has not. */
  readonly missingSettings: readonly string[];
  readonly closedSecrets: readonly ClosedSecrets[];
}

const RESTORED_SETTINGS = 'restored.env';

/**
 * Restores a backup. Everything is verified in a new folder beside the data folder before that takes its place. Throws
 * BackupError, and nothing is changed then.
 */
export async function restoreBackup(
  { dataDir, files, openStore, listKeys, now }: RestoreTarget,
  { file, isConfirmed, askPassphrase, onUnpacked, onFilled }: RestoreOptions,
): Promise<Restored> {
  if (!existsSync(file)) throw new BackupError(texts.noSuchFile(file));
  const refuseIfUsed = async () => {
    const store = await openStore(dataDir);
    try {
      const hasKeys = SECRET_FILES.some((name) => existsSync(join(dataDir, name)));
      judgeRestore({
        ...(await store.look()),
        hasKeys,
        isConfirmed,
        dataDir,
        isReplaced: store.isInFolder,
      });
    } finally {
      await store.close();
    }
  };
  await refuseIfUsed();
  mkdirSync(dirname(dataDir), { recursive: true });
  return withWorkFolder(stagePrefix(dataDir), async (folder) => {
    const manifest = await readArchive(file, folder, onUnpacked);
    const database = join(folder, DATABASE);
    verify(manifest, inspect(files, database), files.newestSchema);
    // No backup has them there: they would let in the person who altered it.
    files.dropRecords(database, [...SECRET_COLLECTIONS, ...PASSING_COLLECTIONS]);
    const passphrase = manifest.hasSecrets ? await askPassphrase() : undefined;
    let secretSettings: readonly KeptSetting[] = [];
    if (passphrase === undefined) keepOwnKeys(dataDir, folder);
    else {
      const opened = await openSecrets(readFileSync(join(folder, SECRETS)), passphrase);
      const secrets = parseSecretPart(opened);
      files.putRecords(database, secrets.records);
      secretSettings = secrets.settings;
      for (const { name, text } of secrets.files) writePrivate(join(folder, name), text);
    }
    rmSync(join(folder, SECRETS), { force: true });
    const hasSettings = keepSettings(folder, secretSettings);
    const keys = listKeys(folder, secretSettings);
    const closedSecrets = listClosedSecrets(files.readRecords(database, SEALING_COLLECTIONS), keys);
    forgetMissingKeys(files, database, keys);
    await refuseIfUsed();
    const store = await openStore(folder);
    try {
      const copy = `${database}.copy`;
      renameSync(database, copy);
      await store.fillFrom(copy, onFilled);
      rmSync(copy, { force: true });
    } finally {
      await store.close();
    }
    const keptBefore = swapFolder(folder, dataDir, now());
    return {
      ...{ manifest, keptBefore, closedSecrets },
      settingsFile: hasSettings ? join(dataDir, RESTORED_SETTINGS) : undefined,
      hasSecrets: passphrase !== undefined,
      missingSettings: passphrase === undefined ? manifest.secretSettings : [],
    };
  });
}

function inspect(files: CopyFiles, database: string): ReturnType<CopyFiles['inspect']> {
  try {
    return files.inspect(database);
  } catch (error) {
    // It speaks of the database in the data folder, which is another one.
    throw error instanceof StoreUnavailableError ? new BackupError(texts.damaged()) : error;
  }
}

function verify(
  { counts, schema, version }: Manifest,
  found: ReturnType<CopyFiles['inspect']>,
  newestSchema: number,
): void {
  if (schema > newestSchema) throw new BackupError(texts.newerBackup(version));
  const isSame =
    found.schema === schema &&
    Object.entries(counts).every(([table, count]) => found.counts[table] === count);
  if (!isSame) throw new BackupError(texts.damaged());
}

/** Without the secrets of the backup those of this installation stay, which may open what is sealed in it. */
function keepOwnKeys(dataDir: string, folder: string): void {
  for (const name of SECRET_FILES)
    if (existsSync(join(dataDir, name))) copyFileSync(join(dataDir, name), join(folder, name));
}

/** Puts the settings of the backup into one file. Returns whether there are any. */
function keepSettings(folder: string, secretSettings: readonly KeptSetting[]): boolean {
  const path = join(folder, SETTINGS);
  const text = readFileSync(path, 'utf8') + writeSettings(secretSettings);
  rmSync(path);
  if (text === '') return false;
  writePrivate(join(folder, RESTORED_SETTINGS), text);
  return true;
}

function writePrivate(path: string, text: string): void {
  writeFileSync(path, text, { mode: 0o600, flag: 'wx' });
}
