import type { BackgroundQueue } from '../runtime/background-queue.ts';
import type { Inbox } from '../inbox/ports.ts';
import type { CapabilityStore, DeliveryStore } from '../delivery/ports.ts';
import type { Changes, TurnStore, WorkQueue } from '../turns/ports.ts';
import type { AccessTokenCache } from '../wechat/api/access-token.ts';

/** Everything that outlives a process, through the ports of the rooms that need it. */
export interface Store {
  readonly inbox: Inbox;
  readonly turns: TurnStore;
  readonly deliveries: DeliveryStore;
  readonly capability: CapabilityStore;
  readonly changes: Changes;
  readonly work: WorkQueue;
  readonly background: BackgroundQueue;
  accessTokens(account: string): AccessTokenCache;
  /** Resolves when the store can be written; throws StoreUnavailableError. */
  probe(): Promise<void>;
  close(): Promise<void>;
}
