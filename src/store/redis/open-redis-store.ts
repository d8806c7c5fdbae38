import type { Logger } from 'pino';
import type { Emitter } from '../../events/event-bus.ts';
import type { Clock } from '../../runtime/clock.ts';
import { createRunOperation } from '../run-operation.ts';
import { createBackgroundLoop } from '../background/background-loop.ts';
import type { StoreSettings } from '../store-settings.ts';
import type { Store } from '../store.ts';
import { createAccountData } from './account-data.ts';
import { createAccessTokens } from './access-token-cache.ts';
import { createActivityStore } from './activity-store.ts';
import { createBackgroundStorage } from './background-storage.ts';
import { createBackgroundWake } from './background-wake.ts';
import { createCapabilityStore } from './capability-store.ts';
import { beginData } from './begin-data.ts';
import { createChanges } from './changes.ts';
import { checkPersistence } from './check-persistence.ts';
import { createClaims } from './claims.ts';
import { createCollectionWatch } from './collection-watch.ts';
import { createCollections } from './collections.ts';
import { connectRedis } from './connect-redis.ts';
import { createDeliveryStore } from './delivery-store.ts';
import { createFollowerDirectory } from './follower-directory.ts';
import { createInbox } from './inbox.ts';
import { createUsageStore } from './model-usage.ts';
import { createOwnedTurns } from './owned-turns.ts';
import { createProcesses } from './processes.ts';
import { startRecordExpiry } from './record-expiry.ts';
import { createRecovery, type Recovery } from './recovery.ts';
import { createRestore } from './restore.ts';
import { createRings } from './rings.ts';
import { createScripts } from './scripts.ts';
import type { Session } from './session.ts';
import { createTraceStore } from './traces.ts';
import { createTurnArchive } from './turn-archive.ts';
import { createTurnStore } from './turn-store.ts';
import { createWorkQueue } from './work-queue.ts';

export interface RedisStoreSettings extends StoreSettings {
  readonly url: string;
  /** Begins every key, so that several bots can share one Redis. */
  readonly keyPrefix: string;
}

export interface RedisStoreDeps {
  readonly clock: Clock;
  /** A new id that sorts by time. */
  readonly newId: () => string;
  readonly log: Logger;
  readonly events: Emitter;
  /** The version of Kuaihui, which the other processes see. */
  readonly version: string;
  /** Replaces Redis's clock in tests, in which time stands still. */
  readonly redisNow?: () => number;
  readonly connect?: typeof connectRedis;
}

/** Opens the store that processes on several machines share. Throws StoreUnavailableError when Redis cannot be used. */
export async function openRedisStore(
  { url, keyPrefix: prefix, ...settings }: RedisStoreSettings,
  { clock, newId, log, events, version, redisNow, connect = connectRedis }: RedisStoreDeps,
): Promise<Store> {
  const connections = await connect({ url, log, clock });
  const { redis } = connections;
  try {
    await checkPersistence(redis, log);
    const processId = newId();
    const ownedTurns = createOwnedTurns(clock);
    // Each needs the other: a script that finds Redis emptied has to wait until it is restored.
    const later: { recovery?: Recovery } = {};
    const scripts = createScripts({
      ...{ redis, prefix, processId, clock, redisNow },
      retentionMs: settings.retentionMs,
      epoch: () => later.recovery?.epoch() ?? '',
      onEmptied: async () => later.recovery?.recover(),
    });
    const run = createRunOperation(events);
    const operation: Session['operation'] =
      (name, body) =>
      (...args) =>
        run(name, () => body(...args));
    const { role } = settings;
    const processes = createProcesses({ scripts, operation, clock, processId, role, version });
    const restore = createRestore({ scripts, ownedTurns });
    const recovery = (later.recovery = createRecovery({
      ...{ scripts, ownedTurns, restore, newId, clock, log },
      guarded: processes.guarded,
      details: processes.details,
    }));
    await beginData({ scripts, newId, clock, version });
    await recovery.begin();
    redis.on('ready', () => void recovery.recover().catch(() => {}));

    const subscriber = connections.subscriber();
    const changes = createChanges({ subscriber, prefix, processId, clock });
    const watch = createCollectionWatch({ subscriber, prefix, processId });
    const claims = createClaims({ scripts, ownedTurns, clock });
    const queue = createWorkQueue({
      ...{ redis, prefix, clock, log },
      subscriber: () => connections.subscriber(),
      takeOrphans: async () => [
        ...(await processes.takeOrphans()),
        ...(await claims.findUnheardOf()),
      ],
    });
    const wake = createBackgroundWake({
      ...{ redis, prefix, clock, log },
      subscriber: () => connections.subscriber(),
    });
    const backgroundStorage = createBackgroundStorage({ scripts, newId, wake });
    await processes.enter();
    const registered = settings.collections;
    const stopExpiry =
      role === 'server' ? startRecordExpiry({ scripts, clock, registered }) : () => {};
    const session: Session = {
      ...{ scripts, clock, newId, ownedTurns, restore },
      ...{ operation, claims },
      announce: (follower, change) => changes.announce(follower, change),
      listen: (follower) => changes.listen(follower),
      // An item that cannot be passed on now is due again later.
      wake: (item) => queue.add(item, 0).catch(() => {}),
    };

    return {
      inbox: createInbox(session),
      turns: createTurnStore(session),
      archive: createTurnArchive(session),
      traces: createTraceStore(session, settings),
      deliveries: createDeliveryStore(session),
      capability: createCapabilityStore(session),
      changes,
      work: {
        add: (item, delayMs) => queue.add(item, delayMs),
        start: (handle) =>
          queue.start(async (item) => {
            await processes.isHandled(item);
            const result = await handle(item);
            const turnId = item.kind === 'turn' ? item.turnId : undefined;
            if (turnId === undefined || result === 'done') return result;
            // A turn is due again by itself until it has ended.
            await processes.lookAgain(turnId, result.againInMs);
            return 'done';
          }),
      },
      background: createBackgroundLoop(backgroundStorage, { clock, log }),
      accessTokens: createAccessTokens(session),
      collections: createCollections({ scripts, operation, registered, watch }),
      processes: processes.list,
      accountData: createAccountData({ redis, prefix, scripts, operation, ownedTurns }),
      usage: createUsageStore(session, settings),
      rings: createRings(session),
      activity: createActivityStore(session),
      followers: createFollowerDirectory(session),
      onEmptied: recovery.onEmptied,
      probe: processes.probe,
      async close() {
        stopExpiry();
        changes.close();
        recovery.close();
        await processes.leave().catch(() => {});
        await connections.close();
      },
    };
  } catch (error) {
    await connections.close();
    throw error;
  }
}
