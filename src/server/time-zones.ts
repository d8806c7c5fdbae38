import { createQuotaDay } from '../inbox/quota-day.ts';

/** The time zones of the accounts that this process serves, as they are set now. */
export interface TimeZones {
  readonly set: (account: string, timeZone: string) => void;
  /** Names the day of an instant, such as 2026-11-23; by the zone of the settings for an account that is not known. */
  readonly dayOf: (account: string, now: number) => string;
}

/** Creates the list; one formatter serves all accounts of a zone. */
export function createTimeZones(ofOthers: string): TimeZones {
  const days = new Map<string, (now: number) => string>();
  const zones = new Map<string, string>();
  return {
    set: (account, timeZone) => void zones.set(account, timeZone),
    dayOf(account, now) {
      const zone = zones.get(account) ?? ofOthers;
      const day = days.get(zone) ?? createQuotaDay(zone);
      days.set(zone, day);
      return day(now);
    },
  };
}
