import type { Environment } from './env-reader.ts';
import { personFolder } from './person-folder.ts';
import { PROJECT_FOLDER } from './project-folder.ts';
import { readSettingSource, type SettingSource } from './setting-source.ts';

/** The settings, and the environment that this process was given. A child process reads .env anew at each start. */
export interface LoadedSettings {
  readonly source: SettingSource;
  readonly given: Environment;
  /** Where the person stands who typed the command. */
  readonly personFolder: string;
}

/** Reads .env into the environment of this process and changes to the folder that holds the project's settings. */
export function loadSettings(): LoadedSettings {
  const workingFolder = process.cwd();
  const given = { ...process.env };
  const source = readSettingSource({
    environment: given,
    workingFolder,
    projectFolder: PROJECT_FOLDER,
  });
  if (source.folder !== workingFolder) process.chdir(source.folder);
  // Libraries read these variables from the environment, and Node reads TZ there.
  Object.assign(process.env, source.environment);
  return {
    ...{ source, given },
    personFolder: personFolder(workingFolder, PROJECT_FOLDER, given),
  };
}
