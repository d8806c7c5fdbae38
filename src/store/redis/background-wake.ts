import { Queue, Worker } from 'bullmq';
import type { Redis } from 'ioredis';
import type { Logger } from 'pino';
import type { Clock } from '../../runtime/clock.ts';
import { waitAtMost } from '../../runtime/wait-at-most.ts';
import { createQueueTrouble } from './queue-trouble.ts';

/** Wakes processes up for background items. */
export interface BackgroundWake {
  /** Has one process that is not at work look for background items after the time; never fails, as all look now and then. */
  wakeOne(delayMs: number): Promise<void>;
  /** Calls `look` when this process is woken up, until the returned function is called. */
  start(look: () => Promise<void>): () => Promise<void>;
}

export interface BackgroundWakeDeps {
  /** The connection for adding, which fails soon while Redis is away. */
  readonly redis: Redis;
  /** Opens a connection that waits while Redis is away. */
  readonly subscriber: () => Redis;
  /** Begins every key. */
  readonly prefix: string;
  readonly clock: Clock;
  readonly log: Logger;
}

/** The queue's name in BullMQ's keys, `kuaihui:background:…`. */
const QUEUE_NAME = 'background';
const RETRY_MS = 1000;
/** How long a stop waits for Redis. */
const LAST_WORDS_MS = 1000;
/** BullMQ writes a stream of its events, which is not read here. */
const EVENTS_KEPT = 100;

/**
 * Creates a BullMQ queue whose jobs say nothing but that something may be due. It has a worker and a lock of its own, so
 * that it takes no place of delivery's due items. A worker is at work as long as its process runs steps, so that other
 * wakes go to other processes.
 */
export function createBackgroundWake(deps: BackgroundWakeDeps): BackgroundWake {
  const { redis, subscriber, prefix, clock, log } = deps;
  const trouble = createQueueTrouble({ clock, log });
  const queue = new Queue(QUEUE_NAME, {
    connection: redis,
    prefix,
    // The version is checked when the store is opened; here it would cost another round trip.
    skipVersionCheck: true,
    streams: { events: { maxLen: EVENTS_KEPT } },
  });
  queue.on('error', trouble.note);

  return {
    wakeOne: async (delayMs) => {
      await queue
        .add('wake', {}, { delay: delayMs, removeOnComplete: true, removeOnFail: true })
        .catch(trouble.note);
    },
    start(look) {
      const connection = subscriber();
      const worker = new Worker(QUEUE_NAME, look, {
        connection,
        prefix,
        maxStalledCount: Number.MAX_SAFE_INTEGER,
        runRetryDelay: RETRY_MS,
      });
      trouble.watch(worker);
      return async () => {
        await waitAtMost(clock, LAST_WORDS_MS, worker.close());
        connection.disconnect();
      };
    },
  };
}
