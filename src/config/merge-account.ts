import { DEFAULT_ACCOUNT } from './default-account.ts';
import type { Environment } from './env-reader.ts';
import { SETTINGS } from './schema.ts';
import { namesOf } from './secret-files.ts';
import type { SettingDefinition } from './setting-definition.ts';

/**
 * Settings of which only one source counts. An address gets no key from elsewhere, because the key would be sent to it; of
 * the two prompts only one may be set.
 */
const PROVIDER: readonly string[] = ['OPENAI_BASE_URL', 'OPENAI_API_KEY'];
const PROMPT: readonly string[] = ['SYSTEM_PROMPT', 'SYSTEM_PROMPT_FILE'];

const ACCOUNT_SETTINGS = SETTINGS.filter(({ scope }) => scope === 'account');
/** What an account takes over where it sets no provider of its own. */
const INHERITED = ACCOUNT_SETTINGS.filter(isInherited);
/** What holds for every account and is read with it. */
const SHARED = SETTINGS.filter(({ isShared }) => isShared);

/** The values of an account, as `parseAccount` reads them. */
export interface MergedAccount {
  readonly values: Environment;
  /** The settings that the environment decides, so that the account cannot. */
  readonly locked: ReadonlySet<string>;
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
  if (name === DEFAULT_ACCOUNT) {
    const locked = lockedBy(environment);
    const free = ACCOUNT_SETTINGS.filter((setting) => !locked.has(setting.name));
    const set = pick(environment, ACCOUNT_SETTINGS);
    return { values: { ...pickOwn(own, free), ...set, ...shared }, locked };
  }
  const hasProvider = PROVIDER.some((setting) => isSet(own, setting));
  const inherited = hasProvider ? {} : pick(environment, INHERITED);
  return {
    values: { ...inherited, ...pickOwn(own, ACCOUNT_SETTINGS), ...shared },
    locked: new Set(),
  };
}

/** Says whether an account that sets no provider of its own has the value of the environment. */
export function isInherited({ group }: SettingDefinition): boolean {
  return group.key === 'model';
}

function lockedBy(environment: Environment): ReadonlySet<string> {
  const set = ACCOUNT_SETTINGS.filter((setting) =>
    namesOf(setting).some((name) => isSet(environment, name)),
  ).map(({ name }) => name);
  const others = [PROVIDER, PROMPT].filter((group) => group.some((name) => set.includes(name)));
  return new Set([...set, ...others.flat()]);
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
