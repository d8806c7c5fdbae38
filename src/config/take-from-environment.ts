import { writtenIn, type Environment } from './env-reader.ts';
import { namesOf, readSecretFiles } from './secret-files.ts';
import type { SettingDefinition } from './setting-definition.ts';

/** Settings with the values that the environment has for them, and the environment as it is without them. */
export interface TakenSettings {
  readonly values: Readonly<Record<string, string>>;
  readonly rest: Environment;
}

/** Takes settings out of the environment, by all names under which it may have them; secrets also out of their files. */
export function takeFromEnvironment(
  settings: readonly SettingDefinition[],
  environment: Environment,
): TakenSettings {
  const { environment: filled } = readSecretFiles(environment);
  const values = settings.flatMap((setting) => {
    const value = writtenIn(filled, setting);
    return value === undefined ? [] : [[setting.name, value] as const];
  });
  const taken = new Set(settings.flatMap(namesOf));
  const rest = Object.entries(environment).filter(([name]) => !taken.has(name));
  return { values: Object.fromEntries(values), rest: Object.fromEntries(rest) };
}
