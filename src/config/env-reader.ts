import type { Sentence } from '../runtime/sentence.ts';
import { findStaticSetting, type SettingName, type SettingValue } from './schema.ts';
import type { SettingDefinition } from './setting-definition.ts';
import type { SettingKind } from './setting-kind.ts';

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
  readonly refuse: (setting: string | undefined, says: Sentence) => void;
  /** Returns the value, or the default in place of a missing or wrong one. */
  readonly read: <Name extends SettingName>(name: Name) => SettingValue<Name>;
  /** Reads a setting whose name was not known beforehand, such as that of a provider's key. */
  readonly readOne: <Value>(
    setting: SettingDefinition & { readonly kind: SettingKind<Value> },
  ) => Value | undefined;
  /** Says whether the deployer set it, even to something that cannot be used. An empty value counts as not set. */
  readonly isSet: (name: string) => boolean;
}

/** Creates a reader of these variables. `unreadable` names the settings that are set to a value that was not found. */
export function createEnvReader(
  environment: Environment,
  unreadable: ReadonlySet<string> = new Set(),
): EnvReader {
  const problems: SettingProblem[] = [];
  const notes: Sentence[] = [];
  const values = new Map<string, unknown>();
  const read = (setting: SettingDefinition) => {
    const { name } = setting;
    const written = writtenIn(environment, setting);
    const parsed = written === undefined ? undefined : setting.kind.parse(written, name);
    if (parsed && 'value' in parsed) {
      if (parsed.note !== undefined) notes.push(parsed.note);
      return parsed.value;
    }
    if (parsed) problems.push({ setting: name, says: parsed.problem });
    return defaultOf(setting);
  };
  const readOnce = (setting: SettingDefinition) => {
    if (!values.has(setting.name)) values.set(setting.name, read(setting));
    return values.get(setting.name);
  };
  return {
    problems,
    notes,
    refuse: (setting, says) => {
      problems.push({ setting, says });
    },
    read: <Name extends SettingName>(name: Name) =>
      readOnce(definitionOf(name)) as SettingValue<Name>,
    readOne: <Value>(setting: SettingDefinition & { readonly kind: SettingKind<Value> }) =>
      readOnce(setting) as Value | undefined,
    isSet: (name) =>
      writtenIn(environment, findStaticSetting(name) ?? { name, isShared: false }) !== undefined ||
      unreadable.has(name),
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
  const setting = findStaticSetting(name);
  if (setting === undefined) throw new Error(`${name} is no setting`);
  return setting;
}
