import type { Request } from 'express';
import type { AccountDirectory } from '../accounts/account-directory.ts';
import { DEFAULT_ACCOUNT } from '../config/default-account.ts';
import type { Account } from '../accounts/account.ts';
import { RefusedPushError } from '../wechat/errors.ts';

/** The addresses of webhooks: that of the default account, and one for each name. */
export const WEBHOOK_PATHS = ['/wechat', '/wechat/:name'];

/** Returns the name of the account that a request's address is for. */
export function readAccountName({ params }: Request): string {
  const { name } = params;
  return typeof name === 'string' ? name : DEFAULT_ACCOUNT;
}

/**
 * Lets the account check a request. A wrong signature may come from a token that another process has just changed, so
 * the account that is newer, if there is one, checks again.
 */
export async function checkRequest<Checked>(
  account: Account,
  accounts: AccountDirectory,
  check: (account: Account) => Checked,
): Promise<{ readonly account: Account; readonly checked: Checked }> {
  try {
    return { account, checked: check(account) };
  } catch (error) {
    if (!(error instanceof RefusedPushError) || error.reason !== 'signature wrong') throw error;
    const newer = await accounts.findNewer(account);
    if (newer === undefined) throw error;
    return { account: newer, checked: check(newer) };
  }
}
