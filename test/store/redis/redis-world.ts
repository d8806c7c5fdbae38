import { Redis } from 'ioredis';
import { once } from 'node:events';
import { pino } from 'pino';
import { onTestFinished } from 'vitest';
import { connectRedis } from '../../../src/store/redis/connect-redis.ts';
import { openRedisStore } from '../../../src/store/redis/open-redis-store.ts';
import type { Store } from '../../../src/store/store.ts';
import { makeKeyPrefix, redisUrl } from '../../support/redis-server.ts';
import { createStepClock, settle, type StepClock } from '../../support/step-clock.ts';
import { defaultSettings, type StoreWorld, type WorldSettings } from '../store-world.ts';
import { moveQueueTime } from './queue-time.ts';
import { freezable } from './queue-world.ts';
import { unheard } from '../../support/recorded-events.ts';

/** A timer may begin something that begins something else, each over the socket. */
const ROUNDS = 3;

export interface RedisWorld extends StoreWorld {
  /** Begins every key, before a colon. */
  readonly prefix: string;
}

/**
 * Keys of their own in a real Redis, in which time stands still: scripts are told what time it is, and what
 * expires does so when the test moves the clock.
 */
export function createRedisWorld(settings: Partial<WorldSettings> = {}): RedisWorld {
  const prefix = makeKeyPrefix();
  const connections: Redis[] = [];
  const stepClock = createStepClock({ settleAll: () => settleOver(connections) });
  const redis = new Redis(redisUrl());
  onTestFinished(() => redis.disconnect());
  let handlers = 0;
  let takers = 0;
  const queueClock = moveQueueTime(stepClock, {
    redis,
    keys: `${prefix}:work:`,
    handlers: () => handlers,
    isTaken: () => takers > 0,
  });
  const clock: StepClock = {
    ...stepClock,
    async advance(ms) {
      await expire();
      await (takers > 0 ? queueClock : stepClock).advance(ms);
    },
  };
  const opened: Store[] = [];
  let ids = 0;
  let expiredAt = clock.now();
  onTestFinished(async () => {
    for (const store of opened) await store.close();
  });

  /** Lets keys expire for the time that has passed on the test's clock. */
  const expire = async () => {
    const passedMs = clock.now() - expiredAt;
    if (passedMs === 0) return;
    expiredAt = clock.now();
    await shortenLives(redis, prefix, passedMs);
  };

  return {
    clock,
    prefix,
    async open(role = 'server') {
      const own = clock.forProcess();
      const subscribers: Redis[] = [];
      let isTaking = false;
      let freezeConnections = () => {};
      const stopTaking = () => {
        if (isTaking) takers -= 1;
        isTaking = false;
      };
      const store = await openRedisStore(
        { ...defaultSettings, ...settings, role, url: redisUrl(), keyPrefix: prefix },
        {
          clock: own,
          newId: () => `id-${String((ids += 1)).padStart(6, '0')}`,
          log: pino({ level: 'silent' }),
          events: unheard,
          version: '0.2.0',
          redisNow: () => clock.now(),
          async connect(parts) {
            const made = await connectRedis(parts);
            const { subscriber: connectAgain, freeze } = freezable(made);
            freezeConnections = freeze;
            connections.push(made.redis);
            return {
              ...made,
              subscriber() {
                const subscriber = connectAgain();
                subscribers.push(subscriber);
                return subscriber;
              },
            };
          },
        },
      );
      // The first listens to changes; what BullMQ makes later blocks, and answers to no ping.
      const [listening] = subscribers;
      if (listening && listening.status !== 'ready') await once(listening, 'ready');
      connections.push(...subscribers);
      let isClosed = false;
      const close = async () => {
        if (isClosed) return;
        isClosed = true;
        stopTaking();
        await store.close();
      };
      opened.push({ ...store, close });
      return {
        ...expiringFirst(store, expire),
        arrivalSettings: { ...defaultSettings, ...settings },
        work: {
          add: (work, delayMs) => store.work.add(work, delayMs),
          start(handle) {
            takers += 1;
            isTaking = true;
            const stop = store.work.start(async (work) => {
              handlers += 1;
              return handle(work).finally(() => (handlers -= 1));
            });
            return () => {
              stopTaking();
              return stop();
            };
          },
        },
        close,
        freeze() {
          stopTaking();
          own.freeze();
          freezeConnections();
        },
      };
    },
  };
}

async function settleOver(connections: readonly Redis[]): Promise<void> {
  for (let round = 0; round < ROUNDS; round += 1) {
    const open = connections.filter(({ status }) => status === 'ready');
    await Promise.all(open.map((redis) => redis.ping().catch(() => {})));
    await settle();
  }
}

async function shortenLives(redis: Redis, prefix: string, passedMs: number): Promise<void> {
  for await (const found of redis.scanStream({ match: `${prefix}:*`, count: 1000 })) {
    const keys = found as string[];
    const lives = await Promise.all(keys.map((key) => redis.pttl(key)));
    await Promise.all(
      keys.map(async (key, index) => {
        const left = lives[index] ?? -1;
        if (
          left >= 0 &&
          !key.startsWith(`${prefix}:work:`) &&
          !key.startsWith(`${prefix}:background:`)
        )
          await redis.pexpire(key, Math.max(0, left - passedMs));
      }),
    );
  }
}

/** The same store; before each of its calls what has expired is gone. */
function expiringFirst(store: Store, expire: () => Promise<void>): Store {
  const wrap = <Port extends object>(port: Port): Port =>
    new Proxy(port, {
      get(target, name, receiver) {
        const member: unknown = Reflect.get(target, name, receiver);
        if (typeof member !== 'function') return member;
        return async (...args: unknown[]) => {
          await expire();
          return (member as (...all: unknown[]) => Promise<unknown>)(...args);
        };
      },
    });
  return {
    ...store,
    inbox: wrap(store.inbox),
    turns: wrap(store.turns),
    archive: wrap(store.archive),
    traces: wrap(store.traces),
    deliveries: wrap(store.deliveries),
    capability: wrap(store.capability),
    accessTokens: (account) => wrap(store.accessTokens(account)),
    accountData: wrap(store.accountData),
  };
}
