import type { Config } from './config.ts';
import type { Environment } from './env-reader.ts';
import { parseWith } from './parse-with.ts';
import { readAccount } from './read-account.ts';
import { readOperation, readPlace } from './read-server.ts';
import { SETTINGS } from './schema.ts';

/** Reads the environment: the server, and the account `default`. Throws one ConfigError that lists every problem. */
export function parseConfig(environment: Environment): Config {
  return parseWith(environment, SETTINGS, (reader) => ({
    ...readPlace(reader),
    ...readAccount(reader),
    ...readOperation(reader),
  }));
}

/** Lists every setting that is read, in the order of .env.example. */
export function listSettings(): readonly string[] {
  return SETTINGS.map(({ name }) => name);
}
