import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { LoadOrder, LoadResult } from './push-load.ts';

/** Pushes from a process of its own, so that its work is not counted as anybody else's. */
export interface LoadGenerator {
  readonly pid: number;
  run(order: LoadOrder): Promise<LoadResult>;
  stop(): Promise<void>;
}

/** Starts it; it pushes nothing until it is told to. */
export async function startLoadGenerator(): Promise<LoadGenerator> {
  const child = fork(fileURLToPath(new URL('push-load.ts', import.meta.url)), {
    execArgv: ['--import', import.meta.resolve('tsx')],
  });
  const exited = once(child, 'exit');
  const gone = exited.then(() => {
    throw new Error('The load generator ended by itself.');
  });
  gone.catch(() => {}); // It is looked at while an answer is waited for.
  await Promise.race([once(child, 'message'), gone]);
  return {
    pid: child.pid ?? NaN,
    async run(order) {
      child.send(order);
      const [result] = (await Promise.race([once(child, 'message'), gone])) as [LoadResult];
      return result;
    },
    async stop() {
      child.disconnect();
      await exited;
    },
  };
}
