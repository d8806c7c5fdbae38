import type { ArrivalSettings } from '../../../src/inbox/arrival-settings.ts';
import type { StoreSettings } from '../../../src/store/store-settings.ts';
import type { Store } from '../../../src/store/store.ts';

/** How much is stored before a measurement. */
export interface Filling {
  readonly turns: number;
  /** Each of them asked equally often; `storedOpenId` names them. */
  readonly followers: number;
}

/** A kind of store. A place is a folder or an address with which any process opens the same one. */
export interface StoreDriver {
  /** A new and empty place. */
  createPlace(): Promise<string>;
  open(place: string): Promise<Store>;
  /** Puts old turns in, answered and delivered, past the ports: many in little time. */
  fill(place: string, filling: Filling): Promise<void>;
  removePlace(place: string): Promise<void>;
}

/** The account that all data of the benchmarks belong to. */
export const ACCOUNT = 'default';

/** The settings of a server whose deployer has set nothing. */
export const STORE_SETTINGS: StoreSettings = {
  role: 'server',
  collections: [],
  retentionMs: 30 * 86_400_000,
  tracesKeptMs: 7 * 86_400_000,
};

/** The same of an account. */
export const ARRIVAL_SETTINGS: ArrivalSettings = {
  conversationLifetimeMs: 12 * 3_600_000,
  burstWindowMs: 0,
  quietAfterAttemptMs: 5500,
  pushMemoryMs: 20 * 60_000,
};

/** The OpenID of a follower who was filled in, counted from 0. */
export function storedOpenId(number: number): string {
  return `oStored${String(number).padStart(8, '0')}`;
}
