import type { Logger } from 'pino';
import { createPendingWork } from './pending-work.ts';

/** Work that outlives the request that began it; a shutdown waits for it. */
export interface Background {
  /** Runs `task`; an error is logged and goes no further. */
  run(name: string, task: () => Promise<void>): void;
  /** Resolves when no task runs any more. */
  settled(): Promise<void>;
}

export function createBackground(log: Logger): Background {
  const running = createPendingWork();
  return {
    run(name, task) {
      const ended = task().catch((error: unknown) =>
        log.error(
          { code: 'background_failed', err: error, zh: `后台任务出错：${name}` },
          `Failed in the background: ${name}`,
        ),
      );
      void running.add(ended);
    },
    settled: () => running.settled(),
  };
}

/** Creates the share of one part in the work of the whole process: only its own tasks are waited for. */
export function createBackgroundShare(whole: Background): Background {
  const running = createPendingWork();
  return {
    run: (name, task) => whole.run(name, () => running.add(task())),
    settled: () => running.settled(),
  };
}
