import type { AccountConfig } from './config.ts';
import type { Environment } from './env-reader.ts';
import { parseWith, type WithNotes } from './parse-with.ts';
import { readAccount } from './read-account.ts';
import { listSettingsOf } from './known-settings.ts';

/**
 * Reads what is set for one account; `mergeAccount` makes the values. Throws one ConfigError that lists every problem,
 * under a heading that names the account where one is given.
 */
export function parseAccount(values: Environment, account?: string): AccountConfig & WithNotes {
  const settings = listSettingsOf(values).filter(({ scope }) => scope === 'account');
  return parseWith(values, settings, readAccount, account);
}
