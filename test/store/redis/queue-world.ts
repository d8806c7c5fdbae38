import { Redis } from 'ioredis';
import { pino } from 'pino';
import { onTestFinished } from 'vitest';
import { systemClock } from '../../../src/runtime/clock.ts';
import { connectRedis, type RedisConnections } from '../../../src/store/redis/connect-redis.ts';
import { createWorkQueue } from '../../../src/store/redis/work-queue.ts';
import type { DueItem, WorkQueue } from '../../../src/turns/ports.ts';
import { makeKeyPrefix, redisUrl } from '../../support/redis-server.ts';
import { createStepClock } from '../../support/step-clock.ts';
import type { WorkWorld } from '../work-queue.contract.ts';
import { moveQueueTime } from './queue-time.ts';

export interface QueueWorld extends WorkWorld {
  readonly redis: Redis;
  readonly prefix: string;
  /** What the store finds without a living process; taken by the first caller. */
  readonly orphans: DueItem[];
}

/** A queue in the Redis of all tests with nothing else of a store, and a time that stands still. */
export function createQueueWorld(): QueueWorld {
  const prefix = makeKeyPrefix();
  const log = pino({ level: 'silent' });
  const stepClock = createStepClock();
  const orphans: DueItem[] = [];
  const processes: { work: WorkQueue; isTaking: boolean; handlers: number }[] = [];
  const redis = new Redis(redisUrl());
  onTestFinished(() => redis.disconnect());
  const clock = moveQueueTime(stepClock, {
    redis,
    keys: `${prefix}:work:`,
    handlers: () => processes.reduce((sum, { handlers }) => sum + handlers, 0),
    isTaken: () => processes.some(({ isTaking }) => isTaking),
  });
  return {
    clock,
    redis,
    prefix,
    orphans,
    async open() {
      const connections = await connectRedis({ url: redisUrl(), log, clock: systemClock });
      onTestFinished(() => connections.close());
      const own = stepClock.forProcess();
      const { subscriber, freeze } = freezable(connections);
      const queue = createWorkQueue({
        redis: connections.redis,
        subscriber,
        prefix,
        takeOrphans: () => Promise.resolve(orphans.splice(0)),
        clock: own,
        log,
      });
      const process = {
        isTaking: false,
        handlers: 0,
        work: {
          add: queue.add,
          start(handle) {
            process.isTaking = true;
            const stop = queue.start(async (work) => {
              process.handlers += 1;
              return handle(work).finally(() => (process.handlers -= 1));
            });
            return () => {
              process.isTaking = false;
              return stop();
            };
          },
        } satisfies WorkQueue,
      };
      processes.push(process);
      return {
        work: process.work,
        freeze() {
          process.isTaking = false;
          own.freeze();
          freeze();
        },
      };
    },
  };
}

/** Connections that end for good when the process hangs, with those that BullMQ makes of them. */
export function freezable({ subscriber }: RedisConnections) {
  const made: Redis[] = [];
  return {
    subscriber() {
      const connection = subscriber();
      const duplicate = connection.duplicate.bind(connection);
      connection.duplicate = (...options: Parameters<typeof duplicate>) => {
        const copy = duplicate(...options);
        made.push(copy);
        return copy;
      };
      made.push(connection);
      return connection;
    },
    freeze: () => made.forEach((connection) => connection.disconnect()),
  };
}
