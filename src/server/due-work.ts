import type { Logger } from 'pino';
import type { AccountRegistry } from '../accounts/account-registry.ts';
import { StoreUnavailableError } from '../runtime/store-unavailable-error.ts';
import type { DueItemHandler, DueItemResult } from '../turns/ports.ts';
import { SUMMARY_WORK } from '../memory/summaries.ts';
import type { Simulator } from './build-simulator.ts';
import { SIMULATOR_ACCOUNT } from '../accounts/account-name.ts';

interface DueWorkDeps {
  /** What this process can look at, by kind. */
  readonly handlers: ReadonlyMap<string, DueItemHandler>;
  readonly log: Logger;
}

/** An item of a kind that only other versions or plugins know is left to their processes for so long. */
const UNKNOWN_KIND_MS = 10_000;
/** Work of a simulator that runs on another machine is left to that one for so long. */
const ELSEWHERE_MS = 2000;
/** Items of an account that cannot be served now wait; those of a removed one are deleted with it. */
const LEFT_OUT_MS = 10_000;

/** Gives an item that is due to the handler of its kind. An item of an unknown kind stays stored. */
export function createDueWork({ handlers, log }: DueWorkDeps): DueItemHandler {
  return async (item) => {
    const handle = handlers.get(item.kind);
    if (!handle) return { againInMs: UNKNOWN_KIND_MS };
    try {
      return await handle(item);
    } catch (error) {
      // A store that is away says so itself.
      if (!(error instanceof StoreUnavailableError))
        log.error(
          { code: 'work_failed', err: error, work: item.kind, zh: '到期的任务没能处理，会再试' },
          'Could not handle what is due; it will be retried',
        );
      throw error;
    }
  };
}

/** Lists the handlers of the kinds that the store and the accounts add: the account of the item looks at all of them. */
export function listDueItemHandlers({
  accounts,
  simulator,
  isShared,
}: {
  readonly accounts: Pick<AccountRegistry, 'byName'>;
  readonly simulator: Simulator | undefined;
  /** Other machines may have a simulator over the same store. */
  readonly isShared: boolean;
}): ReadonlyMap<string, DueItemHandler> {
  const look: DueItemHandler = (item) => {
    const name = item.follower.account;
    if (name !== SIMULATOR_ACCOUNT)
      return accounts.byName(name)?.runDueWork(item) ?? again(LEFT_OUT_MS);
    if (simulator) return simulator.runDueWork(item);
    return isShared ? again(ELSEWHERE_MS) : Promise.resolve('done');
  };
  return new Map([
    ['turn', look],
    ['follower', look],
    [SUMMARY_WORK, look],
  ]);
}

function again(againInMs: number): Promise<DueItemResult> {
  return Promise.resolve({ againInMs });
}
