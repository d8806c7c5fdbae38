import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Clock } from '../../clock.ts';
import { StoreUnavailableError } from '../store-unavailable-error.ts';
import type { StoreSettings } from '../store-settings.ts';
import type { Store } from '../store.ts';
import { createAccessTokenCache } from './access-token-cache.ts';
import { createCapabilityStore } from './capability-store.ts';
import { createChanges } from './changes.ts';
import { openDatabase, type Database } from './database.ts';
import { createDeliveryStore } from './delivery-store.ts';
import { startHousekeeping } from './housekeeping.ts';
import { createInbox } from './inbox.ts';
import { migrate } from './migrations.ts';
import { enterProcess } from './processes.ts';
import { createReader } from './reader.ts';
import type { Session } from './session.ts';
import { createTurnStore } from './turn-store.ts';
import { createWorkQueue } from './work-queue.ts';
import { createWriter, whenFree } from './writer.ts';

/** A locked database blocks the event loop for so long before the wait goes on elsewhere. */
const BUSY_TIMEOUT_MS = 20;
/** Another process may be migrating. */
const PATIENCE_AT_START_MS = 5000;

export interface SqliteStoreSettings extends StoreSettings {
  /** The folder of the database file; it is made when it does not exist. */
  readonly folder: string;
}

export interface SqliteStoreParts {
  readonly clock: Clock;
  readonly random: () => number;
  /** A new id that sorts by time. */
  readonly newId: () => string;
}

/** Opens the embedded store. Throws StoreUnavailableError when the folder cannot be used. */
export async function openSqliteStore(
  settings: SqliteStoreSettings,
  { clock, random, newId }: SqliteStoreParts,
): Promise<Store> {
  const database = await openFile(settings.folder, { clock, random });
  const processId = newId();
  const changes = createChanges({ database, clock }, processId);
  const write = createWriter(database, { clock, random, transaction: changes });
  const processes = await enterProcess({ database, write, clock }, processId);
  const session: Session = {
    database,
    read: createReader(database),
    write,
    clock,
    processId,
    newId,
    isAlive: (id) => processes.isAlive(id),
    recordChange: (follower) => changes.record(follower),
    announce: (follower, change) => changes.announce(follower, change),
  };
  const stopHousekeeping = startHousekeeping(session, settings);

  return {
    inbox: createInbox(session, settings),
    turns: createTurnStore(session),
    deliveries: createDeliveryStore(session),
    capability: createCapabilityStore(session),
    changes,
    work: createWorkQueue(session),
    accessTokens: (account) => createAccessTokenCache(session, account),
    probe: () => processes.beat(),
    async close() {
      stopHousekeeping();
      changes.close();
      await processes.leave().catch(() => {});
      database.close();
    },
  };
}

/** Another process may be at the same: it waits for that, as every write does. */
async function openFile(folder: string, parts: Parameters<typeof whenFree>[1]): Promise<Database> {
  try {
    // What followers wrote and the access token are nobody else's business.
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const open = () => {
      const database = openDatabase(join(folder, 'kuaihui.sqlite'), BUSY_TIMEOUT_MS);
      try {
        migrate(database);
        return database;
      } catch (error) {
        database.close();
        throw error;
      }
    };
    return await whenFree(open, parts, { patienceMs: PATIENCE_AT_START_MS });
  } catch (cause) {
    throw new StoreUnavailableError(
      `Cannot open the database in DATA_DIR (${folder}). Does the folder belong to this user, and is there space?`,
      { cause },
    );
  }
}
