import type { Sentence } from '../runtime/sentence.ts';
import { ConfigError } from './config-error.ts';
import { createEnvReader, type Environment, type EnvReader } from './env-reader.ts';
import { lintValues } from './lint-values.ts';
import type { SettingDefinition } from './setting-definition.ts';
import { readSecretFiles } from './secret-files.ts';

/** What a start tells the deployer about settings that can be used and look unintended. */
export interface WithNotes {
  readonly notes: readonly Sentence[];
}

/**
 * Builds something from settings. Throws one ConfigError that lists every problem: of the files of secrets, of how values
 * look, and of what `build` reads. A setting that was named once is not named again.
 */
export function parseWith<Built extends object>(
  given: Environment,
  settings: readonly SettingDefinition[],
  build: (reader: EnvReader) => Built,
  account?: string,
): Built & WithNotes {
  const { environment, problems: ofFiles, unreadable } = readSecretFiles(given);
  const reader = createEnvReader(environment, unreadable);
  const built = build(reader);
  const names = settings.map(({ name }) => name);
  const ofValues = lintValues(environment, names);
  const first = [...ofFiles.filter(({ setting }) => isOneOf(setting, names)), ...ofValues.problems];
  const isNamed = (setting: string | undefined) => first.some((one) => one.setting === setting);
  const problems = [...first, ...reader.problems.filter(({ setting }) => !isNamed(setting))];
  if (problems.length > 0) throw new ConfigError(problems, account);
  return { ...built, notes: [...ofValues.notes, ...reader.notes] };
}

function isOneOf(setting: string | undefined, names: readonly string[]): boolean {
  return setting !== undefined && names.includes(setting);
}
