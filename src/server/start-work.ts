import { openAccountCollections } from '../accounts/account-collections.ts';
import type { AccountRegistry } from '../accounts/account-registry.ts';
import { ACCOUNT_REMOVAL, createRemovalStep } from '../accounts/remove-account.ts';
import type { Environment } from '../config/env-reader.ts';
import type { BackgroundStep } from '../runtime/background-queue.ts';
import type { Runtime } from '../runtime/runtime.ts';
import type { Store } from '../store/store.ts';
import type { Simulator } from './build-simulator.ts';
import { createDueWork, listDueItemHandlers } from './due-work.ts';
import { createOwnDeletion } from './knowledge/delete-own-documents.ts';

interface WorkDeps extends Pick<Runtime, 'clock' | 'log'> {
  readonly store: Store;
  readonly environment: Environment;
  readonly accounts: AccountRegistry;
  readonly simulator: Simulator | undefined;
  /** Whether processes of other machines work over the same store. */
  readonly isShared: boolean;
  /** What other parts do in the background, by kind. */
  readonly steps: Iterable<readonly [kind: string, step: BackgroundStep]>;
}

/** What ends the work that no request asks for. */
interface RunningWork {
  /** Looks at nothing more that is due. */
  readonly stopWork: () => Promise<void>;
  /** Aborts the step of a background item that is running. */
  readonly stopBackground: () => Promise<void>;
}

/** Begins to look at what is due, and to do long work in the background. */
export function startWork(deps: WorkDeps): RunningWork {
  const { store, environment, accounts, simulator, isShared, clock, log } = deps;
  const handlers = listDueItemHandlers({ accounts, simulator, isShared });
  const stopWork = store.work.start(createDueWork({ handlers, log }));
  const removal = createRemovalStep({
    collections: openAccountCollections(store.collections),
    data: store.accountData,
    deleteOwn: createOwnDeletion({ ...store, environment }),
    clock,
  });
  const stopBackground = store.background.start(
    new Map([[ACCOUNT_REMOVAL, removal], ...deps.steps]),
  );
  return { stopWork, stopBackground };
}
