import type { AccountRegistry } from '../../accounts/account-registry.ts';
import { ConsoleError } from '../../console/api/console-error.ts';
import type { BuiltAccount } from '../describe-account.ts';
import type { ConsoleWorld } from './console-world.ts';

/** Throws ConsoleError for an account that this server does not serve. */
export function requireAccount(accounts: Pick<AccountRegistry, 'byName'>, account: string): void {
  if (accounts.byName(account)) return;
  throw noAccount(account);
}

/** Returns what an account was built from. Throws ConsoleError for one that this server does not serve. */
export function requireBuilt(
  { accounts, builtOf }: Pick<ConsoleWorld, 'accounts' | 'builtOf'>,
  account: string,
): BuiltAccount {
  requireAccount(accounts, account);
  const built = builtOf(account);
  if (built) return built;
  throw noAccount(account);
}

function noAccount(account: string): ConsoleError {
  return new ConsoleError(404, 'no_account', {
    en: `There is no account ${account}.`,
    zh: `没有公众号 ${account}。`,
  });
}
