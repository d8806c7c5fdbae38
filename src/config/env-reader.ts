import type { Sentence } from '../runtime/sentence.ts';
import { findSetting, type SettingName, type SettingValue } from './schema.ts';
import type { SettingDefinition } from './setting-definition.ts';

/** Environment variables, as strings. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** A setting that cannot be used. */
export interface SettingProblem {
  /** Absent when no single setting is to blame. */
  readonly setting: string | undefined;
  readonly says: Sentence;
}

/** Reads settings one by one and gathers what is wrong with them, so that one message names all mistakes. */
export interface EnvReader {
  readonly problems: readonly SettingProblem[];
  /** Remarks that do not keep the server from starting. */
  readonly notes: readonly Sentence[];
  refuse(setting: string | undefined, says: Sentence): void;
  /** Returns the value, or the default in place of a missing or wrong one. */
  readonly read: <Name extends SettingName>(name: Name) => SettingValue<Name>;
  /** Says whether the deployer set it, even to something that cannot be used. An empty value counts as not set. */
  readonly isSet: (name: SettingName) => boolean;
}

/** Creates a reader of these variables. `unreadable` names the settings that are set to a value that was not found. */
export function createEnvReader(
  environment: Environment,
  unreadable: ReadonlySet<string> = new Set(),
): EnvReader {
  const problems: SettingProblem[] = [];
  const notes: Sentence[] = [];
  const values = new Map<string, unknown>();
  const read = (name: SettingName) => {
    const setting = definitionOf(name);
    const written = writtenIn(environment, setting);
    const parsed = written === undefined ? undefined : setting.kind.parse(written, name);
    if (parsed && 'value' in parsed) {
      if (parsed.note !== undefined) notes.push(parsed.note);
      return parsed.value;
    }
    if (parsed) problems.push({ setting: name, says: parsed.problem });
    return defaultOf(setting);
  };
  return {
    problems,
    notes,
    refuse: (setting, says) => {
      problems.push({ setting, says });
    },
    read: <Name extends SettingName>(name: Name) => {
      if (!values.has(name)) values.set(name, read(name));
      return values.get(name) as SettingValue<Name>;
    },
    isSet: (name) =>
      writtenIn(environment, definitionOf(name)) !== undefined || unreadable.has(name),
  };
}

/** Returns a setting as the environment has it, trimmed; undefined where it is empty. */
export function writtenIn(
  environment: Environment,
  { name, isShared }: Pick<SettingDefinition, 'name' | 'isShared'>,
): string | undefined {
  const inSmallLetters = isShared ? environment[name.toLowerCase()]?.trim() : undefined;
  return inSmallLetters || environment[name]?.trim() || undefined;
}

/** Returns the value that holds where a setting is left out. */
export function defaultOf({ name, kind, byDefault }: SettingDefinition): unknown {
  if (byDefault === undefined) return undefined;
  const parsed = kind.parse(byDefault, name);
  if ('problem' in parsed) throw new Error(`The default of ${name} cannot be used`);
  return parsed.value;
}

function definitionOf(name: SettingName): SettingDefinition {
  const setting = findSetting(name);
  if (setting === undefined) throw new Error(`${name} is no setting`);
  return setting;
}
