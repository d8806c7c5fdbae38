import { ConfigError } from './config-error.ts';
import type { ServerConfig } from './config.ts';
import { DEFAULT_ACCOUNT } from './default-account.ts';
import type { Environment, SettingProblem } from './env-reader.ts';
import { mergeAccount, variableOf } from './merge-account.ts';
import { parseServer } from './parse-server.ts';
import { findStaticSetting } from './schema.ts';
import type { SettingDefinition } from './setting-definition.ts';

/** What the store sets, opened, by the names of .env. */
export interface StoredValues {
  /** For the server. */
  readonly server: Environment;
  /** For the account `default`, whose keys the server's own models are asked with. */
  readonly account: Environment;
}

/** The server's settings of all sources. */
export interface MergedServer {
  readonly server: ServerConfig;
  /** The stored values that are in effect. */
  readonly inEffect: Environment;
  /** Stored values that cannot be used, and why. */
  readonly leftOut: readonly SettingProblem[];
}

/** Says whether the store may set it for the server: what names a place is the environment's. */
export function isStorableForServer(setting: SettingDefinition): boolean {
  return setting.scope === 'server' && !setting.isForOperator;
}

/** Returns why the store cannot set it for the server: the variable of the environment that does. */
export function lockedForServer(
  setting: SettingDefinition,
  environment: Environment,
): string | undefined {
  return (
    variableOf(environment, setting) ?? (isStorableForServer(setting) ? undefined : setting.name)
  );
}

/** Returns the values of the server as `parseServer` reads them: the environment takes precedence over the store. */
function serverValues({ server, account }: StoredValues, environment: Environment): Environment {
  const { values } = mergeAccount({ name: DEFAULT_ACCOUNT, own: account, environment });
  return { ...freeOf(server, environment), ...values, ...withoutEmpty(environment) };
}

/**
 * Reads the server's settings from the environment and the store. A stored value that cannot be used, or not together
 * with the others, is left out; the environment alone was found usable before.
 */
export function mergeServer(stored: StoredValues, environment: Environment): MergedServer {
  const account = readsWith({ server: {}, account: stored.account }, environment)
    ? stored.account
    : {};
  const free = freeOf(stored.server, environment);
  let inEffect: Environment = readsWith({ server: free, account }, environment) ? free : {};
  const waiting = new Map(Object.entries(free).filter(([name]) => !(name in inEffect)));
  // One may be usable only after another: a secret with its address.
  for (let left = Infinity; waiting.size < left;) {
    left = waiting.size;
    for (const [name, value] of waiting) {
      const tried = { ...inEffect, [name]: value };
      if (!readsWith({ server: tried, account }, environment)) continue;
      inEffect = tried;
      waiting.delete(name);
    }
  }
  const leftOut = [...waiting].flatMap(([name, value]) => {
    const problems = findServerProblems(
      { server: { ...inEffect, [name]: value }, account },
      environment,
    );
    const own = problems.filter(({ setting }) => setting === name);
    return (own.length > 0 ? own : problems)
      .slice(0, 1)
      .map(({ says }) => ({ setting: name, says }));
  });
  return {
    server: parseServer(serverValues({ server: inEffect, account }, environment)),
    ...{ inEffect, leftOut },
  };
}

function readsWith(stored: StoredValues, environment: Environment): boolean {
  return findServerProblems(stored, environment).length === 0;
}

/** Lists what is wrong with the server's settings of all sources. */
export function findServerProblems(
  stored: StoredValues,
  environment: Environment,
): readonly SettingProblem[] {
  try {
    parseServer(serverValues(stored, environment));
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.named;
    throw error;
  }
}

/** Picks what the store may set and the environment does not. */
function freeOf(stored: Environment, environment: Environment): Environment {
  return Object.fromEntries(
    Object.entries(stored).filter(([name]) => {
      const setting = findStaticSetting(name);
      return setting?.scope === 'server' && lockedForServer(setting, environment) === undefined;
    }),
  );
}

/** An empty variable counts as not set. */
function withoutEmpty(environment: Environment): Environment {
  return Object.fromEntries(Object.entries(environment).filter(([, value]) => value?.trim()));
}
