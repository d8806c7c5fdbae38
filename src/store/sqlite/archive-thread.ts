import type { Worker } from 'node:worker_threads';
import type { Clock } from '../../runtime/clock.ts';
import { startThread } from '../../runtime/start-thread.ts';
import { StoreUnavailableError } from '../../runtime/store-unavailable-error.ts';
import { waitAtMost } from '../../runtime/wait-at-most.ts';
import type { ArchiveSearch, ArchiveSearchResult } from './archive-search.ts';
import type { ArchiveReply, ArchiveRequest } from './archive-worker.ts';

/** Looks for texts in a thread of its own, which lives while it is used. */
export interface ArchiveThread {
  /** Throws StoreUnavailableError. */
  search(search: ArchiveSearch): Promise<ArchiveSearchResult>;
  close(): Promise<void>;
}

interface Asked {
  readonly resolve: (result: ArchiveSearchResult) => void;
  readonly reject: (error: Error) => void;
}

/** Searches share one core; more of them would only wait. */
const MOST_AT_ONCE = 8;
/** A thread costs some MB, so an unused one is ended. */
const ENDS_AFTER_MS = 30_000;
const CLOSES_WITHIN_MS = 3_000;
const MOST_HEAP_MB = 128;

export function createArchiveThread(file: string, clock: Clock): ArchiveThread {
  const asked = new Map<number, Asked>();
  let thread: Worker | undefined;
  let cancelEnd = () => {};
  let lastId = 0;

  const failAll = (died: Worker) => {
    if (thread !== died) return;
    thread = undefined;
    for (const { reject } of asked.values()) reject(unavailable('the thread ended'));
    asked.clear();
  };
  const begin = (): Worker => {
    const started = startThread(import.meta.url, 'archive-worker', {
      workerData: { file },
      name: 'archive',
      resourceLimits: { maxOldGenerationSizeMb: MOST_HEAP_MB },
    });
    started.on('message', (reply: ArchiveReply) => receive(reply));
    started.on('error', () => failAll(started));
    started.on('exit', () => failAll(started));
    return started;
  };
  const receive = (reply: ArchiveReply) => {
    const waiting = asked.get(reply.id);
    asked.delete(reply.id);
    if ('failed' in reply) waiting?.reject(unavailable(reply.failed));
    else waiting?.resolve(reply.result);
    if (asked.size === 0) cancelEnd = clock.after(ENDS_AFTER_MS, () => void end());
  };
  const end = async () => {
    const ending = thread;
    thread = undefined;
    if (!ending) return;
    const ended = new Promise<void>((resolve) => ending.once('exit', () => resolve()));
    ending.postMessage('close' satisfies ArchiveRequest);
    await waitAtMost(clock, CLOSES_WITHIN_MS, ended);
    await ending.terminate();
  };

  return {
    search: (search) =>
      new Promise((resolve, reject) => {
        if (asked.size >= MOST_AT_ONCE) {
          reject(unavailable('too many searches at once'));
          return;
        }
        cancelEnd();
        thread ??= begin();
        const id = (lastId += 1);
        asked.set(id, { resolve, reject });
        thread.postMessage({ id, search } satisfies ArchiveRequest);
      }),
    async close() {
      cancelEnd();
      for (const { reject } of asked.values()) reject(unavailable('the store closes'));
      asked.clear();
      await end();
    },
  };
}

function unavailable(why: string): StoreUnavailableError {
  return new StoreUnavailableError(`Turns cannot be searched now (${why})`);
}
