import type { Config } from './config.ts';
import type { Environment } from './env-reader.ts';
import { parseWith } from './parse-with.ts';
import { readAccount } from './read-account.ts';
import { readOperation, readPlace } from './read-server.ts';
import { listSettingsFor } from './known-settings.ts';

/** Reads the environment: the server, and the account `default`. Throws one ConfigError that lists every problem. */
export function parseConfig(environment: Environment): Config {
  return parseWith(environment, listSettingsFor(environment), (reader) => ({
    ...readPlace(reader),
    ...readAccount(reader),
    ...readOperation(reader),
  }));
}

/** Lists every setting that these variables may hold, in the order of .env.example. */
export function listSettings(environment: Environment = {}): readonly string[] {
  return listSettingsFor(environment).map(({ name }) => name);
}
