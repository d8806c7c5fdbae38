import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { LAST_PUSHES, type LastPush } from '../../alerts/last-push.ts';
import type { Config } from '../../config/config.ts';
import type { StoreFacts } from '../../diagnosis/doctor/doctor-world.ts';
import { callsRing, type KeptCall } from '../../diagnosis/webhook-calls/keep-calls.ts';
import { listPushAddresses, sumUpFaults } from '../../diagnosis/webhook-calls/sum-up-faults.ts';
import type { WebhookCall } from '../../events/webhook-call.ts';
import { createQuotaDay } from '../../inbox/quota-day.ts';
import { BREAKERS, type BreakerRecord } from '../../models/failover/breaker-record.ts';
import type { Store } from '../../store/store.ts';
import { countsOf } from '../../usage/activity.ts';
import { addDays } from '../../usage/activity-numbers.ts';
import { daysBefore } from '../../usage/days.ts';

const MOST_CALLS = 200;

/** What the doctor asks the store, over either driver. */
export function toStoreFacts(
  store: Store,
  { dataDir, redis }: Pick<Config, 'dataDir' | 'redis'>,
): StoreFacts {
  const breakers = store.collections.open<BreakerRecord>(BREAKERS);
  const pushes = store.collections.open<LastPush>(LAST_PUSHES);
  const calls = async (account: string) => {
    const { entries } = await store.rings.read(callsRing(account), { most: MOST_CALLS });
    return entries
      .map(({ value }) => value as KeptCall)
      .filter((call): call is WebhookCall => !('leftOut' in call));
  };
  return {
    probe: () => store.probe(),
    ...(redis === undefined && { bytes: () => sizeOfDatabase(dataDir) }),
    customerService: async (account) => (await store.capability.read(account)).customerService,
    lastPushAt: async (account) => (await pushes.get(account))?.value.at,
    refusals: async (account) => sumUpFaults(await calls(account)),
    pushAddresses: async (account) => listPushAddresses(await calls(account)),
    async answers(account, timeZone, now) {
      const today = createQuotaDay(timeZone)(now);
      const days = { from: daysBefore(today, 1), to: today };
      const counts = addDays(await store.activity.ofAccount(account, days));
      const written = [...countsOf(counts, 'origin').values()];
      return {
        written: written.reduce((sum, count) => sum + count, 0),
        failures: countsOf(counts, 'failure'),
      };
    },
    breakers: async () => (await breakers.list('')).map(({ value }) => value),
  };
}

/** Counts the database with its log. */
async function sizeOfDatabase(dataDir: string): Promise<number> {
  const files = ['kuaihui.sqlite', 'kuaihui.sqlite-wal'].map((name) => join(dataDir, name));
  const sizes = await Promise.all(
    files.map((file) =>
      stat(file).then(
        ({ size }) => size,
        () => 0,
      ),
    ),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}
