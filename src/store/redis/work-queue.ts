import { createHash } from 'node:crypto';
import { DelayedError, Queue, Worker, type Job, type JobsOptions } from 'bullmq';
import type { Redis } from 'ioredis';
import type { Logger } from 'pino';
import type { Clock } from '../../runtime/clock.ts';
import type { DueItem, WorkQueue, DueItemResult } from '../../turns/ports.ts';
import { waitAtMost } from '../../runtime/wait-at-most.ts';
import { createQueueTrouble } from './queue-trouble.ts';

export interface WorkQueueDeps {
  /** The connection for adding, which fails soon while Redis is away. */
  readonly redis: Redis;
  /** Opens a connection that waits while Redis is away. */
  readonly subscriber: () => Redis;
  /** Begins every key. */
  readonly prefix: string;
  /**
   * Takes items whose process died, and items that were stored and never added here. Each goes to one caller, and is
   * due again later unless it was handled.
   */
  readonly takeOrphans: () => Promise<readonly DueItem[]>;
  readonly clock: Clock;
  readonly log: Logger;
}

/** The queue's name in BullMQ's keys, `kuaihui:work:…`. */
const QUEUE_NAME = 'work';
const CONCURRENCY = 100;
const RETRY_MS = 1000;
const ORPHANS_EVERY_MS = 1000;
/** An item of a process that is silent for so long goes to another process. */
const LOCK_MS = 4000;
const STALLED_EVERY_MS = 2000;
/** How long a stop waits for Redis after the handlers have ended. */
const LAST_WORDS_MS = 1000;
/** BullMQ writes a stream of its events, which is not read here. */
const EVENTS_KEPT = 100;

/**
 * Creates a queue in which BullMQ wakes this process up for due items. A lost job comes back with the orphans, and a
 * doubled one does no harm. BullMQ counts delays by the machine's clock; a late item comes with the orphans as well.
 */
export function createWorkQueue(deps: WorkQueueDeps): WorkQueue {
  const { redis, subscriber, prefix, takeOrphans, clock, log } = deps;
  const trouble = createQueueTrouble({ clock, log });
  const queue = new Queue<DueItem>(QUEUE_NAME, {
    connection: redis,
    prefix,
    // The version is checked when the store is opened; here it would cost another round trip.
    skipVersionCheck: true,
    streams: { events: { maxLen: EVENTS_KEPT } },
  });
  queue.on('error', trouble.note);

  const addAtOnce = async (items: readonly DueItem[]) => {
    if (items.length === 0) return;
    await queue.addBulk(items.map((data) => ({ name: data.kind, data, opts: toJob(data, 0) })));
  };
  /** An item that is added while it is being handled waits beside its job until that ends. */
  const wasAddedMeanwhile = async (item: DueItem) =>
    (await redis.exists(queue.toKey(`dn:${toId(item)}`))) === 1;

  return {
    add: async (item, delayMs) => void (await queue.add(item.kind, item, toJob(item, delayMs))),
    start(handle) {
      const running = new Set<Promise<DueItemResult>>();
      const connection = subscriber();
      const look = async (job: Job<DueItem>, token?: string) => {
        const looking = tryTo(handle, job.data);
        running.add(looking);
        const result = await looking.finally(() => running.delete(looking));
        if (result === 'done' || (await wasAddedMeanwhile(job.data).catch(() => false))) return;
        // BullMQ's own clock is the machine's.
        await job.moveToDelayed(Date.now() + result.againInMs, token);
        throw new DelayedError();
      };
      const worker = new Worker<DueItem>(QUEUE_NAME, look, {
        connection,
        prefix,
        concurrency: CONCURRENCY,
        lockDuration: LOCK_MS,
        stalledInterval: STALLED_EVERY_MS,
        maxStalledCount: Number.MAX_SAFE_INTEGER,
        // Done below by our clock.
        skipStalledCheck: true,
        runRetryDelay: RETRY_MS,
      });
      trouble.watch(worker);

      let isStopped = false;
      let cancel = () => {};
      let tidying = Promise.resolve();
      const tidy = async () => {
        await takeOrphans().then(addAtOnce).catch(trouble.note);
        await worker.getBackend().moveStalledJobsToWait().catch(trouble.note);
      };
      const tidyAgainAndAgain = () => {
        tidying = tidy().finally(() => {
          if (!isStopped) cancel = clock.after(ORPHANS_EVERY_MS, tidyAgainAndAgain);
        });
      };
      tidyAgainAndAgain();

      return async () => {
        isStopped = true;
        cancel();
        const closed = worker.close();
        await Promise.all(running);
        await waitAtMost(clock, LAST_WORDS_MS, Promise.all([closed, tidying]));
        connection.disconnect();
      };
    },
  };
}

/** Handles an item; if the handler throws, the item is retried. */
async function tryTo(
  handle: (item: DueItem) => Promise<DueItemResult>,
  item: DueItem,
): Promise<DueItemResult> {
  try {
    return await handle(item);
  } catch {
    return { againInMs: RETRY_MS };
  }
}

/** Makes one job per item. The newest time applies, and another check is kept while one is running. */
function toJob(item: DueItem, delayMs: number): JobsOptions {
  return {
    delay: delayMs,
    deduplication: { id: toId(item), replace: true, keepLastIfActive: true },
    // For failures of BullMQ itself.
    attempts: Number.MAX_SAFE_INTEGER,
    backoff: RETRY_MS,
    stackTraceLimit: 0,
    removeOnComplete: true,
    removeOnFail: true,
  };
}

/** Hashes the item, because its id stays in BullMQ's events, which no deletion of a follower reaches. */
function toId({ kind, follower, turnId }: DueItem): string {
  const name = JSON.stringify([kind, follower.account, follower.openId, turnId]);
  return createHash('sha256').update(name).digest('base64url');
}
