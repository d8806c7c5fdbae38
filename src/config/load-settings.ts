import { fileURLToPath } from 'node:url';
import { readSettingSource, type SettingSource } from './setting-source.ts';

/** The folder of package.json. */
export const PROJECT_FOLDER = fileURLToPath(new URL('../..', import.meta.url)).replace(
  /[\\/]$/,
  '',
);

/** Reads .env into the environment of this process, and goes to the folder in which the project's settings are. */
export function loadSettings(): SettingSource {
  const workingFolder = process.cwd();
  const source = readSettingSource({
    environment: { ...process.env },
    workingFolder,
    projectFolder: PROJECT_FOLDER,
  });
  if (source.folder !== workingFolder) process.chdir(source.folder);
  // Libraries, and Node itself for TZ, look there.
  Object.assign(process.env, source.environment);
  return source;
}
