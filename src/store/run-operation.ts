import type { CapabilityStore, DeliveryStore } from '../delivery/ports.ts';
import type { TurnArchive } from '../delivery/turn-archive.ts';
import type { Emitter } from '../events/event-bus.ts';
import type { FollowerDirectory } from '../inbox/follower-directory.ts';
import type { Inbox } from '../inbox/ports.ts';
import type { Collection, Collections } from '../runtime/collection.ts';
import type { Rings } from '../runtime/ring.ts';
import { StoreUnavailableError } from '../runtime/store-unavailable-error.ts';
import type { TurnStore } from '../turns/ports.ts';
import type { TraceStore } from '../turns/trace.ts';
import type { AccessTokenCache } from '../wechat/api/access-token.ts';
import type { ActivityStore } from '../usage/activity.ts';
import type { UsageStore } from '../usage/ports.ts';
import type { AccountData } from './account-data.ts';
import type { ProcessList } from './process-list.ts';

interface Ports {
  readonly inbox: Inbox;
  readonly turns: TurnStore;
  readonly archive: TurnArchive;
  readonly traces: TraceStore;
  /** `state` is counted as `desk`, the word of 0.1.0: dashboards know the operation by it. */
  readonly deliveries: Omit<DeliveryStore, 'state'> & { readonly desk: DeliveryStore['state'] };
  readonly capability: CapabilityStore;
  readonly accessTokens: AccessTokenCache;
  readonly collections: Collection<unknown> & Pick<Collections, 'generation' | 'ofFollower'>;
  readonly processes: Pick<ProcessList, 'living' | 'acknowledge'>;
  readonly accountData: Omit<AccountData, 'erase'>;
  readonly usage: UsageStore;
  readonly rings: Rings;
  readonly activity: ActivityStore;
  readonly followers: FollowerDirectory;
}

/** The name of an operation that the store does for others: the port and its function, such as `turns.append`. */
export type OperationName = {
  [Port in keyof Ports]: `${Port}.${keyof Ports[Port] & string}`;
}[keyof Ports];

/** Runs an operation under its name. */
type RunOperation = <Result>(
  name: OperationName,
  operation: () => Promise<Result>,
) => Promise<Result>;

/** Creates the function by which a driver runs its operations. It tells the bus of each that the store could not do. */
export function createRunOperation(events: Emitter): RunOperation {
  return async function runOperation(name, operation) {
    try {
      return await operation();
    } catch (error) {
      if (error instanceof StoreUnavailableError)
        events.emit({ type: 'store-failed', operation: name });
      throw error;
    }
  };
}
