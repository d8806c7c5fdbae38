import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { LAST_PUSHES, type LastPush } from '../../alerts/last-push.ts';
import type { Config } from '../../config/config.ts';
import type { StoreFacts } from '../../diagnosis/doctor/doctor-world.ts';
import { BREAKERS, type BreakerRecord } from '../../models/failover/breaker-record.ts';
import type { Store } from '../../store/store.ts';

/** What the doctor asks the store, over either driver. */
export function toStoreFacts(
  store: Store,
  { dataDir, redis }: Pick<Config, 'dataDir' | 'redis'>,
): StoreFacts {
  const breakers = store.collections.open<BreakerRecord>(BREAKERS);
  const pushes = store.collections.open<LastPush>(LAST_PUSHES);
  return {
    probe: () => store.probe(),
    ...(redis === undefined && { bytes: () => sizeOfDatabase(dataDir) }),
    customerService: async (account) => (await store.capability.read(account)).customerService,
    lastPushAt: async (account) => (await pushes.get(account))?.value.at,
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
