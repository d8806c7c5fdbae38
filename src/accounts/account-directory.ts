import { DEFAULT_ACCOUNT } from '../config/default-account.ts';
import type { Account } from './account.ts';

/** The accounts that requests are for, by the names in their addresses. */
export interface AccountDirectory {
  /** Finds an account as it is set now, whichever process changed it. */
  find(name: string): Promise<Account | undefined>;
  /** Returns the account that another process's change put in the place of this one, if that was not noticed yet. */
  findNewer(account: Account): Promise<Account | undefined>;
  /** Lists the accounts with their names. */
  entries(): Iterable<readonly [name: string, account: Account]>;
}

/** Creates the directory of one account that never changes, at /wechat. */
export function createFixedDirectory(account: Account): AccountDirectory {
  return {
    find: (name) => Promise.resolve(name === DEFAULT_ACCOUNT ? account : undefined),
    findNewer: () => Promise.resolve(undefined),
    entries: () => [[DEFAULT_ACCOUNT, account]],
  };
}
