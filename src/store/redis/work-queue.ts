import { createHash } from 'node:crypto';
import { DelayedError, Queue, Worker, type Job, type JobsOptions } from 'bullmq';
import type { Redis } from 'ioredis';
import type { Logger } from 'pino';
import type { Clock } from '../../runtime/clock.ts';
import type { DueItem, WorkQueue, DueItemResult } from '../../turns/ports.ts';
import { waitAtMost } from '../../runtime/wait-at-most.ts';

export interface WorkQueueDeps {
  /** For adding: fails soon while Redis is away. */
  readonly redis: Redis;
  /** Makes a connection that waits while Redis is away. */
  readonly subscriber: () => Redis;
  /** Begins every key. */
  readonly prefix: string;
  /**
   * Work whose process died, or that was written down and never added here; each piece for one caller, and again
   * later as long as nobody has done it.
   */
  readonly takeOrphans: () => Promise<readonly DueItem[]>;
  readonly clock: Clock;
  readonly log: Logger;
}

/** A word of BullMQ's keys: `kuaihui:work:…`. */
const QUEUE_NAME = 'work';
const MOST_AT_ONCE = 100;
const RETRY_MS = 1000;
const LOOK_FOR_ORPHANS_MS = 1000;
/** A process that says nothing for so long has died over its work, which then comes to another. */
const LOCK_MS = 4000;
const LOOK_FOR_STALLED_MS = 2000;
/** After handlers have ended, a stop waits so long for Redis to hear of it. */
const LAST_WORDS_MS = 1000;
/** BullMQ tells a stream of everything that happens; nobody here reads it. */
const EVENTS_KEPT = 100;
const LOG_TROUBLE_AGAIN_MS = 60_000;

/**
 * BullMQ wakes this process up for work that is due. A lost job comes back with the orphans, and a doubled one does no
 * harm. Its delays count by the clock of the machine; what is late by that comes with the orphans as well.
 */
export function createWorkQueue(deps: WorkQueueDeps): WorkQueue {
  const { redis, subscriber, prefix, takeOrphans, clock, log } = deps;
  const noteTrouble = logSometimes({ clock, log });
  const queue = new Queue<DueItem>(QUEUE_NAME, {
    connection: redis,
    prefix,
    // Looked at when the store is opened, and it would cost another round trip.
    skipVersionCheck: true,
    streams: { events: { maxLen: EVENTS_KEPT } },
  });
  queue.on('error', noteTrouble);

  const addAtOnce = async (items: readonly DueItem[]) => {
    if (items.length === 0) return;
    await queue.addBulk(items.map((data) => ({ name: data.kind, data, opts: toJob(data, 0) })));
  };
  /** What is added while it is handled waits beside the job until that ends. */
  const isAskedForAgain = async (work: DueItem) =>
    (await redis.exists(queue.toKey(`dn:${toId(work)}`))) === 1;

  return {
    add: async (work, delayMs) => void (await queue.add(work.kind, work, toJob(work, delayMs))),
    start(handle) {
      const running = new Set<Promise<DueItemResult>>();
      const connection = subscriber();
      const look = async (job: Job<DueItem>, token?: string) => {
        const looking = tryTo(handle, job.data);
        running.add(looking);
        const result = await looking.finally(() => running.delete(looking));
        if (result === 'done' || (await isAskedForAgain(job.data).catch(() => false))) return;
        // BullMQ's own clock is the machine's.
        await job.moveToDelayed(Date.now() + result.againInMs, token);
        throw new DelayedError();
      };
      const worker = new Worker<DueItem>(QUEUE_NAME, look, {
        connection,
        prefix,
        concurrency: MOST_AT_ONCE,
        lockDuration: LOCK_MS,
        stalledInterval: LOOK_FOR_STALLED_MS,
        maxStalledCount: Number.MAX_SAFE_INTEGER,
        // Done below, by our clock.
        skipStalledCheck: true,
        runRetryDelay: RETRY_MS,
      });
      worker.on('error', (error) => {
        noteTrouble(error);
        if (isRefusal(error)) rest(worker, clock);
      });

      let isStopped = false;
      let cancel = () => {};
      let tidying = Promise.resolve();
      const tidy = async () => {
        await takeOrphans().then(addAtOnce).catch(noteTrouble);
        await worker.getBackend().moveStalledJobsToWait().catch(noteTrouble);
      };
      const tidyAgainAndAgain = () => {
        tidying = tidy().finally(() => {
          if (!isStopped) cancel = clock.after(LOOK_FOR_ORPHANS_MS, tidyAgainAndAgain);
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

/** What the handler throws at comes again. */
async function tryTo(
  handle: (work: DueItem) => Promise<DueItemResult>,
  work: DueItem,
): Promise<DueItemResult> {
  try {
    return await handle(work);
  } catch {
    return { againInMs: RETRY_MS };
  }
}

/** One job for each piece of work: the newest time holds, and another look is kept while one is going on. */
function toJob(work: DueItem, delayMs: number): JobsOptions {
  return {
    delay: delayMs,
    deduplication: { id: toId(work), replace: true, keepLastIfActive: true },
    // For what BullMQ itself fails at.
    attempts: Number.MAX_SAFE_INTEGER,
    backoff: RETRY_MS,
    stackTraceLimit: 0,
    removeOnComplete: true,
    removeOnFail: true,
  };
}

/** A hash: BullMQ's list of events, which no deletion of a follower reaches, keeps it. */
function toId({ kind, follower, ...rest }: DueItem): string {
  const turnId = 'turnId' in rest ? [rest.turnId] : [];
  const name = JSON.stringify([kind, follower.account, follower.openId, ...turnId]);
  return createHash('sha256').update(name).digest('base64url');
}

/** Redis answered, and refused: full memory, a right that is missing. Elsewhere BullMQ waits by itself. */
function isRefusal(error: Error): boolean {
  return error.name === 'ReplyError';
}

/** BullMQ would ask again at once, and again. */
function rest(worker: Worker<DueItem>, clock: Clock): void {
  if (worker.isPaused()) return;
  void worker.pause(true);
  clock.after(RETRY_MS, () => void worker.resume());
}

/** A lost connection is told by `connectRedis`; of other trouble one line a minute is enough. */
function logSometimes({ clock, log }: Pick<WorkQueueDeps, 'clock' | 'log'>) {
  let quietUntil = 0;
  return (error: unknown) => {
    if (!(error instanceof Error) || !isRefusal(error)) {
      log.debug({ err: error }, 'The work queue met trouble');
      return;
    }
    if (clock.now() < quietUntil) return;
    quietUntil = clock.now() + LOG_TROUBLE_AGAIN_MS;
    log.warn(
      { code: 'redis_refuses', err: error, zh: 'Redis 拒绝了任务队列的命令，会再试' },
      'Redis refuses what the work queue needs; trying again',
    );
  };
}
