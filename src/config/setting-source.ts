import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Sentence } from '../runtime/sentence.ts';
import type { Config } from './config.ts';
import type { Environment } from './env-reader.ts';
import { startFailureTexts } from './start-failure-texts.ts';
import { chooseFolder } from './choose-folder.ts';
import { ConfigError } from './config-error.ts';
import { valuesOf } from './env-entries.ts';
import { envFileTexts as texts } from './env-file-texts.ts';
import { lintEnvFile, lintEnvironment } from './lint-env-file.ts';
import { listSettingsFor } from './known-settings.ts';
import { parseConfig } from './parse-config.ts';
import { isInstalled } from './project-folder.ts';
import { readEnvFile } from './read-env-file.ts';
import { listSecretFiles } from './secret-files.ts';
import { noteWeakToken } from './weak-token.ts';

/** The settings of a process with their origin, and what is odd about it. */
export interface SettingSource {
  /** The environment, completed from .env where a variable is absent or empty. */
  readonly environment: Environment;
  /** The .env that was read, as an absolute path. */
  readonly file: string | undefined;
  /** The folder at which relative paths begin. */
  readonly folder: string;
  /** Problems that keep the server from starting. */
  readonly problems: readonly Sentence[];
  readonly notes: readonly Sentence[];
}

/**
 * Reads .env and checks every line of it. It throws nothing, because all problems belong into one list with wrong
 * values.
 */
export function readSettingSource({
  environment,
  workingFolder,
  projectFolder,
}: {
  readonly environment: Environment;
  readonly workingFolder: string;
  /** The folder of package.json. */
  readonly projectFolder: string;
}): SettingSource {
  const notes: Sentence[] = [];
  const has = (folder: string, name: string) => existsSync(join(folder, name));
  const choice = chooseFolder({
    working: { hasEnvFile: has(workingFolder, '.env'), hasData: has(workingFolder, 'data') },
    project: { hasEnvFile: has(projectFolder, '.env'), isInstalled: isInstalled(projectFolder) },
  });
  const folder = choice === 'project' ? projectFolder : workingFolder;
  if (choice === 'project') notes.push(texts.movedTo(folder, workingFolder));
  if (choice === 'working, and say so')
    notes.push(texts.elsewhere(join(projectFolder, '.env'), workingFolder));

  const path = join(folder, '.env');
  const read = readEnvFile(path);
  if (read.is !== 'read') {
    const ofEnvironment = sourceOf(environment, folder);
    return {
      ...ofEnvironment,
      notes: [...notes, ...ofEnvironment.notes],
      problems: [...(read.is === 'unreadable' ? [read.problem] : []), ...ofEnvironment.problems],
    };
  }
  const values = valuesOf(read.entries);
  const together = { ...environment, ...values, ...withoutEmpty(environment) };
  const settings = namesFor(together);
  // A misspelt name in the environment may be harmless because .env sets the right one.
  const { problems, notes: environmentNotes } = lintEnvironment(
    { ...pickOurs(values, settings), ...withoutEmpty(environment) },
    settings,
  );
  const ofFile = lintEnvFile(read.entries, settings, environment);
  return {
    ...{ environment: together, folder, file: path },
    problems: [...ofFile.problems, ...problems],
    notes: [...notes, ...(read.note ? [read.note] : []), ...ofFile.notes, ...environmentNotes],
  };
}

/** Returns what the environment alone sets, and what is odd about it. */
export function sourceOf(environment: Environment, folder: string): SettingSource {
  return {
    environment,
    folder,
    file: undefined,
    ...lintEnvironment(environment, namesFor(environment)),
  };
}

/** Reads the settings. Throws one ConfigError with every problem of the file, the names and the values. */
export function parseSettings(source: SettingSource): {
  config: Config;
  notes: readonly Sentence[];
} {
  const { environment, problems } = source;
  let config: Config | undefined;
  let ofValues: readonly Sentence[] = [];
  try {
    config = parseConfig(environment);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    ofValues = error.sentences;
  }
  const dataDir = config && resolve(source.folder, config.dataDir);
  const ofPlace =
    dataDir !== undefined && isInstalled(dataDir)
      ? [startFailureTexts.dataInPackage(dataDir, join(homedir(), 'kuaihui', 'data'))]
      : [];
  const all = [...problems, ...ofValues, ...ofPlace];
  if (config === undefined || all.length > 0) throw new ConfigError(all);
  const notes = [...source.notes, ...config.notes, ...noteWeakToken(config.wechat.token)];
  return { config, notes };
}

/** Removes empty variables. Compose passes on `${NAME:-}` as one and means that it is not set. */
function withoutEmpty(environment: Environment): Environment {
  return Object.fromEntries(
    Object.entries(environment).filter(([, value]) => value !== undefined && value.trim() !== ''),
  );
}

/** Returns every name that has an effect, among them those of files and of the providers that the values name. */
function namesFor(values: Environment): readonly string[] {
  const settings = listSettingsFor(values);
  return [...settings.map(({ name }) => name), ...listSecretFiles(settings)];
}

function pickOurs(values: Environment, settings: readonly string[]): Environment {
  return Object.fromEntries(Object.entries(values).filter(([name]) => settings.includes(name)));
}
