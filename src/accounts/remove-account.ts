import type { BackgroundItem, BackgroundStep } from '../runtime/background-queue.ts';
import type { Clock } from '../runtime/clock.ts';
import { waitAtMost } from '../runtime/wait-at-most.ts';
import type { AccountCollections } from './account-collections.ts';
import { isMarkedRemoved } from './read-account-record.ts';
import { createSettingHistory } from './setting-history.ts';

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

/**
 * Deletes some of what is stored for the account alone beside its followers and its record, such as documents. Called
 * again until nothing is left.
 */
export type OwnDeletion = (account: string) => Promise<'more' | 'none'>;

/** The kind of the background items that remove accounts. */
export const ACCOUNT_REMOVAL = 'remove-account';

/** After this time a server goes on with a removal that the process of its command did not finish. */
export const REMOVAL_TAKE_OVER_MS = 30_000;

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
  readonly deleteOwn: OwnDeletion;
  readonly clock: Clock;
}

/** Returns the item that removes a marked account, from the beginning. */
export function removalOf(account: string): BackgroundItem {
  return { kind: ACCOUNT_REMOVAL, key: account, state: { deleted: 0 } satisfies RemovalState };
}

/**
 * Creates the step that removes an account which was marked as removed. The record goes last, so that a removal that was
 * broken off can be found and finished; one whose name was given to a new account deletes nothing.
 */
export function createRemovalStep(deps: RemovalDeps): BackgroundStep {
  const { data, deleteOwn, clock } = deps;
  const { accounts, previousTokens } = deps.collections;
  const history = createSettingHistory(deps.collections.history);
  /** By account; over a large file an erasure outlasts the step that begins it. */
  const erasures = new Map<string, Erasure>();
  const isMarked = async (account: string) =>
    isMarkedRemoved(account, (await accounts.get(account))?.value);
  return async ({ key: account, state }, signal) => {
    let { deleted } = state as RemovalState;
    const until = clock.now() + STEP_MS;
    for (;;) {
      if (!(await isMarked(account))) return 'done';
      const step = await data.deleteSome(account, FOLLOWERS_AT_ONCE);
      deleted += step.deleted;
      // The erasure that is under way may be past these.
      if (step.deleted > 0) erasures.delete(account);
      if (step.left === 'none' && (await deleteOwn(account)) === 'none') break;
      if (signal.aborted || clock.now() >= until) return { state: { deleted }, againInMs: 0 };
    }
    await previousTokens.delete(account);
    await history.forget(account);
    const erasure = erasures.get(account) ?? beginErasure(data);
    erasures.set(account, erasure);
    await waitAtMost(clock, until - clock.now(), Promise.race([erasure.ended, aborted(signal)]));
    const result = erasure.result();
    if (result === undefined) return { state: { deleted }, againInMs: 0 };
    erasures.delete(account);
    if (result.is === 'failed') throw result.error;
    // Another process may have finished the removal, and the name may be in use again.
    if (await isMarked(account)) await accounts.delete(account);
    return 'done';
  };
}

/** An erasure that a step may find again. */
interface Erasure {
  /** Resolves when it has ended, well or badly. */
  readonly ended: Promise<void>;
  /** How it ended; absent before that. */
  result():
    { readonly is: 'erased' } | { readonly is: 'failed'; readonly error: Error } | undefined;
}

function beginErasure(data: AccountDeletion): Erasure {
  let result: ReturnType<Erasure['result']>;
  const ended = data.erase().then(
    () => void (result = { is: 'erased' }),
    (error: unknown) =>
      void (result = {
        is: 'failed',
        error: error instanceof Error ? error : new Error('The erasure failed', { cause: error }),
      }),
  );
  return { ended, result: () => result };
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
