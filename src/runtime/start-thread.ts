import { Worker, type WorkerOptions } from 'node:worker_threads';

/**
 * Starts the module beside `from`, an `import.meta.url`, in a thread. From dist/ that is the compiled file; from src/, as
 * under vitest and tsx, the thread loads TypeScript by tsx, which is a development dependency.
 */
export function startThread(from: string, name: string, options: WorkerOptions): Worker {
  if (!from.endsWith('.ts')) return new Worker(new URL(`./${name}.js`, from), options);
  const entry = JSON.stringify(new URL(`./${name}.ts`, from).href);
  const load = `import('tsx/esm/api').then(({ register }) => { register(); return import(${entry}); });`;
  return new Worker(load, { ...options, eval: true });
}
