import type { Logger } from 'pino';
import type { Account } from '../accounts/account.ts';
import { StoreUnavailableError } from '../runtime/store-unavailable-error.ts';
import type { DueItem, DueItemResult } from '../turns/ports.ts';
import type { Simulator } from './build-simulator.ts';
import { SIMULATOR_ACCOUNT } from './to-simulator-settings.ts';

interface DueWorkDeps {
  readonly account: Account;
  readonly simulator: Simulator | undefined;
  /** Other machines may have a simulator over the same store. */
  readonly isShared: boolean;
  readonly log: Logger;
}

/** Work of a simulator that runs on another machine is left to that one for so long. */
const ELSEWHERE_MS = 2000;

/** Gives an item that is due to the account that it belongs to. */
export function createDueWork(deps: DueWorkDeps): (item: DueItem) => Promise<DueItemResult> {
  const { account, simulator, isShared, log } = deps;
  const run = (item: DueItem): Promise<DueItemResult> => {
    if (item.follower.account === account.name) return account.runDueWork(item);
    if (item.follower.account !== SIMULATOR_ACCOUNT) return Promise.resolve('done');
    if (simulator) return simulator.runDueWork(item);
    return Promise.resolve(isShared ? { againInMs: ELSEWHERE_MS } : 'done');
  };
  return (item) =>
    run(item).catch((error: unknown) => {
      // A store that is away says so itself.
      if (!(error instanceof StoreUnavailableError))
        log.error(
          { code: 'work_failed', err: error, work: item.kind, zh: '到期的任务没能处理，会再试' },
          'Could not handle what is due; it will be retried',
        );
      throw error;
    });
}
