import type { ServerConfig } from './config.ts';
import type { Environment } from './env-reader.ts';
import { listSettingsFor } from './known-settings.ts';
import { parseWith } from './parse-with.ts';
import { readOperation, readPlace } from './read-server.ts';

/** Reads what is set for the process alone. Throws one ConfigError that lists every problem. */
export function parseServer(values: Environment): ServerConfig {
  const settings = listSettingsFor(values).filter(({ scope }) => scope === 'server');
  return parseWith(values, settings, (reader) => ({
    ...readPlace(reader),
    ...readOperation(reader),
  }));
}
