import type { Account, Retirement } from './account.ts';

/** Replaced accounts that are not done yet. */
export interface RetiringAccounts {
  /** Retires the account, and keeps it until nothing of it is under way. */
  add(account: Account): Retirement;
  of(name: string): readonly Account[];
  all(): readonly Account[];
}

export function createRetiring(): RetiringAccounts {
  const retiring = new Set<Account>();
  return {
    add(account) {
      const retirement = account.retire();
      retiring.add(account);
      void retirement.ended.then(() => retiring.delete(account));
      return retirement;
    },
    of: (name) => [...retiring].filter((account) => account.name === name),
    all: () => [...retiring],
  };
}
