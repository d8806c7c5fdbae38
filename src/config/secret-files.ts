import { readFileSync } from 'node:fs';
import type { Environment, SettingProblem } from './env-reader.ts';
import { listSettingsFor } from './known-settings.ts';
import type { SettingDefinition } from './setting-definition.ts';
import { settingTexts } from './setting-texts.ts';

/** Lists the names by which secrets are read from files, such as WECHAT_TOKEN_FILE; Docker and Kubernetes hand secrets on as files. */
export function listSecretFiles(settings: readonly SettingDefinition[]): readonly string[] {
  return settings.filter(({ isSecret }) => isSecret).map(({ name }) => fileNameOf(name));
}

/** The environment with the secrets in the place of the files that it names. */
export interface FilledEnvironment {
  readonly environment: Environment;
  readonly problems: readonly SettingProblem[];
  /** The settings whose files could not be used. */
  readonly unreadable: ReadonlySet<string>;
}

/** Returns the variable that names the file of a secret. */
export function fileNameOf(setting: string): string {
  return `${setting}_FILE`;
}

/** Returns every name by which the environment may set a setting. */
export function namesOf({ name, isSecret, isShared }: SettingDefinition): readonly string[] {
  return [name, ...(isSecret ? [fileNameOf(name)] : []), ...(isShared ? [name.toLowerCase()] : [])];
}

/** Reads every secret whose file is named. A problem names the file and never what is in it. */
export function readSecretFiles(
  environment: Environment,
  read: (path: string) => string = (path) => readFileSync(path, 'utf8'),
): FilledEnvironment {
  const filled: Record<string, string | undefined> = { ...environment };
  const problems: SettingProblem[] = [];
  const unreadable = new Set<string>();
  for (const { name, isSecret } of listSettingsFor(environment)) {
    const path = isSecret ? environment[fileNameOf(name)]?.trim() : undefined;
    if (!path) continue;
    delete filled[fileNameOf(name)];
    if (environment[name]?.trim()) {
      problems.push({ setting: name, says: settingTexts.valueAndFile(name, fileNameOf(name)) });
      continue;
    }
    const content = readOrNothing(path, read);
    if (content?.trim()) filled[name] = content.replace(/\r?\n$/, '');
    else {
      const texts = content === undefined ? settingTexts.fileUnreadable : settingTexts.fileEmpty;
      problems.push({ setting: name, says: texts(fileNameOf(name), path) });
      unreadable.add(name);
    }
  }
  return { environment: filled, problems, unreadable };
}

function readOrNothing(path: string, read: (path: string) => string): string | undefined {
  try {
    return read(path);
  } catch {
    return undefined; // The problem says so.
  }
}
