import type { BackgroundItem, BackgroundStep } from '../runtime/background-queue.ts';
import type { AccountCollections } from './account-collections.ts';

/** Deletes what the store keeps for an account. */
export interface AccountDeletion {
  /** Deletes at most `most` followers with all that is theirs, and at the end the account's own data. */
  deleteSome(
    account: string,
    most: number,
  ): Promise<{ readonly deleted: number; readonly left: 'more' | 'none' }>;
  /** Resolves when the deleted bytes are gone from the files. */
  erase(): Promise<void>;
}

/** The kind of the background items that remove accounts. */
export const ACCOUNT_REMOVAL = 'remove-account';

/** How far a removal has come. */
export interface RemovalState {
  /** The followers that were deleted. */
  readonly deleted: number;
}

const FOLLOWERS_AT_ONCE = 50;
/** After this time a step leaves the rest to the next one. */
const STEP_MS = 1000;

export interface RemovalDeps {
  readonly collections: AccountCollections;
  readonly data: AccountDeletion;
  readonly now: () => number;
}

/** Returns the item that removes a marked account, from the beginning. */
export function removalOf(account: string): BackgroundItem {
  return { kind: ACCOUNT_REMOVAL, key: account, state: { deleted: 0 } satisfies RemovalState };
}

/**
 * Creates the step that removes an account which was marked as removed. The record goes last, so that a removal that was
 * broken off can be found and finished; one whose name was given to a new account deletes nothing.
 */
export function createRemovalStep({ collections, data, now }: RemovalDeps): BackgroundStep {
  const { accounts, previousTokens } = collections;
  const isMarked = async (account: string) =>
    (await accounts.get(account))?.value.isRemoved === true;
  return async ({ key: account, state }, signal) => {
    let { deleted } = state as RemovalState;
    const until = now() + STEP_MS;
    for (;;) {
      if (!(await isMarked(account))) return 'done';
      const step = await data.deleteSome(account, FOLLOWERS_AT_ONCE);
      deleted += step.deleted;
      if (step.left === 'none') break;
      if (signal.aborted || now() >= until) return { state: { deleted }, againInMs: 0 };
    }
    await previousTokens.delete(account);
    await data.erase();
    // Another process may have finished the removal, and the name may be in use again.
    if (await isMarked(account)) await accounts.delete(account);
    return 'done';
  };
}
