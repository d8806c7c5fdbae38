import type { ServerConfig } from '../config/config.ts';
import type { StoreSettings } from '../store/store-settings.ts';

const DAY_MS = 24 * 60 * 60_000;

/** Returns the settings of the store, which all accounts share. */
export function toStoreSettings({ retentionDays }: ServerConfig): StoreSettings {
  return { role: 'server', retentionMs: retentionDays * DAY_MS };
}
