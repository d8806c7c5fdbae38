import type { BackgroundQueue } from '../runtime/background-queue.ts';
import type { FollowerDirectory } from '../inbox/follower-directory.ts';
import type { Inbox } from '../inbox/ports.ts';
import type { CapabilityStore, DeliveryStore } from '../delivery/ports.ts';
import type { TurnArchive } from '../delivery/turn-archive.ts';
import type { Changes, TurnStore, WorkQueue } from '../turns/ports.ts';
import type { TraceStore } from '../turns/trace.ts';
import type { Collections } from '../runtime/collection.ts';
import type { Rings } from '../runtime/ring.ts';
import type { ActivityStore } from '../usage/activity.ts';
import type { UsageStore } from '../usage/ports.ts';
import type { AccessTokenCache } from '../wechat/api/access-token.ts';
import type { AccountData } from './account-data.ts';
import type { ProcessList } from './process-list.ts';

/** Everything that outlives a process, through the ports of the rooms that need it. */
export interface Store {
  readonly inbox: Inbox;
  readonly turns: TurnStore;
  readonly archive: TurnArchive;
  readonly traces: TraceStore;
  readonly deliveries: DeliveryStore;
  readonly capability: CapabilityStore;
  readonly changes: Changes;
  readonly work: WorkQueue;
  readonly background: BackgroundQueue;
  accessTokens(account: string): AccessTokenCache;
  readonly collections: Collections;
  readonly processes: ProcessList;
  readonly accountData: AccountData;
  readonly usage: UsageStore;
  readonly rings: Rings;
  readonly activity: ActivityStore;
  readonly followers: FollowerDirectory;
  /**
   * Calls `restore` when the store lost everything and came back empty. What the process knows is written again before
   * any other operation goes on. Returns the function that ends it.
   */
  onEmptied(restore: () => Promise<void>): () => void;
  /** Resolves when the store can be written; throws StoreUnavailableError. */
  probe(): Promise<void>;
  close(): Promise<void>;
}
