import { Worker } from 'node:worker_threads';
import type { WorkerSettings } from './worker-messages.ts';

/** A failing request may not take the memory of the whole server with it. */
const MOST_HEAP_MB = 512;

/**
 * Starts the thread that holds the indexes. From dist/ it runs the compiled entry; from src/, as under vitest and tsx, the
 * thread loads TypeScript by tsx, which is a development dependency.
 */
export function startWorker(settings: WorkerSettings): Worker {
  const options = {
    workerData: settings,
    name: 'knowledge',
    resourceLimits: { maxOldGenerationSizeMb: MOST_HEAP_MB },
  };
  if (!import.meta.url.endsWith('.ts'))
    return new Worker(new URL('./index-worker.js', import.meta.url), options);
  const entry = JSON.stringify(new URL('./index-worker.ts', import.meta.url).href);
  const load = `import('tsx/esm/api').then(({ register }) => { register(); return import(${entry}); });`;
  return new Worker(load, { ...options, eval: true });
}
