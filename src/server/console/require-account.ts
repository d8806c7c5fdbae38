import type { AccountRegistry } from '../../accounts/account-registry.ts';
import { ConsoleError } from '../../console/api/console-error.ts';

/** Throws ConsoleError for an account that this server does not serve. */
export function requireAccount(accounts: Pick<AccountRegistry, 'byName'>, account: string): void {
  if (accounts.byName(account)) return;
  throw new ConsoleError(404, 'no_account', {
    en: `There is no account ${account}.`,
    zh: `没有公众号 ${account}。`,
  });
}
