import type { Logger } from 'pino';
import type { Clock } from '../../runtime/clock.ts';
import type { Emitter } from '../../events/event-bus.ts';
import { StoreUnavailableError } from '../../runtime/store-unavailable-error.ts';
import { createRunOperation } from '../run-operation.ts';
import type { StoreSettings } from '../store-settings.ts';
import type { Store } from '../store.ts';
import { createBackgroundLoop } from '../background/background-loop.ts';
import { createAccessTokenCache } from './access-token-cache.ts';
import { createAccountData } from './account-data.ts';
import { createActivityStore } from './activity-store.ts';
import { createBackgroundStorage } from './background-storage.ts';
import { createCapabilityStore } from './capability-store.ts';
import { createChanges } from './changes.ts';
import { createCollections } from './collections.ts';
import type { Database } from './database.ts';
import { createDeliveryStore } from './delivery-store.ts';
import { createErasing, emptyLogWithPatience } from './erasing.ts';
import { createFileWatch, describeDamage, type FileWatch } from './file-watch.ts';
import { startHousekeeping } from './housekeeping.ts';
import { createFollowerDirectory } from './follower-directory.ts';
import { createInbox } from './inbox.ts';
import { createUsageStore } from './model-usage.ts';
import { fileIn, openFile } from './open-file.ts';
import { enterProcess } from './processes.ts';
import { createReader } from './reader.ts';
import { createRings } from './rings.ts';
import type { Session } from './session.ts';
import { isSqlite } from './sqlite-errors.ts';
import { createTraceStore } from './traces.ts';
import { createTurnArchive } from './turn-archive.ts';
import { createTurnStore } from './turn-store.ts';
import { createWorkQueue } from './work-queue.ts';
import { createWriter } from './writer.ts';

export interface SqliteStoreSettings extends StoreSettings {
  /** The folder of the database file; it is made when it does not exist. */
  readonly folder: string;
}

export interface SqliteStoreDeps {
  readonly clock: Clock;
  readonly random: () => number;
  /** A new id that sorts by time. */
  readonly newId: () => string;
  readonly log: Logger;
  readonly events: Emitter;
  /** The version of Kuaihui, which the other processes see. */
  readonly version: string;
}

/** Opens the embedded store. Throws StoreUnavailableError when the folder cannot be used. */
export async function openSqliteStore(
  settings: SqliteStoreSettings,
  deps: SqliteStoreDeps,
): Promise<Store> {
  const watch = createFileWatch(deps);
  const database = await openFile(settings.folder, deps, watch);
  try {
    return await buildStore(database, watch, settings, deps);
  } catch (cause) {
    database.close();
    if (!isSqlite(cause)) throw cause;
    throw new StoreUnavailableError(
      `The database in DATA_DIR (${settings.folder}) does not have the tables that this version made (${cause.message}). Nothing was changed. Put a copy back in its place, or move it away to begin with an empty one.`,
      { cause },
    );
  }
}

async function buildStore(
  database: Database,
  watch: FileWatch,
  settings: SqliteStoreSettings,
  { clock, random, newId, log, events, version }: SqliteStoreDeps,
): Promise<Store> {
  const processId = newId();
  const changes = createChanges({ database, clock }, processId);
  const write = createWriter(database, { clock, random, transaction: changes });
  const read = createReader(database);
  const run = createRunOperation(events);
  const operations: Session['operations'] = {
    read: (name, operation) => run(name, () => read(operation)),
    write: (name, operation) => run(name, () => write(operation)),
  };
  const processes = await enterProcess(
    { database, write, operations, clock, version },
    { processId, role: settings.role },
  );
  const erasing = createErasing({ database, read, write, clock, log });
  const session: Session = {
    database,
    operations,
    write,
    clock,
    processId,
    newId,
    isAlive: (id) => processes.isAlive(id),
    recordChange: (follower) => changes.record(follower),
    announce: (follower, change) => changes.announce(follower, change),
    registered: settings.collections,
    eraseSoon: () => erasing.soon(),
  };
  const isServer = settings.role === 'server';
  // Erases what was deleted just before a crash.
  if (isServer) erasing.soon();
  const stopHousekeeping = isServer ? startHousekeeping(session, settings) : () => {};
  const collections = createCollections(session);
  const archive = createTurnArchive(session, fileIn(settings.folder));

  return {
    inbox: createInbox(session),
    turns: createTurnStore(session),
    archive,
    traces: createTraceStore(session),
    deliveries: createDeliveryStore(session),
    capability: createCapabilityStore(session),
    changes,
    work: createWorkQueue(session),
    background: createBackgroundLoop(createBackgroundStorage(session), { clock, log }),
    accessTokens: (account) => createAccessTokenCache(session, account),
    collections,
    processes: processes.list,
    accountData: createAccountData(session, erasing),
    usage: createUsageStore(session),
    rings: createRings(session),
    activity: createActivityStore(session),
    followers: createFollowerDirectory(session),
    onEmptied: () => () => {},
    async probe() {
      await processes.probe();
      const damage = watch.recentDamage();
      if (damage !== undefined) throw new StoreUnavailableError(describeDamage(damage));
    },
    async close() {
      stopHousekeeping();
      erasing.close();
      changes.close();
      collections.close();
      await archive.close();
      await processes.leave().catch(() => {});
      // The server beside a command completes the file when it stops.
      const isLast = isServer || (await processes.list.living().catch(() => [])).length === 0;
      if (isLast) await completeFile(database, { clock, log });
      database.close();
    },
  };
}

/** Moves all data into the one file, so that a copy of it is complete. libsql leaves that to the next start. */
async function completeFile(
  database: Database,
  { clock, log }: Pick<SqliteStoreDeps, 'clock' | 'log'>,
): Promise<void> {
  try {
    if ((await emptyLogWithPatience(database, clock)) === 'empty') return;
    log.info(
      {
        code: 'database_shared',
        zh: '还有别的进程在用数据库：复制时要连 kuaihui.sqlite-wal 一起',
      },
      'Another process uses the database: a copy of it needs kuaihui.sqlite-wal beside kuaihui.sqlite',
    );
  } catch (error) {
    log.warn(
      {
        code: 'database_not_completed',
        err: error,
        zh: '停止时没能把数据库合成一个文件：请把 kuaihui.sqlite-wal 和 kuaihui.sqlite 放在一起',
      },
      'The database could not be completed at the stop: keep kuaihui.sqlite-wal beside kuaihui.sqlite',
    );
  }
}
