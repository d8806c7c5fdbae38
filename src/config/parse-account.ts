import type { AccountConfig } from './config.ts';
import type { Environment } from './env-reader.ts';
import { parseWith, type WithNotes } from './parse-with.ts';
import { readAccount } from './read-account.ts';
import { SETTINGS } from './schema.ts';

const ACCOUNT_SETTINGS = SETTINGS.filter(({ scope }) => scope === 'account');

/**
 * Reads what is set for one account; `mergeAccount` makes the values. Throws one ConfigError that lists every problem,
 * under a heading that names the account where one is given.
 */
export function parseAccount(values: Environment, account?: string): AccountConfig & WithNotes {
  return parseWith(values, ACCOUNT_SETTINGS, readAccount, account);
}
