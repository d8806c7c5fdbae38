import { DEFAULT_ACCOUNT } from './default-account.ts';
import type { Environment } from './env-reader.ts';
import { variablesOf } from '../models/provider-variables.ts';
import { listSettingsFor, listSettingsOf } from './known-settings.ts';
import { MODEL_LISTS, providerOf, SINGLE_MODELS } from './provider-name.ts';
import { SETTINGS } from './schema.ts';
import { namesOf } from './secret-files.ts';
import type { SettingDefinition } from './setting-definition.ts';

/** Settings of which only one source counts, because only one of them may be set. */
const ALTERNATIVES: readonly (readonly string[])[] = [
  ['SYSTEM_PROMPT', 'SYSTEM_PROMPT_FILE'],
  ['CHAT_MODELS', 'OPENAI_MODEL'],
];

/** The settings that choose whose models read what followers write. */
const NAMING_MODELS: readonly string[] = ['OPENAI_MODEL', ...MODEL_LISTS, ...SINGLE_MODELS];

/** What holds for every account and is read with it. */
const SHARED = SETTINGS.filter(({ isShared }) => isShared);

/** The values of an account, as `parseAccount` reads them. */
export interface MergedAccount {
  readonly values: Environment;
  /** The settings that the environment decides, so that the account cannot, each with the variable that does so. */
  readonly locked: ReadonlyMap<string, string>;
}

/**
 * Puts together what an account sets itself (decrypted) and what it has from the environment of the process. Settings in
 * `own` that belong to the server have no effect.
 */
export function mergeAccount({
  name,
  own,
  environment,
}: {
  readonly name: string;
  readonly own: Environment;
  readonly environment: Environment;
}): MergedAccount {
  const shared = pick(environment, SHARED);
  const settings = [
    ...new Set([...listSettingsFor(own, environment), ...listSettingsOf(own)]),
  ].filter(({ scope }) => scope === 'account');
  if (name === DEFAULT_ACCOUNT) {
    const locked = lockedBy(environment, settings);
    const free = settings.filter((setting) => !locked.has(setting.name));
    const set = pick(environment, settings);
    return { values: { ...pickOwn(own, free), ...set, ...shared }, locked };
  }
  const inherited = settings.filter(
    (setting) => isInherited(setting) && !isReplaced(setting.name, own),
  );
  return {
    values: { ...pick(environment, inherited), ...pickOwn(own, settings), ...shared },
    locked: new Map(),
  };
}

/** Says whether an account that does not set the setting itself has the value of the environment. */
export function isInherited({ group }: SettingDefinition): boolean {
  return group.key === 'model' || group.key === 'providers';
}

/** Says whether what an account sets itself takes the place of a setting of the environment. */
function isReplaced(setting: string, own: Environment): boolean {
  const provider = providerOf(setting);
  if (provider !== undefined && hasProvider(own, provider)) return true;
  // The account's model and what was set for it go together, as in 0.1.0.
  if (setting.startsWith('OPENAI_') && hasProvider(own, 'openai')) return true;
  const isNamed = isSet(own, 'CHAT_MODELS') || isSet(own, 'OPENAI_MODEL');
  // The followers' words reach no vendor that the account did not choose.
  return isNamed && NAMING_MODELS.includes(setting);
}

/** An address gets no key from another source, because the key would be sent to it. */
function hasProvider(own: Environment, provider: string): boolean {
  const { apiKey, baseUrl } = variablesOf(provider);
  return isSet(own, apiKey) || isSet(own, baseUrl);
}

function lockedBy(
  environment: Environment,
  settings: readonly SettingDefinition[],
): ReadonlyMap<string, string> {
  const set = settings.flatMap((setting) => {
    const variable = variableOf(environment, setting);
    return variable === undefined ? [] : [{ name: setting.name, variable }];
  });
  const coupled = set.flatMap(({ name, variable }) =>
    lockedWith(name).map((other) => [other, variable] as const),
  );
  return new Map([...coupled, ...set.map(({ name, variable }) => [name, variable] as const)]);
}

/** Returns the variable by which the environment sets a setting. */
export function variableOf(
  environment: Environment,
  setting: SettingDefinition,
): string | undefined {
  return namesOf(setting).find((name) => isSet(environment, name));
}

/** Returns the settings that are locked with one, because they must come from the same source. */
function lockedWith(setting: string): readonly string[] {
  const provider = providerOf(setting);
  const { apiKey, baseUrl } = variablesOf(provider ?? '');
  if (setting === apiKey || setting === baseUrl) return [apiKey, baseUrl];
  return ALTERNATIVES.find((group) => group.includes(setting)) ?? [];
}

function isSet(source: Environment, name: string): boolean {
  return Boolean(source[name]?.trim());
}

/** Takes settings from the environment, by all names under which it may have them. */
function pick(environment: Environment, settings: readonly SettingDefinition[]): Environment {
  return pickNames(environment, settings.flatMap(namesOf));
}

function pickOwn(own: Environment, settings: readonly SettingDefinition[]): Environment {
  return pickNames(
    own,
    settings.map(({ name }) => name),
  );
}

function pickNames(source: Environment, names: readonly string[]): Environment {
  return Object.fromEntries(
    names.filter((name) => isSet(source, name)).map((name) => [name, source[name]]),
  );
}
