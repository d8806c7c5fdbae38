import type { Worker } from 'bullmq';
import type { Logger } from 'pino';
import type { Clock } from '../../runtime/clock.ts';

/** Deals with what goes wrong between a BullMQ queue and Redis. */
export interface QueueTrouble {
  /** Logs one line a minute when Redis refuses commands; a lost connection is logged by `connectRedis`. */
  readonly note: (error: unknown) => void;
  /** Notes the errors of a worker, and lets it rest after a refusal: BullMQ would retry immediately and endlessly. */
  readonly watch: (worker: Worker) => void;
}

const RETRY_MS = 1000;
const LOG_AGAIN_MS = 60_000;

export function createQueueTrouble({
  clock,
  log,
}: {
  readonly clock: Clock;
  readonly log: Logger;
}): QueueTrouble {
  let quietUntil = 0;
  const note = (error: unknown) => {
    if (!isRefusal(error)) {
      log.debug({ err: error }, 'Error in the work queue');
      return;
    }
    if (clock.now() < quietUntil) return;
    quietUntil = clock.now() + LOG_AGAIN_MS;
    log.warn(
      { code: 'redis_refuses', err: error, zh: 'Redis 拒绝了任务队列的命令，会再试' },
      'Redis refuses what the work queue needs; retrying',
    );
  };
  return {
    note,
    watch(worker) {
      worker.on('error', (error) => {
        note(error);
        if (!isRefusal(error) || worker.isPaused()) return;
        void worker.pause(true);
        clock.after(RETRY_MS, () => void worker.resume());
      });
    },
  };
}

/** Tells whether Redis refused, for full memory or a missing right; other failures BullMQ waits out by itself. */
function isRefusal(error: unknown): boolean {
  return error instanceof Error && error.name === 'ReplyError';
}
