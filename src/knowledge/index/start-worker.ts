import type { Worker } from 'node:worker_threads';
import { startThread } from '../../runtime/start-thread.ts';
import type { WorkerSettings } from './worker-messages.ts';

/** A failing request may not take the memory of the whole server with it. */
const MOST_HEAP_MB = 512;

/** Starts the thread that holds the indexes. */
export function startWorker(settings: WorkerSettings): Worker {
  return startThread(import.meta.url, 'index-worker', {
    workerData: settings,
    name: 'knowledge',
    resourceLimits: { maxOldGenerationSizeMb: MOST_HEAP_MB },
  });
}
